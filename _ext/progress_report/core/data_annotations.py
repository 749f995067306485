"""Annotations that describe the fields of the model: their meaning, and how they are written as data.

A field is described where it is declared: ``title: Annotated[str, "The title."]``. The text is its meaning.
A :class:`DataForm` is needed only if the type does not determine how the value is written, and a
:class:`DataKey` if the data use another name. ``export.record_builder`` derives the records of the data files
from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

Schema = dict[str, Any]

#: Patterns of a month, and of a date to the day or to the month only.
MONTH_PATTERN = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
DATE_PATTERN = rf"{MONTH_PATTERN}(?:-(?:0[1-9]|[12][0-9]|3[01]))?"


def _same(_: Any, value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class DataForm:
    """The encoding of a value as data, and its JSON schema. ``encode`` takes the view first."""

    schema: Schema
    encode: Callable[[Any, Any], Any] = _same


@dataclass(frozen=True, slots=True)
class DataKey:
    """The name of a field in the data, if it differs from the name of the attribute."""

    name: str


def word(*words: str) -> DataForm:
    """Return the form of a text that is one of ``words``."""
    return DataForm({"enum": list(words)})


def either(no: str, yes: str) -> DataForm:
    """Return the form of a truth value that is written as the word ``no`` or ``yes``."""
    return DataForm({"enum": [no, yes]}, lambda _, value: yes if value else no)


def many(form: DataForm) -> DataForm:
    """Return the form of a list of values of ``form``."""
    return DataForm(
        {"type": "array", "items": form.schema},
        lambda view, values: [form.encode(view, each) for each in values],
    )


def maybe(form: DataForm) -> DataForm:
    """Return the form of a value of ``form`` or null."""
    return DataForm(
        {"anyOf": [{"type": "null"}, form.schema]},
        lambda view, value: None if value is None else form.encode(view, value),
    )


TEXT = DataForm({"type": "string"})
FLAG = DataForm({"type": "boolean"})
NUMBER = DataForm({"type": "integer"})
MONTH = DataForm({"type": "string", "pattern": f"^{MONTH_PATTERN}$"})
MAYBE_MONTH = DataForm({"type": "string", "pattern": f"^(?:{MONTH_PATTERN})?$"})
DATE = DataForm(
    {"type": ["string", "null"], "pattern": f"^{DATE_PATTERN}$"},
    lambda _, value: None if value is None else str(value),
)

#: The options of a directive: names and values.
OPTIONS = many(
    DataForm(
        {
            "type": "object",
            "properties": {name: {"type": "string"} for name in ("name", "value")},
            "required": ["name", "value"],
        },
        lambda _, option: dict(zip(("name", "value"), option, strict=True)),
    )
)

# Fields that many records have.
SourcePath = Annotated[str, "The source file, relative to the root of the project."]
Line = Annotated[int, "The line of its file on which it begins; any edit may move it."]
NoteLine = Annotated[int, "The line on which its text begins; 0 without one."]
Anchor = Annotated[str, "The place on the page."]
