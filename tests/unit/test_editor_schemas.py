"""The schemas that editors use say what the model says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from progress_report.export.editor_schemas import DIRECTORY, editor_schemas
from progress_report.load.loader import load

from ..conftest import ROOT, ROOTS, SETTINGS, SMALL, write

SCHEMAS = {name: json.loads(text) for name, text in editor_schemas().items()}

#: Which files each schema is for.
FILES = {
    "wbs": "reports/wbs.yaml",
    "milestones": "reports/milestones.yaml",
    "documents": "reports/documents.yaml",
    "month": "reports/????-??/milestones.yaml",
    "index": "reports/????-??/index.md",
    "area": "reports/????-??/[0-9]*.md",
}


class Editor(yaml.SafeLoader):
    """YAML with its own types, but dates as the text that they are: so editors read it."""


Editor.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Texts(yaml.BaseLoader):
    """YAML as the model reads it: all text, or nothing."""

    def construct_scalar(self, node: yaml.ScalarNode) -> Any:
        return node.value if node.value or node.style else None


LOADERS = [Texts, Editor]


def faults(name: str, text: str, loader: type = Editor) -> list[str]:
    """What a schema finds wrong in a text."""
    validator = Draft202012Validator(SCHEMAS[f"{name}.schema.json"])
    value = yaml.load(text, loader)  # noqa: S506 - both are safe
    # To a schema all keys are text.
    return [error.message for error in validator.iter_errors(json.loads(json.dumps(value)))]


def content(name: str) -> list[tuple[str, str]]:
    """The YAML of each file of the project and of the test roots that a schema is for."""
    found = []
    for root in (ROOT, *sorted(ROOTS.iterdir())):
        for path in sorted(root.glob(FILES[name])):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".md":
                text = text.split("---\n")[1] if text.startswith("---\n") else ""
            if text:
                found.append((path.relative_to(ROOT).as_posix(), text))
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[f"{name}.schema.json"])


def test_the_schemas_in_the_repository_are_those_of_the_model() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / DIRECTORY).iterdir()}

    assert committed == editor_schemas(), "run `make schemas`"


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", FILES)
def test_what_is_written_is_valid(name: str, loader: type) -> None:
    texts = content(name)

    assert texts
    assert {path: faults(name, text, loader) for path, text in texts} == {path: [] for path, _ in texts}


@pytest.mark.parametrize("name", ["wbs", "milestones", "documents", "month"])
def test_a_file_names_its_schema_in_its_first_line(name: str) -> None:
    for path in ROOT.glob(FILES[name]):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

        assert named, path
        assert (path.parent / named[1]).resolve() == (ROOT / DIRECTORY / f"{name}.schema.json").resolve()


def test_every_key_is_explained() -> None:
    def properties(schema: Any) -> list[dict[str, Any]]:
        if isinstance(schema, list):
            return [found for each in schema for found in properties(each)]
        if not isinstance(schema, dict):
            return []
        return [*schema.get("properties", {}).values(), *properties(list(schema.values()))]

    assert all(each["description"].endswith(".") for each in properties(list(SCHEMAS.values())))


MONTHS = [
    "delayed:\n  - id: M-1\n",
    "delayed:\n",
    "# nothing\n",
    "delayed:\n  - id: [M-1, M-2]\n    title: 2017\n    due: 2017-05\n    forecast: 2017-10-31\n    note:\n",
    "achieved:\n  - id: M-1\n    date: 2017-08\n    wbs: 1.1A.01\n",
    "cancelled:\n  - id: M-1\n    note: no\n",
    "rebaselined:\n  - id: M-1\n    due: 2018-01-31\n    note: By RFC-1.\n",
    "delayed:\n  - id: M-1\n    due: ' 2017-05 '\n",
    # mistakes
    "delay:\n  - id: M-1\n",
    "delayed:\n  id: M-1\n",
    "delayed: M-1\n",
    "delayed:\n  - M-1\n",
    "delayed:\n  - note: What?\n",
    "delayed:\n  - id:\n",
    "delayed:\n  - id: []\n",
    "delayed:\n  - id: M 1\n",
    "delayed:\n  - id: [[M-1]]\n",
    "delayed:\n  - id: M-1\n    date: 2017-08\n",
    "delayed:\n  - id: M-1\n    forcast: 2017-08\n",
    "delayed:\n  - id: M-1\n    forecast: 2017-13\n",
    "delayed:\n  - id: M-1\n    forecast: 31.08.2017\n",
    "delayed:\n  - id: M-1\n    forecast: 2017\n",
    "delayed:\n  - id: M-1\n    forecast: [2017-08]\n",
    "delayed:\n  - id: M-1\n    note: [a, b]\n",
    "cancelled:\n  - id: M-1\n",
    "cancelled:\n  - id: M-1\n    note: ' '\n",
    "rebaselined:\n  - id: M-1\n    note: Why?\n",
    "rebaselined:\n  - id: M-1\n    due: 2018-01-31\n",
    "- id: M-1\n",
    "achieved:\n  - id: M-1\n    wbs: 1A 01\n",
]
INDEXES = [
    "status: draft",
    "status: published\npublished: 2017-09-15\nkind: summary\nsources: https://example.org/a",
    "status: draft\nsources: [https://example.org/a, http://b.example]\npublished:\nkind:",
    "status: draft\ncorrections:\n  - date: 2017-10-03\n    text: 5",
    "status: publish",
    "status:",
    "kind: report",
    "status: draft\nkind: summry",
    "status: draft\nsources: [example.org]",
    "status: draft\nauthor: Me",
    "status: draft\npublished: soon",
    "status: draft\ncorrections: A date was wrong.",
    "status: draft\ncorrections:\n  - text: No date.",
    "status: draft\ncorrections:\n  - date: 2017-10-03",
]
ELEMENTS = [
    "1A: Whole",
    "1A: 2017",
    "1A:",
    "1A:\n  title: Whole\n  area: true\n  since: 2017-01\n  until:",
    "1A:\n  renamed:\n    - from: 2017-10\n      title: Part",
    "1A:\n  area: maybe",
    "1A:\n  area: [true]",
    "1A:\n  tittle: Whole",
    "1A:\n  since: 2017-01-01",
    "1A:\n  renamed:\n    - title: Part",
    "1A:\n  renamed:\n    from: 2017-10",
    "1A: [Whole]",
    "1A..01: Whole",
    "1A 01: Whole",
]
ONE = "M-1:\n  title: One\n  wbs: 1A\n  due: 2017-12-31\n"
MILESTONES = [
    ONE,
    "7:\n  title: 7\n  wbs: 1A\n  due: 2017-12\n  level: 3\n  after: [M-8, 9]\n  aka: X1\n  finished:\n",
    f"{ONE}  baselines:\n    - from: 2018-03\n      due: 2018-04-01\n",
    "M-1: One\n",
    "M-1:\n",
    "index:\n  title: One\n  wbs: 1A\n  due: 2017-12-31\n",
    "M 1:\n  title: One\n  wbs: 1A\n  due: 2017-12-31\n",
    "M-1:\n  wbs: 1A\n  due: 2017-12-31\n",
    "M-1:\n  title: One\n  due: 2017-12-31\n",
    "M-1:\n  title: One\n  wbs: 1A\n",
    "M-1:\n  title:\n  wbs: 1A\n  due: 2017-12-31\n",
    f"{ONE}  baselines:\n    - from: 2018-03\n",
    f"{ONE}  baselines:\n    - from: 2018-03-01\n      due: 2018-04-01\n",
]
DOCUMENTS = [
    "LDM-1: A title",
    "LDM-1:",
    "LDM-1:\n  title: A title\n  url: https://example.org/1",
    "LDM-1:\n  url: example.org",
    "LDM-1:\n  link: https://example.org/1",
    "LDM: A title",
    "LDM-1: [A title]",
]
AREAS = ["headline: One sentence.", "headline:", "headlines: One", "headline: [One]"]

CASES = [
    *(("month", "reports/2017-08/milestones.yaml", text) for text in MONTHS),
    *(("index", "reports/2017-08/index.md", text) for text in INDEXES),
    *(("wbs", "reports/wbs.yaml", text) for text in ELEMENTS),
    *(("milestones", "reports/milestones.yaml", text) for text in MILESTONES),
    *(("documents", "reports/documents.yaml", text) for text in DOCUMENTS),
    *(("area", "reports/2017-08/1A.01.md", text) for text in AREAS),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("name", "path", "text"), CASES)
def test_a_schema_and_the_model_agree(name: str, path: str, text: str, loader: type, tmp_path: Any) -> None:
    bodies = {"index": "# August 2017\n", "area": "# 1A.01 First area\n"}
    written = f"---\n{text}\n---\n{bodies[name]}" if name in bodies else text
    # What other files refer to must not be missing besides.
    alone = (
        {path: written} if name != "milestones" else {path: written, "reports/2017-08/milestones.yaml": ""}
    )
    if name == "wbs":
        alone |= {"reports/milestones.yaml": "", "reports/2017-08/milestones.yaml": ""}
    write(tmp_path, {**SMALL, **alone})
    if name == "wbs":
        (tmp_path / "reports/2017-08/1A.01.md").unlink()

    found = [
        each.message for each in load(tmp_path, SETTINGS).problems if each.path == path and not each.remark
    ]

    assert bool(faults(name, text, loader)) == bool(found), (faults(name, text, loader), found)
