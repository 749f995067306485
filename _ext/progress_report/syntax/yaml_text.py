"""Read YAML as text: every scalar is a string with a line, and the model interprets it.

YAML's own types would turn ``on`` into True, ``1.10`` into a float and ``010`` into 8, and an impossible date
would fail without a line. So the file is only composed, with libyaml if PyYAML has it, and this module walks
the nodes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import yaml

from ..core.characters import hidden, on_known_lines, without_hidden
from ..core.dates import Date
from ..core.limits import (
    TITLE_CHARACTERS,
    YAML_BEGINNINGS,
    YAML_DEPTH,
    YAML_OPENERS,
    YAML_TEXT_CHARACTERS,
    YAML_VALUES,
)
from ..core.periods import expected, is_period, kind
from ..core.problems import Code, Problems
from ..core.suggestions import suggestion
from .yaml_errors import ODD_SPACE, explain

LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# What opens a value inside another one.
_OPENERS = ("[", "{", "- ", "-\t", "? ", "?\t")

_TICKET_AS_COMMENT = re.compile(r"[ \t]+(#[0-9]+)\b")

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text.

    ``line`` is where it begins, ``text_line`` the line of its first text (the one after ``|`` or ``>``).
    """

    text: str
    line: int
    text_line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file, each key once."""

    entries: tuple[tuple[Scalar, Value], ...]
    line: int


_TYPE_NAMES = {"Scalar": "text", "Sequence": "a list", "Mapping": "a mapping"}
Value = Scalar | Sequence | Mapping

_T = TypeVar("_T")


class _TooMuchError(Exception):
    """The text exceeds a limit at a line."""

    def __init__(self, line: int) -> None:
        self.line = line


class _Converter:
    def __init__(self, text: str, problems: Problems, first_line: int) -> None:
        self.lines = text.split("\n")
        self.problems = problems
        self.first_line = first_line
        self.count = 0

    def value(self, node: yaml.Node, depth: int = 0) -> Value:
        """Convert ``node``, which is nested in ``depth`` others."""
        line = node.start_mark.line + self.first_line
        self.count += 1
        if depth > YAML_DEPTH or self.count > YAML_VALUES:
            raise _TooMuchError(line)
        if isinstance(node, yaml.MappingNode):
            return Mapping(tuple(self._entries(node, depth)), line)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.value(item, depth + 1) for item in node.value), line)
        style = getattr(node, "style", None)
        # The parser in Python calls it None, libyaml an empty text.
        if not style and node.value:
            self._check_rest(node.end_mark)
        return Scalar(self._text(str(node.value), line), line, line + (style in ("|", ">")))

    def _check_rest(self, end: yaml.Mark) -> None:
        """Remark on a ticket such as ``#12`` behind a text without quotation marks, which ends at ``end``."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        ticket = _TICKET_AS_COMMENT.match(line, end.column)
        if ticket:
            self.problems.remark(
                end.line + self.first_line,
                Code.YAML,
                f"'{ticket[1]}' and what follows it is a comment in YAML; "
                "put the whole text in quotation marks if it belongs to it",
            )

    def _text(self, text: str, line: int) -> str:
        """Return a quoted text without hidden characters, cut at ``YAML_TEXT_CHARACTERS``; report both."""
        if len(text) > YAML_TEXT_CHARACTERS:
            self.problems.fault(
                line, Code.SIZE, f"a text of {len(text)} characters; expected {YAML_TEXT_CHARACTERS} at most"
            )
            text = text[:YAML_TEXT_CHARACTERS]
        for char, _ in itertools.islice(hidden(text), 1):
            self.problems.fault(line, Code.YAML, f"a control character in a text: {char}")
            text = without_hidden(text)
        return text

    def _entries(self, node: yaml.MappingNode, depth: int) -> Iterator[tuple[Scalar, Value]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.value(key_node, depth + 1)
            if not isinstance(key, Scalar):
                self.problems.fault(key.line, Code.KEY, "a key must be plain text")
                continue
            value = self.value(value_node, depth + 1)
            if ODD_SPACE.search(key.text):
                name = ODD_SPACE.sub(" ", key.text).strip()
                self.problems.fault(
                    key.line, Code.YAML, f"a non-breaking space in the key '{name}': type a plain space"
                )
                continue
            if key.text in seen:
                self.problems.fault(
                    key.line,
                    Code.DUPLICATE,
                    f"duplicate key '{key.text}': it is already in line {seen[key.text]}, "
                    "and only the first is used",
                )
                continue
            seen[key.text] = key.line
            yield key, value


def read(text: str, problems: Problems, first_line: int = 1) -> Value | None:
    """Compose one YAML document; report what is wrong and return None if it can't be read at all.

    ``first_line`` is the line of the file on which ``text`` begins (front matter begins on line 2).
    """
    text = on_known_lines(text)
    try:
        if sum(map(text.count, "\n,[{")) > YAML_BEGINNINGS:
            raise _TooMuchError(first_line)
        node = _compose(text, first_line)
        return None if node is None else _Converter(text, problems, first_line).value(node)
    except yaml.reader.ReaderError as error:
        char = error.character if isinstance(error.character, str) else chr(error.character)
        # libyaml gives the position in bytes, so search for the character.
        line = text.count("\n", 0, max(text.find(char), 0)) + first_line
        problems.fault(line, Code.YAML, f"a character that YAML does not allow: U+{ord(char):04X}")
    except yaml.MarkedYAMLError as error:
        index, message = explain(text, error)
        problems.fault(index + first_line, Code.YAML, message)
    except (_TooMuchError, RecursionError) as error:
        line = error.line if isinstance(error, _TooMuchError) else first_line
        problems.fault(line, Code.YAML, "too many or too deeply nested values")
    return None


def _compose(text: str, first_line: int) -> yaml.Node | None:
    """Return the only document of ``text``.

    :raises _TooMuchError: if it is nested too deeply
    """
    if sum(map(text.count, _OPENERS)) >= YAML_OPENERS:
        _check_depth(text, first_line, LOADER)
    try:
        node: yaml.Node | None = yaml.compose(text, LOADER)
        return node
    except yaml.MarkedYAMLError as error:
        # Some versions of libyaml have a limit of their own. They may reach it while looking ahead in a line,
        # before they report the depth; the parser in Python reports it as it goes.
        _check_depth(text, first_line, LOADER)
        index = error.problem_mark.line if error.problem_mark else 0
        for line in text.split("\n")[index : index + 1]:
            _check_depth(line, first_line + index, yaml.BaseLoader)
        raise


def _check_depth(text: str, first_line: int, loader: type[yaml.BaseLoader]) -> None:
    """Raise an error if ``text`` is nested too deeply; ignore invalid YAML, which
    :func:`_compose` reports."""
    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > YAML_DEPTH:
                raise _TooMuchError(first_line + (event.start_mark.line if event.start_mark else 0))


class Fields:
    """Typed access to the keys of one mapping; values of the wrong form are reported and left out."""

    def __init__(self, mapping: Mapping, known: Iterable[str], problems: Problems, what: str) -> None:
        self.problems = problems
        self.line = mapping.line
        self.what = what
        self._values: dict[str, Value] = {}
        known = tuple(known)
        for key, value in mapping.entries:
            if key.text in known:
                self._values[key.text] = value
            else:
                hint = suggestion(key.text, known) or f"; expected one of {', '.join(known)}"
                problems.fault(key.line, Code.KEY, f"unknown key '{key.text}' in {what}{hint}")

    def scalar(self, key: str) -> Scalar | None:
        """Return a text with its line; None if it is missing or empty. A list or mapping is a fault."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self._wrong(value, key, "text")
            return None
        return value if value.text.strip() else None

    def text(self, key: str) -> str:
        """Return a text, stripped; empty if it is missing."""
        scalar = self.scalar(key)
        return scalar.text.strip() if scalar else ""

    def title(self, key: str) -> str:
        """Return a title or name, on one line; empty if it is missing."""
        scalar = self.scalar(key)
        return read_title(scalar, self.problems) if scalar else ""

    def require(self, keys: Iterable[str]) -> None:
        """Report which of the texts named by ``keys`` are missing."""
        for key in keys:
            if self.scalar(key) is None and not isinstance(self._values.get(key), Sequence | Mapping):
                self.problems.fault(self.line, Code.REQUIRED, f"{self.what} needs a '{key}'")

    def date(self, key: str) -> Date | None:
        """Return a date to the day or month."""
        scalar = self.scalar(key)
        return parse_date(scalar, key, self.problems) if scalar else None

    def month(self, key: str) -> str | None:
        """Return a month ``YYYY-MM``."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        if is_period(scalar.text.strip()):
            return scalar.text.strip()
        self.problems.fault(
            scalar.line, Code.DATE, f"'{key}: {scalar.text}' is not a {kind().word}; expected {expected()}"
        )
        return None

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return the value of ``key``, one of ``choices``; ``default`` if it is missing or, which is a fault,
        another word."""
        scalar = self.scalar(key)
        if scalar is None:
            return default
        word = scalar.text.strip()
        if word in choices:
            return word
        hint = suggestion(word, choices) or f"; expected one of {', '.join(choices)}"
        self.problems.fault(scalar.line, Code.TYPE, f"'{key}: {word}' is not valid{hint}")
        return default

    def flag(self, key: str) -> bool:
        """Return whether the value of ``key`` is ``true``."""
        return self.choice(key, ("true", "false"), "false") == "true"

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        value = self._values.get(key)
        if value is None or isinstance(value, Scalar):
            scalar = self.scalar(key)
            return (scalar,) if scalar else ()
        return tuple(self._items(key, Scalar, "text"))

    def mappings(self, key: str) -> tuple[Mapping, ...]:
        """Return a list of mappings."""
        return tuple(self._items(key, Mapping, "a mapping ('- id: …')"))

    def _items(self, key: str, kind: type[_T], expected: str) -> Iterator[_T]:
        """Yield the items of a list that are of a kind, and not empty; report the others."""
        value = self._values.get(key)
        if value is None or _is_empty(value):
            return
        if not isinstance(value, Sequence):
            self._wrong(value, key, "a list")
            return
        for item in value.items:
            if isinstance(item, kind) and not _is_empty(item):
                yield item
            else:
                self._wrong(item, key, expected)

    def _wrong(self, value: Value, key: str, expected: str) -> None:
        got = "nothing" if value == Scalar("", value.line, value.line) else _TYPE_NAMES[type(value).__name__]
        self.problems.fault(
            value.line, Code.TYPE, f"'{key}' of {self.what}: expected {expected}, found {got}"
        )


def _is_empty(value: object) -> bool:
    return isinstance(value, Scalar) and not value.text.strip()


def read_title(scalar: Scalar, problems: Problems) -> str:
    """Return the title or name in ``scalar``; add to ``problems`` if it has several lines or is too long."""
    text = scalar.text.strip()
    # Also where only some programs end a line, such as those that read the inventory.
    lines = text.splitlines()
    if len(lines) > 1:
        problems.fault(scalar.line, Code.TYPE, "a title or name is on several lines; expected one line")
    if len(text) > TITLE_CHARACTERS:
        found = f"a title or name has {len(text)} characters"
        problems.fault(scalar.line, Code.SIZE, f"{found}; expected {TITLE_CHARACTERS} at most")
    return " ".join(lines)[:TITLE_CHARACTERS]


def parse_date(scalar: Scalar, key: str, problems: Problems) -> Date | None:
    """Read a date; report one that is impossible or badly written. ``key`` is named in the message."""
    text = scalar.text.strip()
    date = Date.parse(text)
    if date is None:
        problems.fault(
            scalar.line,
            Code.DATE,
            f"'{key}: {text}' is not a date; expected YYYY-MM-DD (or YYYY-MM) and a day that exists",
        )
    return date


def web_address(scalar: Scalar, key: str, problems: Problems) -> str:
    """Return a web address; report anything else and return an empty text. ``key`` is named in
    the message."""
    text = scalar.text.strip()
    if WEB_ADDRESS.fullmatch(text):
        return text
    problems.fault(scalar.line, Code.TYPE, f"'{key}: {text}' is not an address; expected https://…")
    return ""


def top_mapping(value: Value | None, problems: Problems, expected: str) -> Mapping | None:
    """Return ``value`` if it is the mapping that a whole file must be, else None.

    Anything else but an empty file is reported; ``expected`` describes the mapping in the message.
    """
    if value is None or isinstance(value, Mapping):
        return value
    if isinstance(value, Scalar) and not value.text.strip():
        return None
    problems.fault(value.line, Code.TYPE, f"expected {expected}, found {_TYPE_NAMES[type(value).__name__]}")
    return None
