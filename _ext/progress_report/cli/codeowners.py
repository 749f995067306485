"""``make codeowners``: write the reviewers of each area's file, from the register and ``report_owners``.

Reviews are requested by account names on the code host, which the reports do not contain. So ``conf.py`` has
a table of them; an area that is not in it is written as a comment.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..content.registers import WBS_FILE, Element
from ..core.problems import suggestion
from ..load.loader import REPORTS, load_registers
from .command import unreadable
from .conf import ConfError, read_conf

FILE = ".github/CODEOWNERS"
TABLE = "report_owners"

#: A person, a team or an e-mail address, as code hosts read them.
_NOT_IN_PATH = re.compile(r"[\s#]")
_OWNER = re.compile(r"@[A-Za-z0-9-]+(/[A-Za-z0-9._-]+)?|[^\s@#]+@[^\s@#]+\.[^\s@#]+")

HEAD = f"""\
# Who is asked to review what. Written by `make codeowners` from the areas in {REPORTS}/{WBS_FILE} and from
# {TABLE} in conf.py: what is written here is lost. The last line that fits a file counts; an area without
# an owner waits as a comment."""


class OwnersError(ValueError):
    """An invalid line of the table; the text says which and what was expected."""


def main() -> int:
    """Write the file below the current directory, and print for how many areas."""
    root = Path.cwd()
    try:
        conf = read_conf(root)
        registers, problems = load_registers(root, conf.settings)
        faults = unreadable(registers, problems, WBS_FILE)
        if faults is not None:
            raise OwnersError(f"{FILE} was not written because a register can't be read:{faults}")
        areas = {name: each for name, each in registers.elements.items() if each.area}
        text = codeowners(areas, conf.owners)
    except (ConfError, OwnersError) as error:
        print(error, file=sys.stderr)
        return 2
    path = root / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    owned = sum(name in conf.owners for name in areas)
    print(f"Wrote {FILE}: {owned} of {len(areas)} areas have an owner.")
    return 0


def codeowners(areas: Mapping[str, Element], owners: Mapping[str, str]) -> str:
    """Return the file's text.

    ``areas`` are the elements by id. ``owners`` has the owners, separated by spaces, for the id of an area or
    for a path that begins with ``/`` or ``*``.

    :raises OwnersError: for any other key, and for an invalid owner
    """
    for name, named in owners.items():
        if name not in areas and not _is_path(name):
            hint = suggestion(name, areas) or "; expected an area's id or a path that begins with / or *"
            raise OwnersError(f"conf.py: {TABLE}: there is no area '{name}'{hint}")
        if not named.split() or not all(map(_OWNER.fullmatch, named.split())):
            raise OwnersError(
                f"conf.py: {TABLE}: '{name}': expected such as '@person', '@organisation/team' or an address"
                f" of mail, found '{named}'"
            )
    return "\n".join([HEAD, *_lines(areas, owners), ""])


def _lines(areas: Mapping[str, Element], owners: Mapping[str, str]) -> Iterator[str]:
    # Areas come last, so that a path for all reports leaves them to their owners.
    paths = [f"{name} {' '.join(named.split())}" for name, named in owners.items() if _is_path(name)]
    yield from ["", *paths] if paths else []
    for name, element in areas.items():
        named = " ".join(owners.get(name, "").split())
        pattern = f"/{REPORTS}/*/{name}.md"
        yield f"\n# {' '.join(f'{name} {element.title}'.split())}"
        yield f"{pattern} {named}" if named else f"# {pattern} @…"


def _is_path(name: str) -> bool:
    return name.startswith(("/", "*")) and not _NOT_IN_PATH.search(name)


if __name__ == "__main__":
    raise SystemExit(main())
