"""The forms of content files as JSON Schemas (2020-12), for editors that check while you type.

They are derived from :mod:`content.yaml_keys`, so that they always agree with the model. A schema checks
a file on its own: whether an id exists is left to the checks.

The model reads every scalar as text. Editors also see numbers, truth values and nulls, and most convert dates
to text before they apply a schema. So a text may be any scalar, and an optional value may be empty.
"""

from __future__ import annotations

import json
import re

from ..content import yaml_keys
from ..content.yaml_keys import Form, Key, Record
from ..core import identifiers
from ..core.data_annotations import DATE_PATTERN, Schema
from ..core.limits import ID_CHARACTERS
from ..core.periods import kind
from ..syntax.yaml_text import WEB_ADDRESS
from .period_words import about_periods

DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: The directory of the schemas, relative to the project's root.
DIRECTORY = "schemas"


def _for_editors(pattern: re.Pattern[str]) -> str:
    r"""Return a pattern as editors read it, whose ``\w`` knows only the letters of ASCII."""
    letter = "A-Za-z0-9\u00c0-\uffff"
    return pattern.pattern.replace(r"[^\W_]", f"[{letter}]").replace(r"\w", f"{letter}_")


#: The pattern of tickets and documents, whose forms ``conf.py`` has.
_HANDLE = r".*[0-9]"

#: The pattern of the text of each form; other forms accept any text.
_PATTERNS = {
    Form.DATE: DATE_PATTERN,
    Form.ELEMENT: _for_editors(identifiers.ELEMENT_ID),
    Form.TICKET: _HANDLE,
    # An alias of a milestone may contain any characters.
    Form.MILESTONES: r"\S+",
    Form.ADDRESS: WEB_ADDRESS.pattern,
    Form.ADDRESSES: WEB_ADDRESS.pattern,
}

#: The types of a value besides text, with or without quotes. An element such as ``1.02`` looks like a number.
_SCALARS = ["string", "number", "boolean"]
_TYPES = {
    Form.TEXT: _SCALARS,
    Form.TEXTS: _SCALARS,
    Form.ELEMENT: ["string", "number"],
    Form.MILESTONES: ["string", "number"],
}
_LISTS = (Form.TEXTS, Form.MILESTONES, Form.ADDRESSES)


def editor_schemas() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    register = {
        "wbs": (
            "The work breakdown structure: from element to title or record.",
            yaml_keys.ELEMENT,
            True,
        ),
        "milestones": ("The milestones, each with its schedule.", yaml_keys.MILESTONE, False),
        "documents": ("The documents: from handle to title or record.", yaml_keys.DOCUMENT, True),
        "tickets": ("The tickets: from id to title or record.", yaml_keys.TICKET, True),
    }
    names: dict[str, Schema] = {
        "wbs": {"pattern": _whole(_for_editors(identifiers.ELEMENT_ID)), "maxLength": ID_CHARACTERS},
        "milestones": {
            "pattern": _whole(_for_editors(identifiers.MILESTONE_ID)),
            "maxLength": ID_CHARACTERS,
            "not": {"pattern": _whole("[Ii][Nn][Dd][Ee][Xx]")},
        },
        "documents": {"pattern": _whole(_HANDLE), "maxLength": ID_CHARACTERS},
        "tickets": {"pattern": _whole(_HANDLE), "maxLength": ID_CHARACTERS},
    }
    made = {
        name: _register(says, record, names[name], title_alone=title_alone)
        for name, (says, record, title_alone) in register.items()
    }
    # A file with only comments is a month without statements.
    made["month"] = _record(yaml_keys.MONTH_MILESTONES) | {"type": ["object", "null"]}
    made["index"] = _record(yaml_keys.index())
    made["area"] = _record(yaml_keys.AREA) | {"type": ["object", "null"]}
    return {file_name(name): _written(about_periods(schema)) for name, schema in made.items()}


def file_name(name: str) -> str:
    """Return the file name of a schema, such as ``wbs.schema.json``."""
    return f"{name}.schema.json"


def _written(schema: Schema) -> str:
    return json.dumps({"$schema": DIALECT} | schema, indent=2, ensure_ascii=False) + "\n"


def _register(says: str, record: Record, names: Schema, *, title_alone: bool) -> Schema:
    """Return the schema of a mapping from id to record or, with ``title_alone``, to its title."""
    entry = _record(record)
    if title_alone:
        entry = {"anyOf": [{"type": [*_SCALARS, "null"], "description": "Its title."}, entry]}
    return {
        "description": says,
        "type": ["object", "null"],
        "propertyNames": names,
        "additionalProperties": entry,
    }


def _record(record: Record) -> Schema:
    made: Schema = {
        "description": record.says,
        "type": "object",
        "properties": {key.name: {"description": key.says} | _value(key) for key in record.keys},
        "additionalProperties": False,
    }
    if record.required:
        made["required"] = list(record.required)
    return made


def _value(key: Key) -> Schema:
    """Return the schema of the value of a key."""
    if key.of:
        return {"type": ["array", "null"], "items": _record(key.of)}
    if key.form in (Form.CHOICE, Form.FLAG):
        words = [True, False, "true", "false"] if key.form is Form.FLAG else list(key.choices)
        return {"enum": [*words, *([] if key.required else ["", None])]}
    alone = _scalar(key.form, empty=not key.required)
    if key.form not in _LISTS:
        return alone
    items = {"type": "array", "items": _scalar(key.form, empty=False)}
    return {"anyOf": [alone, items | ({"minItems": 1} if key.required else {})]}


def _scalar(form: Form, *, empty: bool) -> Schema:
    """Return the schema of one value; ``empty`` is true if it may be missing."""
    made: Schema = {"type": [*_TYPES.get(form, ["string"]), *(["null"] if empty else [])]}
    written = kind().pattern if form is Form.MONTH else _PATTERNS.get(form)
    if written:
        # Spaces around a quoted text are ignored.
        pattern = rf"\s*(?:{written})\s*"
        made["pattern"] = _whole(rf"{pattern}|\s*" if empty else pattern)
    elif not empty:
        made["pattern"] = r"\S"
    return made


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"
