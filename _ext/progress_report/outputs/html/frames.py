"""The frames of pages: what the pages of a directory have in common is rendered once.

To render the theme's templates takes longer than to write most contents. The pages of a directory differ in
what they contain, and in a few values that templates only print. So a page is rendered with placeholders for
these values: that is the frame of all pages which agree in everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape
from sphinx.builders import Builder

from ...domain.domain import SITE_BUILDERS
from .navigation import TOC, TREE

#: The template of a page with a document.
DOCUMENT = "page.html"

#: The variables that templates print, and test at most for being empty.
_PRINTED = ("body", "metatags", "pageurl", "report_edit", "title", "toc")

#: The pages before and after, of which templates print the link and the title, and their access keys.
_NEAR = {"prev": "P", "next": "N"}

#: The functions whose result templates print.
_TREES = (TREE, TOC, "toctree")

#: Names of the page, and what follows from other variables.
_DERIVED = ("current_page_name", "pagename", "rellinks")

#: The lists of files, which may have a script in the page among them.
_FILES = ("css_files", "script_files")

_PLACE = re.compile("\x02([0-9]+)\x03")

Context = dict[str, Any]


class Frames:
    """The frames of one directory: Sphinx writes the pages of one after those of the other."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.directory = ""
        self.known: dict[object, _Frame | None] = {}

    def page(self, context: Context, render: Callable[[Context], str]) -> str:
        """Return the page with a document that has this ``context``; ``render`` renders it as a whole."""
        # A page without a document has no source, and the name of a source differs from page to page.
        if self.builder.name not in SITE_BUILDERS or context.get("sourcename") != "":
            return render(context)
        # What an author says of a page is text; MyST adds the count of its words and its headings.
        meta = context["meta"] or {}
        context["meta"] = {name: value for name, value in meta.items() if isinstance(value, str)}
        directory, _, name = self.builder.get_target_uri(context["pagename"]).rpartition("/")
        if not name:
            return render(context)
        if directory != self.directory:
            self.directory, self.known = directory, {}
        key = self._key(context)
        if key not in self.known:
            try:
                frame = _Frame(context, render)
            except _UsedError:
                self.known[key] = None
                return render(context)
            # A page is marked where something links to it.
            if not frame.links_to("#"):
                self.known[key] = frame
            return frame.around(context)
        known = self.known[key]
        return render(context) if known is None or known.links_to(name) else known.around(context)

    def _key(self, context: Context) -> object:
        """Return everything in which pages with the same frame agree."""
        common: Context = self.builder.globalcontext  # type: ignore[attr-defined]  # of HTML builders
        own = [
            (name, bool(value) if name in (*_PRINTED, *_NEAR) else repr(value))
            for name, value in context.items()
            if name not in (*_DERIVED, *_FILES) and value is not common.get(name) and not callable(value)
        ]
        files = [getattr(each, "filename", True) and str(each) for name in _FILES for each in context[name]]
        return (*own, *files)


#: What a template may do with a value without calling a method by its name.
_OPERATIONS = "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __contains__ __getitem__ __iter__ __len__".split()


class _UsedError(Exception):
    """A template does more with a value than to print it, or to test whether it is empty."""


class _Place(str):
    """The place of a value; ``text`` is that of its text, for the filters ``e`` and ``striptags``."""

    text: str

    def __html__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return True


def _refuse(*_: object) -> Any:
    raise _UsedError


for _name in dir(str):
    if not _name.startswith("_") or _name in _OPERATIONS:
        setattr(_Place, _name, _refuse)


class _Frame:
    """A page with places for its values."""

    def __init__(self, context: Context, render: Callable[[Context], str]) -> None:
        self.values: list[Callable[[Context], Any]] = []
        places: Context = {name: self._variable(name) for name in _PRINTED if context.get(name)}
        places |= {
            near: {name: self._variable(name, near) for name in ("link", "title")}
            for near in _NEAR
            if context.get(near)
        }
        near = {key: places[name] for name, key in _NEAR.items() if name in places}
        places["rellinks"] = [
            (near[key]["link"], near[key]["title"], key, *rest) if key in near else (page, title, key, *rest)
            for page, title, key, *rest in context["rellinks"]
        ]
        places |= {name: self._result(name) for name in _TREES if name in context}
        scripts = list(context["script_files"])

        def script(file: Any) -> str:
            """Return the place of a script within the page, which may be about it."""
            if getattr(file, "filename", True):
                return str(context["js_tag"](file))
            at = scripts.index(file)
            return self._place(lambda page: page["js_tag"](page["script_files"][at]))

        def path(page: str, *args: Any, **options: Any) -> str:
            return page if isinstance(page, _Place) else str(context["pathto"](page, *args, **options))

        self.pieces = _PLACE.split(render({**context, **places, "js_tag": script, "pathto": path}))

    def links_to(self, address: str) -> bool:
        """Return whether the frame has a link to ``address``."""
        return any(f'"{address}"' in piece for piece in self.pieces[::2])

    def around(self, context: Context) -> str:
        """Return the page with this ``context``."""
        pieces = list(self.pieces)
        pieces[1::2] = [str(self.values[int(place)](context)) for place in pieces[1::2]]
        return "".join(pieces)

    def _place(self, value: Callable[[Context], Any]) -> str:
        self.values.append(value)
        return f"\x02{len(self.values) - 1}\x03"

    def _variable(self, name: str, near: str = "") -> _Place:
        def value(context: Context) -> str:
            return str((context[near] if near else context)[name])

        def text(context: Context) -> str:
            # As the filters do.
            html = Markup(value(context))  # noqa: S704
            return escape(html.striptags() if name == "title" else str(html))

        place = _Place(self._place(value))
        place.text = self._place(text)
        return place

    def _result(self, name: str) -> Callable[..., str]:
        return lambda *args, **options: self._place(lambda context: context[name](*args, **options))
