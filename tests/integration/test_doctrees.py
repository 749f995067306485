"""What is kept of each document: its own nodes, and nothing of the build that read it."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from progress_report.core.places import DIRECTORIES
from progress_report.domain.parts import report_held, report_parts, unpack

from ..conftest import Site


class Classes(pickle.Unpickler):
    """Notes the classes of all objects that it reads."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.found: set[str] = set()

    def find_class(self, module: str, name: str) -> Any:
        self.found.add(f"{module}.{name}")
        return super().find_class(module, name)


def doctrees_of(site: Site) -> Path:
    """Where the doctrees of a site are kept."""
    return Path(site.out.parent, f"{site.out.name}.doctrees")


@pytest.mark.parametrize("site", ["months", "august"])
def test_a_doctree_refers_to_no_second_document_and_to_no_environment(
    site: str, request: pytest.FixtureRequest
):
    built: Site = request.getfixturevalue(site)
    doctrees = sorted(doctrees_of(built).rglob("*.doctree"))
    foreign = {}
    for path in doctrees:
        reader = Classes(path.read_bytes())
        tree: nodes.document = reader.load()
        foreign[path.stem] = [
            *(each for each in reader.found if each.startswith(("sphinx.environment", "sphinx.domains"))),
            *(repr(node) for node in tree.findall() if node.document is not tree),
        ]

    assert doctrees
    assert {name: found for name, found in foreign.items() if found} == {}


@pytest.mark.parametrize("site", ["months", "august"])
def test_what_is_made_of_rows_is_one_node(site: str, request: pytest.FixtureRequest):
    """Each node costs time in every transform, and room in memory and on disk."""
    root = doctrees_of(request.getfixturevalue(site))
    rows = (nodes.table, nodes.list_item, nodes.field, nodes.reference)
    found, shown = {}, 0
    for directory in DIRECTORIES:
        for path in (root / directory).glob("*.doctree"):
            tree: nodes.document = pickle.loads(path.read_bytes())  # noqa: S301 - made by this test
            # The page on data and the form of its files is written by hand.
            if path.relative_to(root).as_posix() != "data/index.doctree":
                # What a writer wrote and is no plain text stands among the parts as nodes.
                kept = [node for each in tree.findall(report_held) for node in each.findall()]
                found[path.stem] = [
                    node for node in tree.findall() if isinstance(node, rows) and node not in kept
                ]
            packed = [part for node in tree.findall(report_parts) for part in unpack(node)]
            shown += sum(1 for part in packed for _ in part.parts(nodes.row))

    assert {name: each for name, each in found.items() if each} == {}
    assert shown > 20
