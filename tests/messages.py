"""Collect the words of the extension, update its catalogues and compile them: ``make messages``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from progress_report.core.language import DOMAIN, ENGLISH
from progress_report.core.package_files import LOCALES
from progress_report.core.periods import QUARTER, RELEASE
from progress_report.outputs.html.assets import KEYWORDS

PACKAGE = LOCALES.parent

#: The functions that translate a text, with the places of the texts among their arguments.
FUNCTIONS = {
    "_": None,
    "N_": None,
    "counted": (1, 2),
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "said": (1, 2),
}

#: The files with texts, how they are read, and the functions that translate in them.
SOURCES = (
    ("templates/**", "jinja2.ext:babel_extract", FUNCTIONS),
    ("static/**.js", "javascript", KEYWORDS),
    ("**.py", "python", FUNCTIONS),
)

#: What a text says literally, the fields in it, what it calls the end of a period, and texts about months of
#: the calendar.
_CODE = re.compile(r"`+[^`]+`+")
_FIELD = re.compile(r"[{%][({]?\w+[)}]")
_END = re.compile(r"(?i)\bend of \{|as of the end of")
#: Where a period is named: other languages have an article before a month that a quarter does not take.
_NAMED = re.compile(r"\b(?:[Ii]n|of|The) \{(?:month|planned|done|last|last_month)\}")
_OF_CALENDAR = re.compile("whole months|as 30 days|twelve months|only the month is known")

#: A catalogue depends on the words alone, not on the day.
_DAY = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.name for path in LOCALES.iterdir() if path.is_dir())


def po_file(language: str) -> Path:
    """Return the file that translators edit."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def extracted(language: str) -> Catalog:
    """Return all words of the extension that are translated into ``language``; in English, those about
    quarters and releases."""
    catalog = Catalog(project=DOMAIN, creation_date=_DAY, charset="utf-8")
    for file, _, text, _, context in sorted(_found(), key=lambda each: each[:2]):
        for each in (context, *_other_periods(text, language)):
            if language != ENGLISH or each in (QUARTER, RELEASE):
                catalog.add(text, locations=[(file, 0)], context=each)
    return catalog


def _other_periods(text: str | tuple[str, ...], language: str) -> list[str]:
    """Return the contexts of a ``text`` that is said otherwise of other periods than months, in a
    ``language``."""
    said = _CODE.sub("", text if isinstance(text, str) else text[0])
    if _OF_CALENDAR.search(said):
        return []
    if re.search("month", _FIELD.sub("", said), re.IGNORECASE) or (
        language != ENGLISH and _NAMED.search(said)
    ):
        return [QUARTER, RELEASE]
    # A release is a day: it has no end.
    return [RELEASE] if _END.search(said) else []


def _found() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    for pattern, method, functions in SOURCES:
        options = {pattern: {"silent": "false"}}
        yield from extract_from_dir(PACKAGE, [(pattern, method)], options, functions)


def read(language: str) -> Catalog:
    """Return the catalogue of a language; a new one is empty."""
    if not po_file(language).is_file():
        comment = f"# Words of {DOMAIN}."
        return Catalog(
            language, header_comment=comment, project=DOMAIN, creation_date=_DAY, revision_date=_DAY
        )
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def compiled(catalog: Catalog) -> bytes:
    """Return the form that the extension reads."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def update(language: str) -> None:
    """Add new words to a catalogue, remove old ones, and compile it."""
    catalog = read(language)
    catalog.update(extracted(language), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    text = BytesIO()
    write_po(text, catalog, width=110, sort_by_file=True, include_lineno=False)
    po_file(language).write_bytes(text.getvalue())
    po_file(language).with_suffix(".mo").write_bytes(compiled(catalog))
    missing = [message for message in catalog if message.id and not message.string]
    print(f"{po_file(language)}: {len(catalog)} texts, {len(missing)} without a translation")


if __name__ == "__main__":
    for each in languages():
        update(each)
