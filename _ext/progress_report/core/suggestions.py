"""The name that somebody meant, to append to the message about an unknown one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .limits import SUGGESTED_CHARACTERS

#: Characters that look the same and are easily mistyped.
_LOOK_ALIKE = str.maketrans("oil_\u2010\u2011\u2013\u2014", "011-----")

#: The number of most similar names to compare.
_FEW = 20


def nearest(value: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the name in ``known`` that is most similar to ``value``, ignoring case; None if none is similar
    enough.

    :param cutoff: the least similarity, from 0 to 1
    """
    if len(value) > SUGGESTED_CHARACTERS:
        return None
    # Only typing errors need it, and the import takes a tenth of the time of a check.
    from rapidfuzz import fuzz, process

    names, wanted = tuple(known), _plain(value)
    folded, looks = _prepared(names)
    if (look := wanted.translate(_LOOK_ALIKE)) in looks:
        return names[looks[look]]
    likes = process.extract(wanted, folded, scorer=fuzz.ratio, score_cutoff=100 * cutoff, limit=_FEW)
    # Of equally similar names, the last in alphabetical order.
    best = max(likes, key=lambda each: (each[1], each[0]), default=None)
    return names[best[2]] if best else None


@lru_cache(maxsize=16)
def _prepared(names: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return ``names`` without case, and the index of the first name for each look."""
    folded = tuple(map(_plain, names))
    looks = {name.translate(_LOOK_ALIKE): place for place, name in reversed(list(enumerate(folded)))}
    return folded, looks


def suggestion(value: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return ``; did you mean 'X'?`` to append to a message, or an empty text; see :func:`nearest` for
    ``value``, ``known`` and ``cutoff``.

    If ``value`` looks like the name, the hint says which of its characters are others.
    """
    close = nearest(value, known, cutoff)
    if not close:
        return ""
    odd = dict.fromkeys(char for char in value if not char.isascii() and char not in close)
    if not odd or _look(value) != _look(close):
        return f"; did you mean '{close}'?"
    return f"; did you mean '{close}', without {', '.join(f'U+{ord(char):04X}' for char in odd)}?"


def _look(text: str) -> str:
    return _plain(text).translate(_LOOK_ALIKE)


def _plain(text: str) -> str:
    """Return ``text`` without case, invisible characters and other forms of the same characters."""
    text = text.casefold()
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return "".join(char for char in normal if unicodedata.category(char) != "Cf").strip()
