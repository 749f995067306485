"""Run a command: ``python _ext/progress_report/cli check``.

The package itself registers with Sphinx, whose import takes longer than a whole check. So this module
replaces it with an empty package; the packages below are found as usual.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

COMMANDS = ("check", "links")


def main() -> int:
    """Run the command that the first argument names."""
    root = Path(__file__).resolve().parent.parent
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in COMMANDS:
        sys.stderr.write(f"expected a command: {', '.join(COMMANDS)}\n")
        return 2
    package = ModuleType(root.name)
    package.__path__ = [str(root)]
    sys.modules[root.name] = package
    return int(import_module(f"{root.name}.cli.{name}").main(sys.argv[2:]))


if __name__ == "__main__":
    sys.exit(main())
