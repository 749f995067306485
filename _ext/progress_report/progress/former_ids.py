"""The anchors that statements and sections have under the former ids of what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..content.catalogue import REGISTERS, Catalogue, depends_on
from ..content.settings import KINDS
from ..content.statements import statement_anchor
from ..core.identifiers import anchor_part, is_milestone_id
from ..core.limits import ID_CHARACTERS

#: What the anchor of the text before the first heading of a kind begins with.
_AREA = "area"


@depends_on(REGISTERS)
def former_milestones(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Return the aliases of the milestone ``name`` that may have been its id."""
    registers = catalogue.known.registers
    milestone = registers.milestones.get(name)
    return tuple(
        alias
        for alias in (milestone.aka if milestone else ())
        if registers.aliases.get(alias) == name and is_milestone_id(alias) and len(alias) <= ID_CHARACTERS
    )


def former_elements(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Return the former ids of the element ``name``."""
    return catalogue.known.former_ids.get(name, ())


@depends_on(REGISTERS)
def statement_anchors(catalogue: Catalogue, status: str, name: str) -> tuple[str, ...]:
    """Return the anchors of a statement with ``status`` about the milestone ``name`` under its former ids."""
    return tuple(statement_anchor(status, each) for each in former_milestones(catalogue, name))


def section_anchors(
    catalogue: Catalogue, month: str, element: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the anchors in the file of the area ``element`` in ``month``, each with those under former ids.

    An anchor has the id as it is written in the file, which may be a former one itself.
    """
    area = catalogue.area_file(month, element)
    if area is None or not (area.aka or catalogue.known.registers.former_elements):
        return ()
    elements = dict.fromkeys((area.element, *(section.element for section in area.sections)))
    named = {each: (each, *former_elements(catalogue, each)) for each in elements}
    named[area.element] += area.aka
    names = {anchor_part(name): known for known in named.values() if len(known) > 1 for name in known}
    found = {heading.anchor: tuple(_others(heading.anchor, names)) for heading in area.headings}
    return tuple((anchor, others) for anchor, others in found.items() if others)


def _others(anchor: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield an ``anchor`` under the other ids of its element; ``names`` has all of them by each, as it is in
    an anchor."""
    kind, _, rest = anchor.partition("-")
    if kind not in (*KINDS, _AREA):
        return
    # The longest is that of the element, not of one above it.
    parts = rest.split("-")
    for length in range(len(parts), 0, -1):
        part = "-".join(parts[:length])
        if part in names:
            for name in map(anchor_part, names[part]):
                if name != part:
                    yield f"{kind}-{name}{rest.removeprefix(part)}"
            return
