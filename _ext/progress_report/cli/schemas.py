"""``make schemas``: write the schemas with which editors check the content, and name one in a new file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..content.registers import MILESTONES_FILE
from ..core.places import reports
from ..export.editor_schemas import DIRECTORY, editor_schemas, file_name
from .command import GOOD, refuse, say
from .conf import ConfError, read_conf
from .main import command_parser


def main(arguments: Sequence[str] = ()) -> int:
    """Write the schemas, and print which; return the exit status."""
    description = "Write the JSON schemas with which editors check the reports."
    root = command_parser("schemas", description).parse_args(arguments).root
    try:
        # It says on which periods the project reports.
        read_conf(root)
    except ConfError as error:
        return refuse("schemas", str(error))
    directory = root / DIRECTORY
    directory.mkdir(exist_ok=True)
    made = editor_schemas()
    for stale in directory.glob(file_name("*")):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
    say(f"Wrote {', '.join(made)} to {DIRECTORY}/")
    return GOOD


def with_schema(root: Path, month: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the ``texts`` of the files of ``month`` by name; its statements name their schema for editors.

    A project whose directory ``root`` has no schemas gets no such line.
    """
    schema = root / DIRECTORY / file_name("month")
    if not schema.is_file():
        return dict(texts)
    path = Path(os.path.relpath(schema, root / reports() / month)).as_posix()
    return {**texts, MILESTONES_FILE: f"# yaml-language-server: $schema={path}\n{texts[MILESTONES_FILE]}"}
