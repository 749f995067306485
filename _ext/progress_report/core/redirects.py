"""The setting ``report_redirects``: pages and anchors that have moved."""

from __future__ import annotations

from collections.abc import Mapping


def split_redirects(
    redirects: Mapping[str, str], suffix: str = ".html"
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the moved pages of ``report_redirects``, each with its new address, and the moved anchors of
    each page.

    :param redirects: the setting; the old name of a page may be an address as readers see it
    :param suffix: that of such an address
    """
    pages: dict[str, str] = {}
    anchors: dict[str, dict[str, str]] = {}
    for old, new in sorted((str(old), str(new)) for old, new in redirects.items()):
        page, _, anchor = old.lstrip("/").partition("#")
        page = page.removesuffix(suffix)
        if anchor:
            anchors.setdefault(page, {})[anchor] = new
        else:
            pages[page] = new
    return pages, anchors
