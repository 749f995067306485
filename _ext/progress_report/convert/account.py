"""Compare the words of a report with those of its draft: nothing is lost, and nothing invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from ..content.month import INDEX_FILE
from ..content.registers import MILESTONES_FILE
from .headings import Headings
from .reading.blocks import Document, words_of
from .reading.markdown import read_markdown
from .repair import Joined
from .sort import Sorted

_TABLE = re.compile(r"^```\{milestone-table\}\n.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Account:
    """How many words the source has, and where they went.

    ``month`` are in the files of the month, ``headings`` in headings and cells that the draft has in the form
    of the registers, ``removed`` in running heads and the like, ``left`` in the leftovers. ``lost`` are those
    that are nowhere, ``added`` those of the draft that the source does not have.
    """

    source: int
    month: int
    headings: int
    removed: int
    left: int
    lost: Counter[str]
    added: Counter[str]


def account(
    document: Document, joined: Iterable[Joined], found: Sorted, files: Mapping[str, str], title: str
) -> Account:
    """Return the account of ``document`` and the ``files`` of the month, which are read again for it.

    ``joined`` is what was joined in the source; ``title`` is that of the month's page.
    """
    source = Counter(document.words)
    for each in joined:
        if each.after:
            source.subtract(words_of(each.before))
            source.update(words_of(each.after))
    month = _month_words(found, files, title)
    headings = found.words + found.rows.groups
    for said in found.rows.said:
        headings.update(said.words)
    removed = Counter(word for each in document.removed for word in words_of(each.text))
    left = Counter(word for each in found.leftovers for word in words_of(each.block.plain))
    target = month + headings + removed + left
    return Account(
        source=sum(document.words.values()),
        month=sum(month.values()),
        headings=sum((+headings).values()),
        removed=sum(removed.values()),
        left=sum(left.values()),
        lost=source - target,
        added=target - source,
    )


def _month_words(found: Sorted, files: Mapping[str, str], title: str) -> Counter[str]:
    """Return the words in the files of the month besides the headings that the draft adds."""
    words: Counter[str] = Counter()
    for name, text in files.items():
        if name == MILESTONES_FILE:
            words.update(_notes(text))
        else:
            words.update(
                word for block in read_markdown(_TABLE.sub("", text)).blocks for word in words_of(block.plain)
            )
            words.subtract(_generated(found, name, title))
    return words


def _notes(text: str) -> Counter[str]:
    """Return the words of the notes in a month's ``milestones.yaml``."""
    stated = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings alone
    notes = (each.get("note", "") for entries in (stated or {}).values() for each in entries)
    return Counter(
        word for note in notes for block in read_markdown(note).blocks for word in words_of(block.plain)
    )


def _generated(found: Sorted, name: str, title: str) -> Counter[str]:
    """Return the words of the headings that a file of the month has from the registers and ``conf.py``."""
    headings: Headings = found.rows.headings
    if name == INDEX_FILE:
        return Counter(words_of(" ".join((title, *(part.heading for part in found.parts)))))
    area = name.removesuffix(".md")
    sections = found.areas[area]
    texts = [area, headings.title(area), *dict.fromkeys(section.kind for section in sections)]
    for section in sections:
        if section.element:
            texts += [section.element, headings.title(section.element)]
    return Counter(words_of(" ".join(texts)))
