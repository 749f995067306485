"""The search index of an incremental build, made equal to that of a clean one.

Sphinx loads the index of the last build and takes out the pages that are written again, but keeps
their words, with no page to lead to. They are dropped here, before the index is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx


def drop_unused_words(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Forget the words that stand on no page (event ``html-collect-pages``; collects none)."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        indexer.prune(app.env.all_docs)
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
    yield from ()
