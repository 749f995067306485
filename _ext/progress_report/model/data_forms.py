"""Records as plain data: one table of fields says how they are written, read and described.

A :class:`Field` that holds an attribute can be read back; one that is derived is told besides, for those
who would else have to work it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .catalogue import Catalogue
from .dates import Date, Span

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """What is told of: the catalogue, and where things stand.

    ``page`` gives the page of a thing by kind and id, ``file`` that of a document by its name; both relative
    to the root of the site, which ``site`` is the address of, empty where it is not known.
    """

    catalogue: Catalogue
    project: str
    site: str
    page: Callable[[str, str], str]
    file: Callable[[str], str]

    @property
    def month(self) -> str:
        """The newest published month, empty without one."""
        return self.catalogue.newest() or ""


def _same(_: View, value: Any) -> Any:
    return value


def _itself(data: Any) -> Any:
    return data


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written as data, read back and described."""

    schema: Schema
    encode: Callable[[View, Any], Any] = _same
    decode: Callable[[Any], Any] = _itself


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record: its form, what it means, and the attribute that it holds; a derived one has none,
    but ``derive``, which works it out of the record."""

    name: str
    form: Form
    says: str
    attribute: str = ""
    derive: Callable[[View, Any], Any] | None = None

    def of(self, view: View, value: Any) -> Any:
        """The data of this key for a record."""
        inner = self.derive(view, value) if self.derive else getattr(value, self.attribute)
        return self.form.encode(view, inner)


@dataclass(frozen=True, slots=True)
class Record:
    """The data of one type of the model. ``constants`` are the attributes that all that is told share."""

    type: Callable[..., Any]
    says: str
    fields: tuple[Field, ...]
    constants: Mapping[str, object] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form of a value that is such a record."""
        return Form(self.schema(), self.encode, self.decode)

    def encode(self, view: View, value: Any) -> dict[str, Any]:
        """Write a record: all its keys, in the order of the table."""
        return {each.name: each.of(view, value) for each in self.fields}

    def decode(self, data: Mapping[str, Any]) -> Any:
        """Read a record; keys that it does not know are left alone."""
        told = {each.attribute: each.form.decode(data[each.name]) for each in self.fields if each.attribute}
        return self.type(**told, **self.constants)

    def schema(self) -> Schema:
        """Describe the data. Others may come to stand beside these keys, so they are not forbidden."""
        return {
            "description": self.says,
            "type": "object",
            "properties": {each.name: {"description": each.says} | each.form.schema for each in self.fields},
            "required": [each.name for each in self.fields],
        }


_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"

TEXT = Form({"type": "string"})
FLAG = Form({"type": "boolean"})
NUMBER = Form({"type": "integer"})
MONTH = Form({"type": "string", "pattern": f"^{_MONTH}$"})
MAYBE_MONTH = Form({"type": "string", "pattern": f"^(?:{_MONTH})?$"})
DATE = Form(
    {"type": ["string", "null"], "pattern": f"^{_MONTH}(?:-(?:0[1-9]|[12][0-9]|3[01]))?$"},
    lambda _, value: None if value is None else str(value),
    lambda data: None if data is None else Date.parse(data),
)


def word(*words: str) -> Form:
    """One word of a few."""
    return Form({"enum": list(words)})


def either(no: str, yes: str) -> Form:
    """A truth value, told by one of two words."""
    return Form({"enum": [no, yes]}, lambda _, value: yes if value else no, lambda data: data == yes)


def many(form: Form) -> Form:
    """A list."""
    return Form(
        {"type": "array", "items": form.schema},
        lambda view, values: [form.encode(view, each) for each in values],
        lambda data: tuple(form.decode(each) for each in data),
    )


def maybe(form: Form) -> Form:
    """A value, or null."""
    return Form(
        {"anyOf": [{"type": "null"}, form.schema]},
        lambda view, value: None if value is None else form.encode(view, value),
        lambda data: None if data is None else form.decode(data),
    )


SPAN = Record(
    Span,
    "A difference between two dates: in days where both have days, else in whole months.",
    (
        Field("count", NUMBER, "How many; positive is later.", "count"),
        Field("unit", word("day", "month"), "Of what.", "unit"),
    ),
)
