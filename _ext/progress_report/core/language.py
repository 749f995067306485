"""The words of the site in its language.

Words are written in English where they are used, as the argument of one of the functions below, and
translated there by the catalogues in ``locale/``. ``make messages`` collects them.
The locale of the machine is not used, so that the same sources give the same words everywhere.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from .package_files import LOCALES

#: The name of the catalogues.
DOMAIN = "progress_report"

#: What is translated without a catalogue: the words as they are.
ENGLISH = "en"

_language = ENGLISH
_period = ""
_catalogue = catalogues.NullTranslations()


class _Missing(catalogues.NullTranslations):
    """Says of every text that no catalogue has it."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


class _OfPeriod(catalogues.NullTranslations):
    """The words of a project that does not report by the month.

    :param found: the catalogues, which are changed
    :param period: the context there of what is said otherwise of this period
    """

    def __init__(self, found: catalogues.NullTranslations, period: str) -> None:
        super().__init__()
        self._found = found
        self._period = period
        found.add_fallback(_Missing())

    def info(self) -> dict[str, str]:
        return self._found.info()

    def gettext(self, message: str) -> str:
        said = self._found.pgettext(self._period, message) or self._found.gettext(message)
        return said or super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        said = self._found.npgettext(self._period, msgid1, msgid2, n)
        return said or self._found.ngettext(msgid1, msgid2, n) or super().ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        return self._found.pgettext(context, message) or super().pgettext(context, message)


def locale_of(language: str) -> Locale | None:
    """Return the locale of ``language``, such as ``de`` or ``pt_BR``; None if there is no such language."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def use_language(language: str | None) -> None:
    """Set the language of all words, months and numbers; English if ``language`` is None or unknown.

    As with Sphinx's own messages, one language applies to the whole process. Each build sets it at its start,
    so that nothing of an earlier one is left.

    :param language: as ``language`` in ``conf.py``, such as ``de`` or ``pt_BR``
    """
    global _language
    _language = str(locale_of(language or ENGLISH) or ENGLISH)
    _open()


def use_words_of(period: str) -> None:
    """Set the kind of periods that all words are about: ``quarter`` or ``release``; empty for months."""
    global _period
    _period = period
    _open()


def _open() -> None:
    """Open the catalogues: in English only for words about another period, which English has too."""
    global _catalogue
    languages = [_language, ENGLISH] if _period else [_language]
    if not _period and _language.partition("_")[0] == ENGLISH:
        _catalogue = catalogues.NullTranslations()
        return
    found = catalogues.translation(DOMAIN, LOCALES, languages, fallback=True)
    _catalogue = _OfPeriod(found, _period) if _period else found


def language() -> str:
    """Return the language in use, such as ``de`` or ``pt_BR``."""
    return _language


def catalogue() -> catalogues.NullTranslations:
    """Return the catalogue in use, for templates; it is without any entry for English."""
    return _catalogue


def gettext(text: str) -> str:
    """Return ``text`` in the language of the site."""
    return _catalogue.gettext(text)


def pgettext(context: str, text: str) -> str:
    """Return ``text`` in the language of the site; ``context`` says which meaning of it, for translators."""
    return _catalogue.pgettext(context, text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form for ``count`` in the language of the site; ``singular`` and ``plural`` are the English
    ones."""
    return _catalogue.ngettext(singular, plural, count)


def counted(singular: str, plural: str, count: int, **values: object) -> str:
    """Return the form for ``count`` of ``singular`` and ``plural``, as :func:`ngettext`, with ``{count}`` and
    ``values`` filled in."""
    return ngettext(singular, plural, count).format(count=number(count), **values)


def gettext_noop(text: str) -> str:
    """Return ``text`` as it is: it is translated where it is used."""
    return text


def number(count: int) -> str:
    """Return a number with its digits in groups, as the language of the site separates them."""
    return f"{count:,}".replace(",", _separator(_language))


@cache
def _separator(language: str) -> str:
    # A check writes no number, and its start need not wait for this import.
    from babel.numbers import get_group_symbol

    return get_group_symbol(language)


class Translated(Mapping[str, str]):
    """Words by name, each in the language of the site when it is looked up.

    :param words: the English words, marked with :func:`gettext_noop`
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __getitem__(self, name: str) -> str:
        return gettext(self._words[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)
