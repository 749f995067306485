"""The trees of pages are freed as the next ones are written."""

from __future__ import annotations

import gc
import weakref

from docutils import nodes
from docutils.utils import new_document
from progress_report.domain.tune_gc import WrittenTrees


def tree() -> nodes.document:
    document = new_document("a")
    section = nodes.section("", nodes.title("", "A"), nodes.paragraph("", "B"), ids=["a"])
    document += section
    document.note_explicit_target(section)
    return document


def test_a_tree_is_freed_without_the_collector_once_the_next_page_is_written() -> None:
    trees, first, second = WrittenTrees(), tree(), tree()
    known = [[weakref.ref(node) for node in each.findall(nodes.Element)] for each in (first, second)]
    gc.collect()
    gc.disable()
    try:
        trees.free("a", "page.html", {}, first)
        trees.free("a", "page.html", {}, first)
        del first
        assert all(node() for node in known[0])
        trees.free("b", "page.html", {}, second)
        del second
        assert not any(node() for node in known[0])
        assert all(node() for node in known[1])
        trees.free("search", "search.html", {}, None)
        assert not any(node() for node in known[1])
    finally:
        gc.enable()
