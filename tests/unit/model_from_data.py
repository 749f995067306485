"""The model, read back from the data files: a proof that they leave nothing out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from progress_report.content.month import Month, Page
from progress_report.content.registers import Document, Element, Milestone, Registers
from progress_report.content.yaml_keys import SUMMARY
from progress_report.core.data_annotations import DataKey
from progress_report.core.dates import Date

#: What is the same in all that is exported, and so in no file.
CONSTANTS: dict[object, dict[str, object]] = {Page: {"draft": False}}


def rebuild(data: Mapping[str, Mapping[str, Any]]) -> tuple[Registers, tuple[Month, ...]]:
    """The registers and the published months, from the content of the data files by name."""

    def read(name: str, kind: type) -> list[Any]:
        return [_value(kind, each) for each in data[name][name] if each.get("registered", True)]

    registers = Registers(
        {each.id: each for each in read("wbs", Element)},
        {each.id: each for each in read("milestones", Milestone)},
        dict(data["milestones"]["aliases"]),
        {each.id: each for each in read("documents", Document)},
    )
    return registers, tuple(read("months", Month))


def _value(hint: Any, data: Any) -> Any:
    """A value with an annotation."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _value(arguments[0], data)
    if data is None:
        return None
    if origin is UnionType:
        return _value(arguments[0], data)
    if origin is tuple:
        if isinstance(data, dict):  # an option of a directive
            return tuple(data.values())
        return tuple(_value(arguments[0], each) for each in data)
    if hint is Date:
        return Date.parse(data)
    if hint is bool and isinstance(data, str):
        return data == SUMMARY
    return _record(hint, data) if is_dataclass(hint) else data


def _record(kind: Any, data: Mapping[str, Any]) -> Any:
    values = {}
    for attribute, hint in get_type_hints(kind, include_extras=True).items():
        marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
        names = [mark.name for mark in marks if isinstance(mark, DataKey)]
        if any(isinstance(mark, str) for mark in marks):
            values[attribute] = _value(hint, data[names[0] if names else attribute])
    return kind(**values, **CONSTANTS.get(kind, {}))
