"""Tables of contents in the environment: each is opened only when it is asked for, and nothing is lost."""

from __future__ import annotations

import pickle

import pytest
from docutils import nodes
from progress_report.parsing.packed_trees import PackedTrees


def tree(text: str) -> nodes.bullet_list:
    return nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", text)))


def kept(trees: PackedTrees) -> PackedTrees:
    """The trees as the next build has them."""
    found = pickle.loads(pickle.dumps(trees))  # noqa: S301 - our own
    assert isinstance(found, PackedTrees)
    return found


def test_the_next_build_has_the_same_trees() -> None:
    trees = kept(PackedTrees({"one": tree("first"), "two": tree("second")}))

    assert {name: each.astext() for name, each in trees.items()} == {"one": "first", "two": "second"}


def test_a_tree_that_was_changed_is_kept_as_it_is_now() -> None:
    trees = kept(PackedTrees({"one": tree("first")}))

    # Sphinx numbers sections in place.
    trees["one"]["secnumber"] = (1, 2)

    assert kept(trees)["one"]["secnumber"] == (1, 2)


def test_a_tree_that_nobody_asks_for_stays_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    trees = kept(PackedTrees({"one": tree("first"), "two": tree("second")}))
    trees["one"].astext()
    packed: list[object] = []

    def dumps(value: object, *_: object) -> bytes:
        packed.append(value)
        return b""

    monkeypatch.setattr(pickle, "dumps", dumps)
    trees.__getstate__()

    assert packed == [trees["one"]]


def test_a_removed_tree_is_gone_and_a_new_one_replaces_the_old() -> None:
    trees = kept(PackedTrees({"one": tree("first"), "two": tree("second")}))

    trees.pop("one", None)
    trees.pop("unknown", None)
    trees["two"] = tree("third")

    assert list(kept(trees)) == ["two"]
    assert kept(trees)["two"].astext() == "third"
