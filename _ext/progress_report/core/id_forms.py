"""The forms of tickets and documents, as the tables of ``conf.py`` name them (content model, section 1).

A form is a prefix, such as ``DM`` for ``DM-12``, or a text with fields in braces, such as
``{repo}#{number}`` for ``owner/repo#12``.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

#: No tracker has longer numbers.
NUMBER = "[0-9]{1,18}"
#: After a sign, a number that begins with a zero is a colour or a code, not a ticket.
_NUMBER_AFTER_SIGN = "[1-9][0-9]{0,17}"
_SIGNS = ("#", "!")
_REPO = r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)+"
_FIELD = "[A-Za-z0-9]+"

#: An example of each field; of any other field, it is ``x``.
_EXAMPLES = {"number": "1", "repo": "owner/repo", "year": "2024"}

_WORD = re.compile(r"[^\W_](?:[^\W_]|[-.])*")
_TRAILING_NUMBER = re.compile(rf"(.*?)({NUMBER})")
_NOT_IN_FILE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class IdForm:
    """A form of ids.

    ``key`` is the form as ``conf.py`` has it, ``example`` an id of it. ``pattern`` matches a whole id;
    ``groups`` maps each field to its group in the pattern. ``is_word`` is true if an id is one token of a
    text, such as ``BUG-2024-7``.
    """

    key: str
    example: str
    pattern: re.Pattern[str]
    groups: Mapping[str, str]
    is_word: bool

    def canonical(self, text: str) -> str | None:
        """Return the id that ``text`` is, with single spaces; None if it has another form."""
        return " ".join(text.split()) if self.pattern.fullmatch(text) else None

    def fields(self, name: str) -> dict[str, str | int]:
        """Return the value of each field of the id ``name``, and ``id`` itself, encoded for an address."""
        match = self.pattern.fullmatch(name)
        found = match.groupdict() if match else {"number": "0"}
        encoded = {field: quote(value) for field, value in (*found.items(), ("id", name))}
        return encoded | {"number": int(found["number"])}

    def assemble(self, fields: Mapping[str, str]) -> str:
        """Return the id with the value of each field in ``fields``."""
        return self.template.format_map(fields)

    @property
    def template(self) -> str:
        """The form with all its fields: ``DM-{number}`` for ``DM``."""
        return _template(self.key)


@cache
def id_form(key: str) -> IdForm:
    """Return the form that ``key``, a prefix or a text with fields, describes.

    :raises ValueError: if no id can have this form; the message says what is expected
    """
    pieces = _pieces(key)
    pattern, before = "", ""
    groups: dict[str, str] = {}
    names = [name for _, name in pieces if name]
    if names.count("number") != 1 or pieces[-1][1] != "number":
        raise ValueError("expected '{number}' once, at the end")
    if len(set(names)) < len(names):
        raise ValueError("expected each field once")
    for literal, name in pieces:
        if not literal and before:
            raise ValueError(f"expected a character between '{{{before}}}' and '{{{name}}}'")
        after_sign = literal.endswith(_SIGNS)
        content = {"number": _NUMBER_AFTER_SIGN if after_sign else NUMBER, "repo": _REPO}.get(name, _FIELD)
        groups[name] = f"(?P<{name}>{content})"
        pattern += r"\s+".join(map(re.escape, literal.split(" "))) + groups[name]
        before = name
    if not any(literal for literal, _ in pieces):
        raise ValueError("expected a character besides the number, since a number alone is no id")
    example = _template(key).format_map({name: _EXAMPLES.get(name, "x") for name in names})
    return IdForm(key, example, re.compile(pattern), groups, bool(_WORD.fullmatch(example)))


def _template(key: str) -> str:
    return key if "{" in key else f"{key}-{{number}}"


def _pieces(key: str) -> list[tuple[str, str]]:
    """Return the literal texts of a form, each with the field behind it."""
    try:
        parsed = list(string.Formatter().parse(_template(key)))
    except ValueError as error:
        raise ValueError(f"expected fields such as '{{number}}': {error}") from None
    if any(
        name is None or not name.isidentifier() or spec or conversion for _, name, spec, conversion in parsed
    ):
        raise ValueError("expected fields such as '{number}' or '{repo}', with '{number}' at the end")
    pieces = [(literal, name or "") for literal, name, _, _ in parsed]
    if "{" not in key and not (_WORD.fullmatch(key) and key[-1] not in "-."):
        raise ValueError(
            "expected letters and digits, with '-' or '.' between them, as in 'ABC' for ABC-12, "
            "or a form such as '#{number}' for #12"
        )
    if pieces[0][0][:1].isspace():
        raise ValueError("expected no blank at the beginning")
    return pieces


def form_of(name: str, keys: Collection[str]) -> IdForm | None:
    """Return the form among ``keys`` that the id ``name`` has; None for none. A prefix comes first."""
    prefix, dash, _ = name.rpartition("-")
    if dash and prefix in keys and "{" not in prefix and id_form(prefix).pattern.fullmatch(name):
        return id_form(prefix)
    return next((form for form in map(id_form, with_fields(keys)) if form.canonical(name)), None)


def plain(keys: Collection[str]) -> list[str]:
    """Return those of ``keys`` that are prefixes before a hyphen and a number, sorted."""
    return sorted(key for key in keys if "{" not in key)


def with_fields(keys: Collection[str]) -> list[str]:
    """Return those of ``keys`` that are no plain prefixes, sorted, the longest first: ``{repo}#{number}``
    before ``#{number}``."""
    return sorted((key for key in keys if "{" in key), key=lambda key: (-len(key), key))


def split_number(name: str) -> tuple[str, str]:
    """Split an id before its number, which may be empty: ``DM-10770`` is ``DM-`` and ``10770``."""
    match = _TRAILING_NUMBER.fullmatch(name)
    return (match[1], match[2]) if match else (name, "")


def group_of(name: str) -> str:
    """Return what the ids of a tracker or repository have in common: ``DM``, ``owner/repo#``, ``PR``."""
    head, _ = split_number(name)
    return head.removesuffix("-").strip()


def file_part(group: str) -> str:
    """Return a ``group`` of ids for use in the name of a file; empty if it has only signs.

    Two groups may share a name; a page then has the ids of both.
    """
    if not _NOT_IN_FILE.search(group):
        return group
    return _NOT_IN_FILE.sub("-", group).strip("-.").lower()
