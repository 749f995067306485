"""What published months state, and where that differs from the record: the rule on corrections."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..content.area import AreaFile
from ..content.catalogue import Catalogue
from ..content.month import Month
from ..content.statements import Statement
from ..core.limits import FILE_PROBLEMS
from ..core.periods import RELEASE, kind
from ..core.problems import Code, Problem
from ..progress.former_ids import former_elements, section_anchors, statement_anchors
from ..syntax.beside import PICTURE_OF
from .permalinks import Record, digest

#: The characters of a text that a message quotes.
_QUOTED = 60

#: A text that is recorded for each month: a record without it lacks all but the words.
WHOLE = "whole"

RECORD = "run `make permalinks` to record it"


@dataclass(frozen=True, slots=True)
class Stated:
    """The texts at an address of a month: its paragraphs, bullets and values, and their file and line.

    ``beside`` is what it states besides them, such as links and tables, which older records lack. ``others``
    are the same address under other ids, ``forms`` the same texts with them.
    """

    address: str
    texts: tuple[str, ...]
    path: str
    line: int
    others: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of all that is stated."""
        return tuple(map(digest, (*self.texts, *self.beside)))

    def compared(self, known: Collection[str], *, whole: bool) -> dict[str, list[str]]:
        """Return the texts by their digests, of each the form that is among the ``known`` ones; without
        ``whole``, those that older records have."""
        found: dict[str, list[str]] = {}
        for text in (*self.texts, *(self.beside if whole else ())):
            forms = map(digest, (text, *self.forms.get(text, ())))
            found.setdefault(next((each for each in forms if each in known), digest(text)), []).append(text)
        return found


def stated_in(catalogue: Catalogue, month: Month) -> Iterator[Stated]:
    """Yield what ``month`` states, by address; its page comes first, with its corrections."""
    page = month.page
    front = (page.title, *page.sources, *(["summary"] if page.summary else []), *corrections(month))
    texts, beside = dict(page.texts), dict(page.beside)
    lines = {heading.anchor: heading.line for heading in page.headings}
    # The anchor of the title is that of the page.
    top = ("", *(each.anchor for each in page.headings[:1]))
    front += tuple(text for anchor in top for text in texts.pop(anchor, ()))
    dates = [f"published {page.published}"] if page.published else []
    dates += [f"date {month.end}"] if kind().word == RELEASE else []
    also = (*dates, *_contents(catalogue, page.path, [each for top in top for each in beside.pop(top, ())]))
    yield Stated(month.docname, front, page.path, 1, beside=(WHOLE, *also))
    for anchor in dict.fromkeys((*texts, *beside)):
        also = _contents(catalogue, page.path, beside.get(anchor, ()))
        line = lines.get(anchor, 1)
        yield Stated(f"{month.docname}#{anchor}", texts.get(anchor, ()), page.path, line, beside=also)
    for statement in month.statements:
        element = f"wbs {statement.wbs}"
        former = tuple(f"wbs {each}" for each in former_elements(catalogue, statement.wbs))
        for name in statement.ids:
            others = statement_anchors(catalogue, statement.status, name)
            yield Stated(
                f"{month.docname}#{statement.anchor(name)}",
                tuple(_values(statement)),
                statement.path,
                statement.line,
                tuple(f"{month.docname}#{each}" for each in others),
                (element,) if statement.wbs else (),
                {element: former},
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


def _contents(catalogue: Catalogue, path: str, beside: Iterable[str]) -> tuple[str, ...]:
    """Return what a text in the file ``path`` states ``beside`` its words, with digests of its pictures."""
    return tuple(_with_content(catalogue, path, each) for each in beside)


def _with_content(catalogue: Catalogue, path: str, text: str) -> str:
    if not text.startswith(PICTURE_OF):
        return text
    name = unquote(text.removeprefix(PICTURE_OF))
    return f"{text} {catalogue.picture_digest(posixpath.join(posixpath.dirname(path), name))}"


def _of_area(catalogue: Catalogue, area: AreaFile) -> Iterator[Stated]:
    former = dict(section_anchors(catalogue, area.month, area.element))
    directory = area.docname.rpartition("/")[0]
    pages = tuple(f"{directory}/{name}" for name in (area.element, *area.aka))
    if area.headline:
        others = tuple(each for each in pages if each != area.docname)
        yield Stated(area.docname, (area.headline,), area.path, 1, others)
    for section in area.sections:
        if section.items or section.beside:
            anchors = (section.anchor, *former.get(section.anchor, ()))
            known = tuple(f"{each}#{anchor}" for each in (area.docname, *pages) for anchor in anchors)
            also = _contents(catalogue, area.path, section.beside)
            yield Stated(known[0], section.items, area.path, section.line, known[1:], also)


def is_whole(record: Record, month: Month) -> bool:
    """Return whether ``record`` has all that ``month`` states, as it has since that includes more than its
    texts."""
    return digest(WHOLE) in record.stated.get(month.docname, ())


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


def unguarded(catalogue: Catalogue, months: Iterable[Month], *, recorded: bool) -> Iterator[Problem]:
    """Remark once on published ``months`` of which no record would show a change, or not each change.

    ``recorded`` is whether the project has a record, be it a damaged one.
    """
    record: Record | None = catalogue.record
    published = [month for month in months if not month.page.draft]
    if not catalogue.settings.permalinks or not published:
        return
    # The example in a new project is not published.
    real = len(catalogue.published()) > 1 or any(month.page.published for month in published)
    if record is None and not recorded and real and published[-1].name == catalogue.newest():
        message = (
            f"no {catalogue.settings.permalinks} records the published {kind().word}s, so nothing reports a "
            f"lost address or a changed text; {RECORD}"
        )
        yield Problem(published[-1].page.path, 1, Code.RECORD.value, message, remark=True)
    elif record is not None:
        known = (month for month in published if month.docname in record.stated)
        old = [month.docname for month in known if not is_whole(record, month)]
        if old:
            message = (
                f"an older version has recorded '{old[0]}' without its links, pictures, tables, code and "
                f"elements, so nothing reports their changes; {RECORD}"
            )
            yield Problem(record.path, record.lines[old[0]], Code.RECORD.value, message, remark=True)


def differences(record: Record, catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Yield what has changed in ``month`` since it was recorded, a fault for each address."""
    whole = is_whole(record, month)
    wanted = set(record.within.get(month.docname.removesuffix("/index"), ()))
    for stated in stated_in(catalogue, month):
        addresses = [each for each in (stated.address, *stated.others) if each in record.stated]
        wanted.difference_update(addresses)
        before = Counter(record.stated[addresses[0]] if addresses else ())
        texts = stated.compared(before, whole=whole)
        now = Counter({each: len(said) for each, said in texts.items()})
        new = [text for each in now - before for text in texts[each]]
        gone = (before - now).total()
        if new or gone:
            yield _changed(month, stated.path, stated.line, stated.address, new, gone)
    for address in sorted(wanted)[:FILE_PROBLEMS]:
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
