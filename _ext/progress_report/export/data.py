"""The whole model as plain data: the content of ``data/*.json`` (content model, section 6).

Drafts are not included. Everything is in the order of the site: ids in natural order, months from the oldest
on, all else as written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ..content.catalogue import TEXTS
from ..core.data_annotations import TEXT, DataForm, Schema, many
from ..core.printable import embeddable
from .data_records import ASOF, FILES, MONTH_RECORD, Things
from .editor_schemas import DIALECT, file_name
from .period_words import about_periods
from .record_builder import DataRecord, Field, View

#: Major and minor version of the format. Within a major version keys are only added: none is removed, renamed
#: or changes its meaning, and the order stays the same.
VERSION = "1.0"

#: The files of the whole model, below ``data/``.
FILE_NAMES = tuple(name for name, *_ in FILES)

#: The key of the month in a file of one month.
ONE_MONTH = "month"

#: Alias to milestone, as used by roles and plain ids.
_ALIASES = Field(
    "aliases",
    DataForm({"type": "object", "additionalProperties": {"type": "string"}}),
    "Aliases of milestones, each with the id that it stands for.",
    lambda view, _: dict(view.catalogue.known.registers.aliases),
)


#: Returns the text of a file by its name, what it depends on (see :func:`.depends_on`), the month as of whose
#: end it is (empty: the newest), and what makes it.
Kept = Callable[[str, str, str, Callable[[], str]], str]


def new(_: str, __: str, ___: str, make: Callable[[], str]) -> str:
    """Return the text of a file, made anew."""
    return make()


def documents(view: View, kept: Kept = new) -> Iterator[tuple[str, str]]:
    """Yield the name of each data file below ``data/`` and its text.

    ``kept`` returns the text of a file from before, if nothing that it depends on has changed.
    """
    head = f"{_json(_head(view, ONE_MONTH, '../schema/'))[:-1]},\n{_json(ONE_MONTH)}:"
    end = "}\n"

    def text_of(month: str) -> str:
        return f"{head}{_json(MONTH_RECORD.encode(view, view.catalogue.month(month)))}{end}"

    months = []
    for month in view.catalogue.published():
        name = f"months/{month}.json"
        text = kept(name, TEXTS, month, partial(text_of, month))
        months.append(text.removeprefix(head).removesuffix(end))
        yield name, text

    def whole(name: str, record: DataRecord, things: Things) -> str:
        made = (_json(record.encode(view, each)) for each in things(view.catalogue))
        lines = months if name == "months" else list(made)
        return _text(_head(view, name, "schema/"), name, lines)

    for name, record, what, things in FILES:
        file = f"{name}.json"
        yield file, kept(file, what, "", partial(whole, name, record, things))


def data_schemas() -> dict[str, str]:
    """Return the text of the schema of each data file, by its name below ``data/``."""
    made = {name: _schema(name, many(record.form), record.says) for name, record, *_ in FILES}
    made[ONE_MONTH] = _schema(ONE_MONTH, MONTH_RECORD.form, MONTH_RECORD.says)
    return {
        f"schema/{file_name(name)}": json.dumps(about_periods(schema), indent=1, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def _fields(name: str) -> tuple[Field, ...]:
    """Return the fields above the records of a file."""
    version = Field(
        "version",
        DataForm({"type": "string", "pattern": rf"^{VERSION.partition('.')[0]}\.[0-9]+$"}),
        "The version of the format: within a major version, keys are only added.",
        lambda _, __: VERSION,
    )
    common = (
        version,
        Field("project", TEXT, "The name of the project.", lambda view, _: view.project),
        Field("site", TEXT, "The address of the site, with a slash at its end; empty if it is not known.",
              lambda view, _: view.site),
        ASOF,
    )  # fmt: skip
    return (*common, _ALIASES) if name == "milestones" else common


def _head(view: View, name: str, schema: str) -> dict[str, Any]:
    return {"$schema": f"{schema}{file_name(name)}", **DataRecord("", _fields(name)).encode(view, None)}


def _schema(name: str, form: DataForm, says: str) -> Schema:
    head = DataRecord(says, _fields(name)).schema()
    properties = {
        "$schema": {"description": "This schema.", "type": "string"},
        **head["properties"],
        name: {"description": says} | form.schema,
    }
    required = [*head["required"], name]
    return {"$schema": DIALECT, "title": name, **head, "properties": properties, "required": required}


def _text(head: Mapping[str, Any], name: str, lines: list[str]) -> str:
    """Return the text of a file with one record a line, for line tools and readable differences."""
    body = "".join(f"\n{line}{',' if number < len(lines) else ''}" for number, line in enumerate(lines, 1))
    return f"{_json(head)[:-1]},\n{_json(name)}:[{body}\n]}}\n"


def _json(value: object) -> str:
    return embeddable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
