"""The whole model as plain data: valid by its schemas, complete enough to be read back, and stable."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from progress_report.content.catalogue import Catalogue
from progress_report.content.known import DOCUMENT, TICKET, Known
from progress_report.content.month import Correction
from progress_report.export.data import FILE_NAMES, VERSION, data_schemas, documents
from progress_report.export.editor_schemas import file_name
from progress_report.export.record_builder import View, record
from progress_report.load.loader import load

from ..conftest import ROOT, ROOTS, SETTINGS, loaded_once, write
from .model_from_data import rebuild

#: Every key that version 1.0 tells, as a path; new ones may come, none of these may go.
KEYS = Path(__file__).with_name("data_keys.txt")

PROJECTS = [ROOT, ROOTS / "test-months", ROOTS / "test-history"]

#: A month and registers with something wrong in each; what can be read of them is the model.
FAULTY = {
    "reports/wbs.yaml": "1A: Whole\n1A.01.02: Without a parent\n1A 03: A space\n1B: &x\n",
    "reports/milestones.yaml": (
        "M-1:\n  title: '=HYPERLINK(\"x\")'\n  wbs: 1A.09\n  due: 2017-02-30\n  aka: [A-1, M-2]\n"
        "M-2:\n  title: \"two\\nlines \\u2028 and \\\"quotes\\\"\"\n  wbs: 1A\n  due: 2017-01\n  aka: [A-1]\n"
    ),
    "reports/2017-08/milestones.yaml": "delayed:\n  - id: [M-1, M-9]\n  - id: M-1\n    forecast: soon\n",
}  # fmt: skip


def view(catalogue: Catalogue) -> View:
    """A view with addresses that show what they belong to."""
    return View(
        catalogue,
        "A project",
        "https://site.example/",
        lambda kind, name: f"{kind}/{name}",
        lambda docname: f"{docname}.html",
    )


def texts_of(catalogue: Catalogue) -> dict[str, str]:
    """The text of each data file by its name."""
    return {each.name: each.make().decode() for each in documents(view(catalogue))}


def data(catalogue: Catalogue) -> dict[str, Any]:
    """The content of each data file by its name."""
    return {name: json.loads(text) for name, text in texts_of(catalogue).items()}


def whole(catalogue: Catalogue) -> dict[str, Any]:
    """The content of the files of the whole model."""
    content = data(catalogue)
    return {name: content[f"{name}.json"] for name in FILE_NAMES}


@pytest.fixture(params=[*PROJECTS, "faulty", "empty"], ids=lambda each: getattr(each, "name", each))
def catalogue(request: pytest.FixtureRequest, project: Callable[..., Catalogue], tmp_path: Path) -> Catalogue:
    if request.param == "faulty":
        return project(FAULTY)
    if request.param == "empty":
        write(tmp_path, {"reports/wbs.yaml": "", "reports/milestones.yaml": ""})
        return load(tmp_path, SETTINGS)
    return loaded_once(request.param)


def closed(schema: Any) -> Any:
    """A schema that allows no key that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(each) for name, each in schema.items()}
    return made | {"additionalProperties": False} if "properties" in made and "required" in made else made


def test_every_file_is_valid_by_its_schema_and_tells_nothing_else(catalogue: Catalogue) -> None:
    for name, content in data(catalogue).items():
        schema = data_schemas()[content["$schema"].removeprefix("../")]

        Draft202012Validator.check_schema(json.loads(schema))
        errors = Draft202012Validator(closed(json.loads(schema))).iter_errors(content)

        assert [f"{name}: {error.json_path}: {error.message}" for error in errors] == []


def test_the_model_that_is_read_back_is_the_model(catalogue: Catalogue) -> None:
    registers, months = rebuild(whole(catalogue))

    expected = catalogue.known.registers
    assert registers.elements == expected.elements
    assert registers.milestones == expected.milestones
    assert registers.aliases == expected.aliases
    assert registers.documents == expected.documents
    assert list(registers.milestones) == list(expected.milestones)
    assert months == tuple(filter(None, map(catalogue.month, catalogue.published())))


