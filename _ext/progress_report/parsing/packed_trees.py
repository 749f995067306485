"""The tables of contents of all pages, packed as they are kept: a build opens only those that it uses.

They are most of Sphinx's environment. For thousands of pages, loading and saving their nodes took longer than
everything else that an edit of one page costs.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, MutableMapping

from docutils import nodes
from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Let the environment keep tables of contents packed."""
    app.connect("builder-inited", _pack)


def _pack(app: Sphinx) -> None:
    if not isinstance(app.env.tocs, PackedTrees):
        app.env.tocs = PackedTrees(app.env.tocs)  # type: ignore[assignment]  # Sphinx uses it as a mapping


class PackedTrees(MutableMapping[str, nodes.bullet_list]):
    """Trees of nodes by document. One that was kept is unpickled when it is asked for."""

    def __init__(self, trees: Mapping[str, nodes.bullet_list]) -> None:
        self._trees: dict[str, nodes.bullet_list | bytes] = dict(trees)

    def __getitem__(self, docname: str) -> nodes.bullet_list:
        """Return the tree of the document ``docname``.

        :raises KeyError: if there is none
        """
        tree = self._trees[docname]
        if isinstance(tree, bytes):
            tree = self._trees[docname] = pickle.loads(tree)  # noqa: S301 - our own
        return tree

    def __setitem__(self, docname: str, tree: nodes.bullet_list) -> None:
        """Set the tree of the document ``docname``."""
        self._trees[docname] = tree

    def __delitem__(self, docname: str) -> None:
        """Forget the tree of the document ``docname``."""
        del self._trees[docname]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the documents."""
        return iter(self._trees)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._trees)

    def __getstate__(self) -> dict[str, bytes]:
        """Return all trees pickled, each by itself: those in use again, since they may have changed."""
        return {
            docname: tree if isinstance(tree, bytes) else pickle.dumps(tree, pickle.HIGHEST_PROTOCOL)
            for docname, tree in self._trees.items()
        }

    def __setstate__(self, state: dict[str, bytes]) -> None:
        """Take the trees in the ``state`` that was kept."""
        self._trees = dict(state)
