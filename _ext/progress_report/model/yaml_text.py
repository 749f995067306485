"""YAML read as text: every scalar is a string with a line, and the model types it.

YAML's own types would turn ``on`` into True, ``1.10`` into a float and ``010`` into 8, and a date
that does not exist would fail without a line. So the file is only composed, with libyaml where
PyYAML has it, and this module walks the nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import yaml

from .dates import Date, is_month
from .problems import Code, Problems, suggestion

_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

#: Bounds that no honest file comes near; they stop a few lines of aliases from filling the memory.
MAX_DEPTH = 12
MAX_VALUES = 200_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``line`` is where it begins; ``text_line`` where its first line of text stands
    (the line after ``|`` or ``>``)."""

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


class _TooMuch(Exception):
    """The bounds of this module are passed at a line."""

    def __init__(self, line: int) -> None:
        self.line = line


class _Converter:
    def __init__(self, problems: Problems, first_line: int) -> None:
        self.problems = problems
        self.first_line = first_line
        self.count = 0

    def value(self, node: yaml.Node, depth: int = 0) -> Value:
        line = node.start_mark.line + self.first_line
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_VALUES:
            raise _TooMuch(line)
        if isinstance(node, yaml.MappingNode):
            return Mapping(tuple(self._entries(node, depth)), line)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.value(item, depth + 1) for item in node.value), line)
        return Scalar(str(node.value), line, line + (getattr(node, "style", None) in ("|", ">")))

    def _entries(self, node: yaml.MappingNode, depth: int) -> Iterator[tuple[Scalar, Value]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.value(key_node, depth + 1)
            if not isinstance(key, Scalar):
                self.problems.fault(key.line, Code.KEY, "a key must be plain text")
                continue
            value = self.value(value_node, depth + 1)
            if key.text in seen:
                self.problems.fault(
                    key.line,
                    Code.DUPLICATE,
                    f"duplicate key '{key.text}': it stands already in line {seen[key.text]}, "
                    "and only that one is used",
                )
                continue
            seen[key.text] = key.line
            yield key, value


def read(text: str, problems: Problems, first_line: int = 1) -> Value | None:
    """Compose one YAML document; report what is wrong and return None if it can't be read at all.

    ``first_line`` is the line of the file on which ``text`` begins (front matter begins on 2).
    """
    try:
        loader = _LOADER(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        return None if node is None else _Converter(problems, first_line).value(node)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        problems.fault(
            line, Code.YAML, f"a character that YAML does not allow: U+{ord(_char(error)):04X}"
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        problems.fault(line, Code.YAML, _explain(text, line - first_line, error))
    except (_TooMuch, RecursionError) as error:
        line = error.line if isinstance(error, _TooMuch) else first_line
        problems.fault(line, Code.YAML, "too many or too deeply nested values")
    return None


def _char(error: yaml.reader.ReaderError) -> str:
    return error.character if isinstance(error.character, str) else chr(error.character)


def _explain(text: str, index: int, error: yaml.MarkedYAMLError) -> str:
    """Say what the reader of YAML found, in words that tell how to mend it."""
    lines = text.split("\n")
    line = lines[index] if index < len(lines) else ""
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "a mark of an unfinished merge: keep one side and delete the marks"
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation or "'\\t'" in str(error.problem):
        return "a tab where YAML wants spaces: indent with spaces only"
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    if "mapping values are not allowed" in said:
        said += "; a value with ': ' in it must be quoted"
    return f"this is not YAML: {said}"


class Fields:
    """Typed access to the keys of one mapping; whatever has the wrong form is reported and left out."""

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

    def value(self, key: str) -> Value | None:
        """The value as it stands."""
        return self._values.get(key)

    def scalar(self, key: str) -> Scalar | None:
        """A text with its line, or None; a list or mapping is a fault, an empty text is None."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self._wrong(value, key, "text")
            return None
        return value if value.text.strip() else None

    def text(self, key: str) -> str:
        """A text, stripped; empty if there is none."""
        scalar = self.scalar(key)
        return scalar.text.strip() if scalar else ""

    def required(self, key: str) -> Scalar | None:
        """A text that must be there."""
        scalar = self.scalar(key)
        if scalar is None and not isinstance(self._values.get(key), Sequence | Mapping):
            self.problems.fault(self.line, Code.REQUIRED, f"{self.what} needs a '{key}'")
        return scalar

    def date(self, key: str) -> Date | None:
        """A date to the day or month."""
        scalar = self.scalar(key)
        return parse_date(scalar, key, self.problems) if scalar else None

    def month(self, key: str) -> str | None:
        """A month ``YYYY-MM``."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        if is_month(scalar.text.strip()):
            return scalar.text.strip()
        self.problems.fault(
            scalar.line, Code.DATE, f"'{key}: {scalar.text}' is not a month; expected YYYY-MM"
        )
        return None

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """One word of a few."""
        scalar = self.scalar(key)
        if scalar is None:
            return default
        word = scalar.text.strip()
        if word in choices:
            return word
        hint = suggestion(word, choices) or f"; expected one of {', '.join(choices)}"
        self.problems.fault(scalar.line, Code.TYPE, f"'{key}: {word}' means nothing{hint}")
        return default

    def flag(self, key: str) -> bool:
        """``true`` or ``false``."""
        return self.choice(key, ("true", "false"), "false") == "true"

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self._values.get(key)
        if value is None or isinstance(value, Scalar):
            scalar = self.scalar(key)
            return (scalar,) if scalar else ()
        return tuple(self._items(key, self._accept_scalar))

    def mappings(self, key: str) -> tuple[Mapping, ...]:
        """A list of mappings."""
        return tuple(self._items(key, self._accept_mapping))

    def _items(self, key: str, accept: Callable[[Value, str], _T | None]) -> Iterator[_T]:
        value = self._values.get(key)
        if value is None or (isinstance(value, Scalar) and not value.text.strip()):
            return
        if not isinstance(value, Sequence):
            self._wrong(value, key, "a list")
            return
        for item in value.items:
            accepted = accept(item, key)
            if accepted is not None:
                yield accepted

    def _accept_scalar(self, value: Value, key: str) -> Scalar | None:
        if isinstance(value, Scalar) and value.text.strip():
            return value
        self._wrong(value, key, "text")
        return None

    def _accept_mapping(self, value: Value, key: str) -> Mapping | None:
        if isinstance(value, Mapping):
            return value
        self._wrong(value, key, "a mapping ('- id: …')")
        return None

    def _wrong(self, value: Value, key: str, expected: str) -> None:
        got = "nothing" if value == Scalar("", value.line, value.line) else _TYPE_NAMES[type(value).__name__]
        self.problems.fault(
            value.line, Code.TYPE, f"'{key}' of {self.what}: expected {expected}, found {got}"
        )


def parse_date(scalar: Scalar, key: str, problems: Problems) -> Date | None:
    """Read a date, or report that it is impossible or not written as one."""
    text = scalar.text.strip()
    date = Date.parse(text)
    if date is None:
        problems.fault(
            scalar.line,
            Code.DATE,
            f"'{key}: {text}' is not a date; expected YYYY-MM-DD (or YYYY-MM) and a day that exists",
        )
    return date


def top_mapping(value: Value | None, problems: Problems, expected: str) -> Mapping | None:
    """The mapping that a whole file must be; None (and a fault) for anything else, None for nothing."""
    if value is None or isinstance(value, Mapping):
        return value
    if isinstance(value, Scalar) and not value.text.strip():
        return None
    problems.fault(value.line, Code.TYPE, f"expected {expected}, found {_TYPE_NAMES[type(value).__name__]}")
    return None
