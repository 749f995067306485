"""Run a command without installing the package: ``python _ext/progress_report/cli check``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    package = Path(__file__).resolve().parent.parent
    # Instead of this directory, whose modules must not hide others.
    sys.path[0] = str(package.parent)
    sys.exit(import_module(f"{package.name}.cli.main").main())
