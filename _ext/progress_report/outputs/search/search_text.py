"""The terms of a text in the search: the forms of each word under which it is found.

``static/search-text.js`` processes queries in the same way, and a test compares the two. Change both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from functools import cache

# Characters that nobody sees: soft hyphens, zero-width blanks and joiners, marks of direction, variants.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_ACCENT = re.compile("[\u0300-\u036f]")
# What Unicode does not take apart, but many keyboards do.
_SAME = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"'),
    **dict(
        zip(map(ord, "ßẞæÆœŒøØđĐðÐþÞłŁı"), "ss SS ae AE oe OE o O d D d D th TH l L i".split(), strict=True)
    ),
}

# Letters, digits and the vowel signs of scripts that write them as marks.
_LETTER = "[\\w\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u109f]"
# Words and what joins them: meas_mosaic, end-to-end, O'Mullane, 7.1, 02C.04, C++11.
_WORD = re.compile(rf"{_LETTER}+(?:(?:[-']|[+#]+|(?<=[0-9A-Za-z])\.(?=[0-9])){_LETTER}+)*[+#]*")
_JOINT = re.compile(r"[-'_.+#]+")
_SILENT = re.compile(r"[-'_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POSSESSIVE = re.compile(r"'[sS]$")
# Scripts without blanks between words, or with endings written onto them: found by two characters at a time.
_DENSE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_RUN = re.compile(f"[{_DENSE}]+|[^{_DENSE}]+")
_IS_DENSE = re.compile(f"[{_DENSE}]")

#: The shortest part of a word with joints that is found by itself, and of one in camelCase.
SHORTEST_PART, SHORTEST_HUMP = 2, 3
#: Longer words are cut: only their beginning is found.
LONGEST = 64


def seen(text: str) -> str:
    """Return ``text`` without invisible characters."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def clean(text: str) -> str:
    """Return ``text`` in plain characters, with its case: no accents, ligatures or typographic marks."""
    if text.isascii():
        return text
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", _UNSEEN.sub("", text).translate(_SAME)))
    return unicodedata.normalize("NFC", plain).translate(_SAME)


def words(text: str) -> list[str]:
    """Return the words of a clean ``text``, including parts joined by hyphens and the like."""
    return _WORD.findall(text)


def forms(word: str) -> tuple[str, ...]:
    """Return the forms of ``word``: as a whole, then its parts; for dense scripts, each pair of
    characters."""
    found: list[str] = []
    for run in _RUN.findall(word):
        if _IS_DENSE.match(run):
            found += (run[at : at + 2] for at in range(len(run)))
            continue
        if len(run) > LONGEST:
            found.append(_JOINT.sub("", run)[:LONGEST])
            continue
        base = _POSSESSIVE.sub("", run)
        parts = [part for part in _JOINT.split(base) if part]
        whole = _SILENT.sub("", base)
        found.append(whole)
        if parts != [whole]:
            found += (part for part in parts if len(part) >= SHORTEST_PART)
        for part in parts:
            humps = _HUMP.split(part)
            if len(humps) > 1:
                found += (hump for hump in humps if len(hump) >= SHORTEST_HUMP)
                # CompareWarpAssembleCoaddTask is found as assemblecoadd, with which one of these begins.
                found += ("".join(humps[at:]) for at in range(1, len(humps) - 1))
    return tuple(dict.fromkeys(form.lower() for form in found if form))


class Words:
    """The words of a language.

    :param stopwords: words, in lower case, that are not searched
    :param stem: gives the stem of a word in lower case
    """

    def __init__(self, stopwords: Collection[str], stem: Callable[[str], str]) -> None:
        # Without accents, as all words that are compared with them.
        self._stopwords = frozenset(map(clean, stopwords))
        self._stem = stem
        self._cached = cache(self._of_word)

    def of(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the terms of a clean ``text``, each with the form whose stem it is."""
        for word in words(text):
            yield from self._cached(word)

    def _of_word(self, word: str) -> tuple[tuple[str, str], ...]:
        if word.lower() in self._stopwords:
            return ()
        return tuple((self._stem(form), form) for form in forms(word) if form not in self._stopwords)