def test_what_is_read_back_answers_as_the_model_does(catalogue: Catalogue) -> None:
    registers, months = rebuild(whole(catalogue))
    known = Known(catalogue.settings, registers, frozenset(month.name for month in months))
    again = Catalogue(known, months, frozenset(), {})

    assert again.published() == catalogue.published()
    for month in catalogue.published():
        states = {name: catalogue.state(name, month) for name in catalogue.milestones()}
        assert {name: again.state(name, month) for name in again.milestones()} == states
    for kind in (TICKET, DOCUMENT):
        found = {name: catalogue.citations(kind, name) for name in catalogue.cited(kind)}
        assert {name: again.citations(kind, name) for name in again.cited(kind)} == found


def test_an_attribute_that_no_key_names_is_an_error() -> None:
    with pytest.raises(TypeError, match="Correction: the data would lack text"):
        record(Correction, "A correction.", "date")


def test_a_month_of_its_own_is_what_the_file_of_all_months_holds() -> None:
    content = data(loaded_once(ROOTS / "test-months"))

    alone = [content[f"months/{each['month']}.json"]["month"] for each in content["months.json"]["months"]]
    assert content["months.json"]["months"] == alone
    assert [each["month"] for each in alone] == ["2021-01", "2021-02"]


def test_a_draft_is_in_no_file() -> None:
    texts = texts_of(loaded_once(ROOTS / "test-months"))

    assert "months/2021-03.json" not in texts
    # What March alone cites, and what says something in its name.
    assert [name for name, text in texts.items() if "T-140" in text or '"month":"2021-03"' in text] == []


def test_a_record_is_a_line() -> None:
    text = texts_of(loaded_once(ROOTS / "test-months"))["milestones.json"]

    assert {json.loads(line.rstrip(","))["id"] for line in text.splitlines()[2:-1]} >= {"OPT-1", "ARC-1"}


def test_a_milestone_tells_where_it_stands() -> None:
    content = data(loaded_once(ROOTS / "test-months"))["milestones.json"]
    now = {each["id"]: each["now"] for each in content["milestones"]}

    # Achieved in February, without a day, and due on 15 January.
    assert now["OPT-2.1"]["status"] == "achieved"
    assert now["OPT-2.1"]["late"] == now["OPT-2.1"]["slip"] == {"count": 1, "unit": "month"}
    # Delayed in January, rebaselined to 30 June in February: from 31 December that is 181 days.
    assert now["SW-10"]["status"] == "planned"
    assert now["SW-10"]["slip"] == {"count": 181, "unit": "day"}
    assert now["SW-10"]["delays"] == 1
    # Cancelled: nobody expects it.
    assert now["ARC-1"]["expected"] is now["ARC-1"]["slip"] is None
    assert content["aliases"] == {"LOOP10": "SW-10", "SW-TEN": "SW-10"}
    assert content["as_of"] == "2021-02-28"


def keys(schema: Any, path: str = "") -> Iterator[str]:
    """The paths of all keys that a schema requires."""
    for name in schema.get("required", ()):
        yield f"{path}.{name}"
        yield from keys(schema["properties"][name], f"{path}.{name}")
    if isinstance(schema.get("items"), dict):
        yield from keys(schema["items"], f"{path}[]")
    for each in schema.get("anyOf", ()):
        yield from keys(each, path)


def test_no_key_goes_within_a_major_version() -> None:
    told = {
        f"{name}{path}"
        for name in (*FILE_NAMES, "month")
        for path in keys(json.loads(data_schemas()[f"schema/{file_name(name)}"]))
    }

    assert VERSION.startswith("1.")
    assert sorted(set(KEYS.read_text(encoding="utf-8").split()) - told) == []
