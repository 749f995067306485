"""What an editor must know of a converted report: what was found, what is doubtful, and what was left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..content.settings import ACCOMPLISHMENTS
from ..core import identifiers
from .account import Account
from .headings import Headings, folded
from .markdown_writer import is_web
from .reading.blocks import Block, Document, Removed, plain_of, words_of
from .repair import Joined
from .sort import Section, Sorted

#: So many words and lines are shown of each kind.
SHOWN = 20

_NUMBER = re.compile(r"\d+")
_SILENT = re.compile(r"(?:no|none|nothing|n/?a|not applicable)\b", re.IGNORECASE)


def leftovers(found: Sorted, document: Document) -> str:
    """Return the text of the file of leftovers: each with its place in the source, and why it was left."""
    lines = ["# Leftovers", "", "These texts of the source are in no file of the month."]
    for each in found.leftovers:
        lines += ["", f"## {each.block.place}: {each.why}", "", *_quoted(_text(each.block))]
    dropped = list(_dropped_links(document))
    if dropped:
        lines += ["", "## Links without an address on the web", ""]
        lines += [f"- {place}: {text} → {target}" for place, text, target in dropped]
    if len(lines) == 3:
        lines[2] = "Nothing was left."
    return "\n".join(lines) + "\n"


def _text(block: Block) -> str:
    rows = [" | ".join(plain_of(cell) for cell in row.cells) for row in block.rows]
    return "\n".join(rows) if rows else "".join(span.text for span in block.spans)


def _quoted(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines() or [""]]


def _dropped_links(document: Document) -> Iterator[tuple[str, str, str]]:
    for block in document.blocks:
        for spans in (block.spans, *(cell for row in block.rows for cell in row.cells)):
            for span in spans:
                if span.target not in ("", "#") and not is_web(span.target):
                    yield block.place, plain_of([span]), span.target


def report(
    name: str,
    found: Sorted,
    document: Document,
    joined: Sequence[Joined],
    words: Account,
) -> str:
    """Return the report on the conversion of the file ``name``.

    ``joined`` is what was joined in the source.
    """
    headings: Headings = found.rows.headings
    lines = [f"# Conversion of {name}", "", *_words(words), "", "## Milestones", "", *_milestones(found)]
    for area, sections in sorted(found.areas.items()):
        lines += [
            "",
            f"## {area} {headings.title(area)}".rstrip(),
            "",
            *_area(area, sections, found, headings),
        ]
    others = [each for each in found.doubts if each.area not in found.areas]
    if others:
        lines += ["", "## The month's page", "", *(f"- {each.place}: {each.text}" for each in others)]
    lines += _joined(joined)
    lines += _removed(document.removed)
    lines += ["", *(f"- {each}" for each in document.notes)] if document.notes else []
    return "\n".join(lines) + "\n"


def _words(words: Account) -> Iterator[str]:
    yield f"- words of the source: {words.source}"
    yield f"- in the month: {words.month}"
    yield f"- in headings and cells that the registers replace: {words.headings}"
    yield f"- removed, such as running heads: {words.removed}"
    yield f"- left over: {words.left}"
    yield f"- lost: {sum(words.lost.values())}{_some(words.lost)}"
    yield f"- added: {sum(words.added.values())}{_some(words.added)}"


def _some(words: Counter[str]) -> str:
    if not words:
        return ""
    shown = [f"{word} ({count})" if count > 1 else word for word, count in words.most_common(SHOWN)]
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return f": {', '.join(shown)}{more}"


def _milestones(found: Sorted) -> Iterator[str]:
    said = found.rows.said
    ids = [name for each in said for name in each.ids]
    yield f"- found: {len(ids)} in {len(said)} statements"
    for name, each in found.rows.proposed.items():
        yield f"- doubtful: {each.place}: '{name}' is not in the register; see the proposal"
    for place, text in found.rows.doubts:
        yield f"- doubtful: {place}: {text}"


def _area(area: str, sections: Sequence[Section], found: Sorted, headings: Headings) -> Iterator[str]:
    kinds: dict[str, list[Section]] = {}
    for section in sections:
        kinds.setdefault(section.kind, []).append(section)
    for kind, of_kind in kinds.items():
        elements = sum(bool(section.element) for section in of_kind)
        silent = sum(_is_silent(section, headings) for section in of_kind)
        what = f"{elements} elements, {silent} sections that report no activity"
        yield f"- found: {kind or 'text without a kind'}: {what}, {_counts(of_kind, headings)}"
    for each in found.doubts:
        if each.area == area:
            yield f"- doubtful: {each.place}: {each.text}"
    for text in (*_silences(sections, headings), *_missing(area, sections, headings)):
        yield f"- doubtful: {text}"
    for left in found.leftovers:
        if left.area == area:
            yield f"- left: {left.block.place}: {left.why}"


def _counts(sections: Iterable[Section], headings: Headings) -> str:
    texts = [block.plain for section in sections for block in section.blocks]
    tickets = [
        each for text in texts for each in headings.known.vocabulary.scan(text) if each.kind == "ticket"
    ]
    return f"{sum(len(words_of(text)) for text in texts)} words, {len(tickets)} mentions of tickets"


def _is_silent(section: Section, headings: Headings) -> bool:
    """Return whether a section consists of a text that begins as ``report_silence`` says."""
    phrases = tuple(phrase.casefold() for phrase in headings.known.settings.silence)
    return len(section.blocks) == 1 and section.blocks[0].plain.casefold().startswith(phrases)


def _silences(sections: Iterable[Section], headings: Headings) -> Iterator[str]:
    """Yield the sections that seem to report nothing, in other words than ``report_silence`` has."""
    for section in sections:
        text = section.blocks[0].plain if len(section.blocks) == 1 else ""
        if _SILENT.match(text) and len(words_of(text)) < SHOWN and not _is_silent(section, headings):
            where = section.element or section.kind
            place = section.blocks[0].place
            yield f"{place}: '{text}' of {where} seems to report no activity; see report_silence"


def _missing(area: str, sections: Sequence[Section], headings: Headings) -> Iterator[str]:
    """Yield the elements of an area that have no section of accomplishments."""
    settings = headings.known.settings
    done = {folded(name) for name, kind in settings.kinds.items() if kind == ACCOMPLISHMENTS}
    reported = {section.element for section in sections if folded(section.kind) in done}
    if not reported - {""}:
        return
    missing = [
        name
        for name, element in headings.known.registers.elements.items()
        if name != area
        and identifiers.is_within(name, area)
        and element.used_in(headings.month)
        and not any(identifiers.is_within(each, name) for each in reported)
        and identifiers.parent(name) in {area, *reported}
    ]
    if missing:
        yield f"no accomplishments of {', '.join(missing)}"


def _joined(joined: Sequence[Joined]) -> Iterator[str]:
    if joined:
        yield from ("", "## Joined", "")
    for each in joined:
        text = f"{each.before} → {each.after}" if each.after else each.before
        yield f"- {'' if each.certain else 'doubtful: '}{each.place}: {text}"


def _removed(removed: Sequence[Removed]) -> Iterator[str]:
    if removed:
        yield from ("", "## Removed", "")
    texts: dict[tuple[str, str], list[str]] = {}
    for each in removed:
        texts.setdefault((each.why, _NUMBER.sub("#", each.text)), []).append(each.place)
    for (why, text), places in texts.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield f"- {places[0]}{more}: {why}: {text[:200]}"
