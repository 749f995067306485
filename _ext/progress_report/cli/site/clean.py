"""``clean``: delete the build and the generated pages, and nothing else.

It needs no other package, so that it works whatever is wrong with an environment.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from ...pages.sync import generated_directories, sync
from ..main import command_parser
from .turns import turn


def main(arguments: Sequence[str] = ()) -> int:
    """Run the command with its ``arguments``; return the exit status."""
    root = command_parser("clean", "Delete the build and the generated pages.").parse_args(arguments).root
    with turn(root):
        directories = generated_directories(root)
        sync(root, directories, {})
        shutil.rmtree(root / "_build", ignore_errors=True)
    print(f"Deleted _build{' and the generated pages in ' if directories else ''}{', '.join(directories)}")
    return 0
