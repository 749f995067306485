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
_catalogue = catalogues.NullTranslations()


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
    global _language, _catalogue
    _language = str(locale_of(language or ENGLISH) or ENGLISH)
    _catalogue = catalogues.translation(DOMAIN, LOCALES, [_language], fallback=True)


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
