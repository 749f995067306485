"""Pictures as trees of elements: they are never composed as text, so that content can't become markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ...core.language import gettext
from ...domain.parts import Part
from ..elements import Cell, folded, table
from ..nodes import chart

#: Characters that XML can't contain, even escaped.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *content: Element | str, **attributes: object) -> Element:
    """Return an element of HTML or SVG.

    :param content: elements and texts, in order
    :param attributes: ``_`` in a name stands for ``-``, and one at its end is left out (``class_``)
    """
    made = Element(tag, {_name(name): _text(value) for name, value in attributes.items()})
    last: Element | None = None
    for each in content:
        if isinstance(each, Element):
            made.append(each)
            last = each
        elif last is None:
            made.text = (made.text or "") + _text(each)
        else:
            last.tail = (last.tail or "") + _text(each)
    return made


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _text(value: object) -> str:
    return _NOT_IN_XML.sub(
        "\N{REPLACEMENT CHARACTER}", f"{value:g}" if isinstance(value, float) else str(value)
    )


def share(value: float) -> str:
    """Return a share of the width, from 0 to 100, as a percentage."""
    return f"{value:.2f}%"


def link(docname: str, anchor: str, label: str, *content: Element | str, **attributes: object) -> Element:
    """Return a link with ``content`` to ``anchor`` on the page ``docname``; ``label`` is its accessible name.

    The builder sets its address.
    """
    return element(
        "a", *content, href=f"{docname}#{anchor}" if anchor else docname, aria_label=label, **attributes
    )


def line(x: float, y: float, to_x: float, to_y: float, css: str) -> Element:
    """Return a line from (``x``, ``y``) to (``to_x``, ``to_y``) with the class ``css``: ``x`` as a share of
    the width, ``y`` in pixels."""
    return element("line", x1=share(x), y1=y, x2=share(to_x), y2=to_y, stroke="currentColor", class_=css)


def text(x: float, y: float, said: str, css: str, anchor: str = "middle") -> Element:
    """Return the text ``said`` with the class ``css`` at ``x`` (share of the width) and ``y`` (pixels).

    ``anchor`` is the SVG ``text-anchor``: ``start``, ``middle`` or ``end``.
    """
    return element("text", said, x=share(x), y=y, text_anchor=anchor, class_=css)


def bar(x: float, y: float, width: float, height: float, look: str) -> Element:
    """Return a bar from (``x``, ``y``) of ``width`` and ``height``; ``look`` is the end of its class.

    ``x`` and ``width`` are shares of the width of the drawing, ``y`` and ``height`` are pixels.
    """
    return element(
        "rect", x=share(x), y=y, width=share(width), height=height, class_=f"report-bar report-{look}"
    )


def graphic(height: int, alt: str, *content: Element) -> Element:
    """Return a drawing of full width and ``height`` pixels; ``alt`` is its alternative text."""
    return element(
        "svg", *content, width="100%", height=height, role="group", aria_label=alt, class_="report-svg"
    )


def hidden(*content: Element) -> Element:
    """Return content that assistive technology skips: the name of the drawing and the table have it too."""
    return element("g", *content, aria_hidden="true")


def steps(points: Sequence[tuple[float, float]], end: float, height: int, css: str) -> Element:
    """Return a stepped line with the class ``css`` in a drawing of ``height`` pixels.

    Each of ``points``, a share of the width and a height in pixels, extends to the next one, the last one to
    ``end``.
    """
    path: list[str] = []
    for x, y in points:
        path.append(f"M{x:.2f} {y:.1f}" if not path else f"H{x:.2f}V{y:.1f}")
    drawn = element(
        "path", d="".join([*path, f"H{end:.2f}"]), fill="none", stroke="currentColor", class_=css,
        vector_effect="non-scaling-stroke",
    )  # fmt: skip
    box = f"0 0 100 {height}"
    return element("svg", drawn, width="100%", height=height, viewBox=box, preserveAspectRatio="none")


def legend(entries: Sequence[tuple[str, Element]]) -> Element:
    """Return a legend of ``entries``: a word and a drawing of 24 by 12 pixels for each."""
    items = (
        element(
            "li",
            element("svg", sign, width=24, height=12, viewBox="0 0 24 12", aria_hidden="true"),
            f" {word}",
        )
        for word, sign in entries
    )
    return element("ul", *items, class_="report-legend")


def figure(title: str, as_of: str, alt: str, content: Sequence[Element], data: Sequence[Part]) -> list[Part]:
    """Return a chart: its ``title``, date (``as_of``) and ``content``, with ``data`` folded below.

    ``alt`` is its alternative text.
    """
    caption = element("p", element("strong", title), f" {as_of}", class_="report-chart-title")
    root = element("div", caption, *content, class_="report-chart")
    return [
        Part(chart, markup=ElementTree.tostring(root, encoding="unicode"), alt=alt),
        folded(gettext("The data as a table"), *data),
    ]


def data_table(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Cell]]) -> Part:
    """Return the data of a chart as a table of ``rows``; ``columns`` are pairs of name and heading."""
    return table(columns, rows, ["report-data"])


def addressed(markup: str, address: Callable[[str], str]) -> str:
    """Return the ``markup`` of a chart with the addresses of its links set.

    :param address: a function from a document's name to its address, relative to the page
    """
    root = ElementTree.fromstring(markup)  # noqa: S314 - made by this module
    for each in root.iter("a"):
        docname, mark, anchor = each.attrib["href"].partition("#")
        each.set("href", f"{address(docname)}{mark}{anchor}")
    return ElementTree.tostring(root, encoding="unicode", method="html")
