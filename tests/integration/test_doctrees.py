"""What is kept of each document: its own nodes, and nothing of the build that read it."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes

from ..conftest import Site


class Classes(pickle.Unpickler):
    """Notes the classes of all objects that it reads."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.found: set[str] = set()

    def find_class(self, module: str, name: str) -> Any:
        self.found.add(f"{module}.{name}")
        return super().find_class(module, name)


@pytest.mark.parametrize("site", ["months", "august"])
def test_a_doctree_refers_to_no_second_document_and_to_no_environment(
    site: str, request: pytest.FixtureRequest
):
    built: Site = request.getfixturevalue(site)
    doctrees = sorted(Path(built.out.parent, f"{built.out.name}.doctrees").rglob("*.doctree"))
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
