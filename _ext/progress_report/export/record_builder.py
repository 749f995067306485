"""Records as plain data: one table of fields determines how they are written and described."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from ..content.catalogue import Catalogue
from ..core.data_annotations import DATE, FLAG, NUMBER, TEXT, DataForm, DataKey, Schema, many, maybe
from ..core.dates import Date


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
    """A key of a record: its form, its meaning, and how its value is computed from the record."""

    name: str
    form: DataForm
    says: str
    value: Callable[[View, Any], Any]


@dataclass(frozen=True, slots=True)
class DataRecord:
    """The data of one type of the model."""

    says: str
    fields: tuple[Field, ...]

    @property
    def form(self) -> DataForm:
        """The form of a value that is such a record."""
        return DataForm(self.schema(), self.encode)

    def encode(self, view: View, value: Any) -> dict[str, Any]:
        """Return the record ``value`` as data: all its keys, in the order of the table."""
        return {each.name: each.form.encode(view, each.value(view, value)) for each in self.fields}

    def schema(self) -> Schema:
        """Return the schema of the data. Later versions may add keys, so others are not forbidden."""
        return {
            "description": self.says,
            "type": "object",
            "properties": {each.name: {"description": each.says} | each.form.schema for each in self.fields},
            "required": [each.name for each in self.fields],
        }


#: The form of each type; each record adds its own.
_FORMS: dict[object, DataForm] = {str: TEXT, bool: FLAG, int: NUMBER, Date: DATE, Date | None: DATE}


def record(type_: type, says: str, keys: str, *derived: Field) -> DataRecord:
    """Return the record of a type, from the annotations of its attributes (see ``core.data_annotations``).

    :param says: the meaning of a value of the type
    :param keys: the keys in their order: those of annotated attributes, and those of ``derived``
    :raises TypeError: if an annotated attribute is not among the keys
    :raises KeyError: if a key is neither
    """
    known = {each.name: each for each in (*_annotated(type_), *derived)}
    made = DataRecord(says, tuple(known.pop(key) for key in keys.split()))
    if known:
        raise TypeError(f"{type_.__name__}: the data would lack {', '.join(known)}")
    _FORMS[type_] = made.form
    return made


def _annotated(type_: type) -> Iterator[Field]:
    for attribute, hint in get_type_hints(type_, include_extras=True).items():
        says = [mark for mark in _marks(hint) if isinstance(mark, str)]
        if says:
            keys = [mark.name for mark in _marks(hint) if isinstance(mark, DataKey)]
            yield Field("".join(keys) or attribute, _form(hint), says[0], _getter(attribute))


def _getter(attribute: str) -> Callable[[View, Any], Any]:
    return lambda _, value: getattr(value, attribute)


def _form(hint: Any) -> DataForm:
    """Return the form of a value with the annotation ``hint``."""
    for mark in _marks(hint):
        if isinstance(mark, DataForm):
            return mark
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if inner in _FORMS:
        return _FORMS[inner]
    wrap = maybe if get_origin(inner) is UnionType else many
    return wrap(_form(get_args(inner)[0]))


def _marks(hint: Any) -> tuple[Any, ...]:
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()
