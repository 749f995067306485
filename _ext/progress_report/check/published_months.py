"""What published months state, and where that differs from the record: the rule on corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.area import AreaFile
from ..content.catalogue import Catalogue
from ..content.month import Month
from ..content.statements import Statement
from ..core.problems import Code, Problem
from ..progress.former_ids import section_anchors, statement_anchors
from .permalinks import Record, digest

#: The characters of a text that a message quotes.
_QUOTED = 60

RECORD = "run `make permalinks` to record it"


@dataclass(frozen=True, slots=True)
class Stated:
    """The texts at an address of a month: its paragraphs, bullets and values, and their file and line.

    ``others`` are the same address under other ids.
    """

    address: str
    texts: tuple[str, ...]
    path: str
    line: int
    others: tuple[str, ...] = ()

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of the texts."""
        return tuple(map(digest, self.texts))


def stated_in(catalogue: Catalogue, month: Month) -> Iterator[Stated]:
    """Yield what ``month`` states, by address; its page comes first, with its corrections."""
    page = month.page
    front = (page.title, *page.sources, *(["summary"] if page.summary else []), *corrections(month))
    texts = dict(page.texts)
    lines = {heading.anchor: heading.line for heading in page.headings}
    # The anchor of the title is that of the page.
    top = ("", *(each.anchor for each in page.headings[:1]))
    front += tuple(text for anchor in top for text in texts.pop(anchor, ()))
    yield Stated(month.docname, front, page.path, 1)
    for anchor, said in texts.items():
        yield Stated(f"{month.docname}#{anchor}", said, page.path, lines.get(anchor, 1))
    for statement in month.statements:
        for name in statement.ids:
            others = statement_anchors(catalogue, statement.status, name)
            yield Stated(
                f"{month.docname}#{statement.anchor(name)}",
                tuple(_values(statement)),
                statement.path,
                statement.line,
                tuple(f"{month.docname}#{each}" for each in others),
            )
    for area in month.areas:
        yield from _of_area(catalogue, area)


def corrections(month: Month) -> tuple[str, ...]:
    """Return the corrections of ``month``, a text each."""
    return tuple(f"corrected {each.date} {each.text}" for each in month.page.corrections)


def _values(statement: Statement) -> Iterator[str]:
    """Yield what a statement says besides its ids, and its element, which may have a new id."""
    for name in ("title", "due", "forecast", "date"):
        if value := getattr(statement, name):
            yield f"{name}: {value}"
    yield from filter(None, map(str.strip, statement.note.split("\n\n")))


def _of_area(catalogue: Catalogue, area: AreaFile) -> Iterator[Stated]:
    former = dict(section_anchors(catalogue, area.month, area.element))
    directory = area.docname.rpartition("/")[0]
    pages = tuple(f"{directory}/{name}" for name in (area.element, *area.aka))
    if area.headline:
        others = tuple(each for each in pages if each != area.docname)
        yield Stated(area.docname, (area.headline,), area.path, 1, others)
    for section in area.sections:
        if section.items:
            anchors = (section.anchor, *former.get(section.anchor, ()))
            known = tuple(f"{each}#{anchor}" for each in (area.docname, *pages) for anchor in anchors)
            yield Stated(known[0], section.items, area.path, section.line, known[1:])


def unrecorded(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report what ``month`` states otherwise than the record of the project, if it is published and there is
    a record."""
    record: Record | None = catalogue.record
    if record is None or month.page.draft:
        return
    page = month.page
    if month.docname not in record.stated:
        message = f"the published month {month.name} is not in {record.path}; {RECORD}"
        yield Problem(page.path, 1, Code.PUBLISHED.value, message)
        return
    changes = [*differences(record, catalogue, month)]
    known = record.stated[month.docname]
    corrected = [each for each in corrections(month) if digest(each) not in known]
    if corrected:
        message = f"the correction of {corrected[-1].split()[1]} is not in {record.path}; {RECORD}"
        yield Problem(page.path, 1, Code.PUBLISHED.value, message)
    else:
        yield from changes


def differences(record: Record, catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Yield what has changed in ``month`` since it was recorded, a fault for each address."""
    wanted = set(record.within.get(month.docname.removesuffix("/index"), ()))
    for stated in stated_in(catalogue, month):
        addresses = [each for each in (stated.address, *stated.others) if each in record.stated]
        wanted.difference_update(addresses)
        if addresses and record.stated[addresses[0]] == stated.digests:
            continue
        before = Counter(record.stated[addresses[0]] if addresses else ())
        now = Counter(stated.digests)
        new = [text for text in stated.texts if digest(text) in now - before]
        gone = (before - now).total()
        if new or gone:
            yield _changed(month, stated.path, stated.line, stated.address, new, gone)
    for address in sorted(wanted):
        name = address.partition("#")[0]
        path = f"{name}.md" if f"{name}.md" in catalogue.sources else month.page.path
        yield _changed(month, path, 1, address, [], len(record.stated[address]))


def _changed(month: Month, path: str, line: int, address: str, new: list[str], gone: int) -> Problem:
    said = [f"'{text if len(text) <= _QUOTED else text[:_QUOTED] + '…'}' is new" for text in new[:2]]
    said += [f"{len(new) - 2} more are new"] if len(new) > 2 else []
    said += [f"{gone} {'text is' if gone == 1 else 'texts are'} gone"] if gone else []
    message = (
        f"{month.name} is published, but has changed at '{address}': {', '.join(said)}; describe it under "
        f"'corrections' in index.md, or, for a typing mistake, run `make permalinks ACCEPT={month.name}`"
    )
    return Problem(path, line, Code.PUBLISHED.value, message)
