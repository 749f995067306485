"""The whole model as plain data: the content of ``data/*.json`` (content model, section 6).

Drafts are not included. Everything is in the order of the site: ids in natural order, months from the oldest
on, all else as written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

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


class DataFile(NamedTuple):
    """A file: its name, what it depends on (see :func:`.depends_on`), the month as of whose end it is (empty:
    the newest), and what makes its content."""

    name: str
    depends_on: str
    month: str
    make: Callable[[], bytes]


def documents(
    view: View, content: Callable[[DataFile], bytes] = lambda file: file.make()
) -> Iterator[DataFile]:
    """Yield each data file below ``data/``.

    ``content`` returns the content of a file that was yielded before: the file of all months contains those
    of each.
    """
    head = f"{_json(_head(view, ONE_MONTH, '../schema/'))[:-1]},\n{_json(ONE_MONTH)}:".encode()
    end = b"}\n"

    def one(month: str) -> bytes:
        return b"%b%b%b" % (head, _json(MONTH_RECORD.encode(view, view.catalogue.month(month))).encode(), end)

    months = [
        DataFile(f"months/{month}.json", TEXTS, month, partial(one, month))
        for month in view.catalogue.published()
    ]
    yield from months

    def whole(name: str, record: DataRecord, things: Things) -> bytes:
        if name == "months":
            lines = [content(each).removeprefix(head).removesuffix(end) for each in months]
        else:
            lines = [_json(record.encode(view, each)).encode() for each in things(view.catalogue)]
        return _content(_head(view, name, "schema/"), name, lines)

    for name, record, what, things in FILES:
        yield DataFile(f"{name}.json", what, "", partial(whole, name, record, things))


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


def _content(head: Mapping[str, Any], name: str, lines: list[bytes]) -> bytes:
    """Return the content of a file with one record a line, for line tools and readable differences."""
    begin = f"{_json(head)[:-1]},\n{_json(name)}:[".encode()
    return b"%b\n%b\n]}\n" % (begin, b",\n".join(lines)) if lines else begin + b"\n]}\n"


def _json(value: object) -> str:
    return embeddable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
