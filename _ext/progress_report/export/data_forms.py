"""Records as plain data: one table of fields determines how they are written, read and described.

A :class:`Field` with an attribute can be read back. A derived one is added for readers who would otherwise
have to compute it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from ..content.catalogue import Catalogue
from ..core.dates import Date
from ..core.forms import DATE_SCHEMA, FLAG, NUMBER, TEXT, Form, Key, Schema, many, maybe


@dataclass(frozen=True, slots=True)
class View:
    """The catalogue to export, and the addresses of its pages.

    ``page`` returns the page for a kind and id, ``file`` that of a document by its name; both relative to the
    root of the site. ``site`` is the address of this root, empty if it is not known.
    """

    catalogue: Catalogue
    project: str
    site: str
    page: Callable[[str, str], str]
    file: Callable[[str], str]

    @property
    def month(self) -> str:
        """The newest published month, empty if there is none."""
        return self.catalogue.newest() or ""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record: its form, its meaning, and its attribute or, for a derived one, ``derive``, which
    computes it."""

    name: str
    form: Form
    says: str
    derive: Callable[[View, Any], Any] | None = None
    attribute: str = ""

    def of(self, view: View, value: Any) -> Any:
        """Return the data of this key for the record ``value``."""
        inner = self.derive(view, value) if self.derive else getattr(value, self.attribute)
        return self.form.encode(view, inner)


@dataclass(frozen=True, slots=True)
class Record:
    """The data of one type of the model.

    ``constants`` are the attributes with the same value in all exported records.
    """

    type: Callable[..., Any]
    says: str
    fields: tuple[Field, ...]
    constants: Mapping[str, object]

    @property
    def form(self) -> Form:
        """The form of a value that is such a record."""
        return Form(self.schema(), self.encode, self.decode)

    def encode(self, view: View, value: Any) -> dict[str, Any]:
        """Return the record ``value`` as data: all its keys, in the order of the table."""
        return {each.name: each.of(view, value) for each in self.fields}

    def decode(self, data: Mapping[str, Any]) -> Any:
        """Return the record for ``data``; unknown keys are ignored."""
        told = {each.attribute: each.form.decode(data[each.name]) for each in self.fields if each.attribute}
        return self.type(**told, **self.constants)

    def schema(self) -> Schema:
        """Return the schema of the data. Later versions may add keys, so others are not forbidden."""
        return {
            "description": self.says,
            "type": "object",
            "properties": {each.name: {"description": each.says} | each.form.schema for each in self.fields},
            "required": [each.name for each in self.fields],
        }


DATE = Form(
    DATE_SCHEMA,
    lambda _, value: None if value is None else str(value),
    lambda data: None if data is None else Date.parse(data),
)

#: The form of each type; each record adds its own.
_FORMS: dict[object, Form] = {str: TEXT, bool: FLAG, int: NUMBER, Date: DATE, Date | None: DATE}


def record(type_: type, says: str, keys: str, *derived: Field, **constants: object) -> Record:
    """Return the record of a type, from the annotations of its attributes (see ``forms``).

    :param says: the meaning of a value of the type
    :param keys: the keys in their order: those of annotated attributes, and those of ``derived``
    :param constants: the attributes with the same value in all exported records
    """
    known = {each.name: each for each in (*_annotated(type_), *derived)}
    made = Record(type_, says, tuple(known[key] for key in keys.split()), constants)
    _FORMS[type_] = made.form
    return made


def _annotated(type_: type) -> Iterator[Field]:
    for attribute, hint in get_type_hints(type_, include_extras=True).items():
        says = [mark for mark in _marks(hint) if isinstance(mark, str)]
        if says:
            keys = [mark.name for mark in _marks(hint) if isinstance(mark, Key)]
            yield Field("".join(keys) or attribute, _form(hint), says[0], attribute=attribute)


def _form(hint: Any) -> Form:
    """Return the form of a value with the annotation ``hint``."""
    for mark in _marks(hint):
        if isinstance(mark, Form):
            return mark
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if inner in _FORMS:
        return _FORMS[inner]
    wrap = maybe if get_origin(inner) is UnionType else many
    return wrap(_form(get_args(inner)[0]))


def _marks(hint: Any) -> tuple[Any, ...]:
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()
