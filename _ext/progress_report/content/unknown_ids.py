"""The message for an id that is well-formed but unknown, with the nearest one that may be meant.

Ids that are written wrongly are reported in ``malformed_ids``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..core.id_forms import id_form, plain, with_fields
from ..core.identifiers import PREFIX_LIKENESS
from ..core.periods import kind
from ..core.suggestions import suggestion


def unknown_milestone(name: str, milestones: Iterable[str]) -> str:
    """Return the message for the milestone ``name``, which is none of ``milestones`` (ids and aliases)."""
    return f"unknown milestone '{name}'{suggestion(name, milestones)}"


def unknown_element(name: str, *elements: Iterable[str]) -> str:
    """Return the message for the WBS element ``name``, which is none of ``elements``.

    Of several collections, the first with a similar element counts.
    """
    hints = (suggestion(name, each) for each in elements)
    return f"unknown WBS element '{name}'{next(filter(None, hints), '')}"


def unknown_month(name: str, months: Iterable[str]) -> str:
    """Return the message for the month ``name``, which has no report; ``months`` are those that have one."""
    return f"no report for {kind().word} '{name}'{suggestion(name, months)}"


def unknown_handle(kind: str, name: str, forms: Collection[str]) -> str:
    """Return the message for ``name``, a ticket or document (``kind``) of none of ``forms``, the keys of its
    table."""
    return f"unknown {kind} '{name}'{like_prefix(name, forms) or f'; {expected_forms(forms)}'}"


def like_prefix(name: str, forms: Collection[str]) -> str:
    """Return a hint at the one of ``forms`` that is a prefix like that of ``name``; empty for none."""
    return suggestion(name.rpartition("-")[0] or name, plain(forms), PREFIX_LIKENESS)


def expected_forms(forms: Collection[str]) -> str:
    """Return what is expected of a ticket or document, by ``forms``, the keys of its table."""
    prefixes = plain(forms)
    others = [id_form(key).example for key in with_fields(forms)]
    if prefixes:
        found = f"expected one of {', '.join(prefixes)}, a hyphen and digits"
        return f"{found}, or a form such as {', '.join(others)}" if others else found
    return f"expected a form such as {', '.join(others)}" if others else "conf.py has no form of them"


def unknown_word(word: str, message: str) -> str:
    """Return the message for a ``word`` of a text that only looks like an id, from the ``message`` for the
    id."""
    return f"'{word}' looks like an id: {message}"
