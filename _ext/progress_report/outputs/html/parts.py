"""Write parts in HTML directly, as Sphinx writes their nodes.

For builders of anything but the site, parts are replaced by nodes before anything else processes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain.domain import SITE_BUILDERS, domain_of, entry_reference, query_address
from ...domain.parts import Part, as_node, report_held, report_parts, unpack
from ...render.nodes import disclosure, report_head, report_row, report_table, site_file
from .site_files import address_of

#: What a translator encodes, or replaces in an attribute; most texts have none of it.
_SPECIAL = re.compile('[&<>"@\n\r\t\v\f]')


def register(app: Sphinx) -> None:
    """Write the parts, or replace them by nodes."""
    app.add_node(report_parts, html=(_write_parts, None))
    app.add_node(report_held, html=(_pass, _pass))
    app.add_node(entry_reference, html=(_open_reference, _close_entry_reference))
    app.add_node(report_head, html=(_open_head, _close_entry))
    app.add_node(report_row, html=(_open_row, _close_row))
    app.add_post_transform(ExpandParts)


class ExpandParts(SphinxPostTransform):
    """Turns parts into nodes for a builder that does not write the site."""

    # First, so that content of the parts is resolved and changed like any other.
    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Replace all parts of a document."""
        if domain_of(self.env).builder in SITE_BUILDERS:
            return
        for node in list(self.document.findall(report_parts)):
            node.replace_self([as_node(part, node.children) for part in unpack(node)])
        for kept in list(self.document.findall(report_held)):
            kept.replace_self(kept.children)


def _pass(*_: Any) -> None:
    """Write nothing around docutils nodes."""


def _open_reference(translator: Any, node: entry_reference) -> None:
    translator.visit_reference(node)


def _close_entry_reference(translator: Any, node: entry_reference) -> None:
    translator.depart_reference(node)
    translator.body.append(_mark(*node["outside"]))


def _mark(address: str, title: str) -> str:
    """Return the link to a tracker or host that follows an id. Its title is its name."""
    return f'<a class="reference external report-out" href="{escape(address)}" title="{escape(title)}"></a>'


def _write_parts(translator: Any, node: report_parts) -> None:
    writer = Writer(translator, node)
    for part in unpack(node):
        writer.write(part)
    raise nodes.SkipNode


class Writer:
    """Writes parts into the body of a translator, and escapes every text and attribute."""

    def __init__(self, translator: Any, node: report_parts) -> None:
        self.translator = translator
        self.add: Callable[[str], None] = translator.body.append
        self.kept = node.children
        self.builder = translator.builder
        self.docname: str = translator.builder.current_docname
        self.domain = domain_of(translator.builder.env)
        self.simple = False
        self.row = 0
        self.addresses: dict[str, str] = {}

    def write(self, content: Part | str | int) -> None:
        """Write ``content`` with everything in it."""
        if isinstance(content, str):
            self.add(self.translator.encode(content) if _SPECIAL.search(content) else content)
        elif isinstance(content, int):
            self.kept[content].walkabout(self.translator)
        elif write := _WRITE.get(content.kind):
            write(self, content)
        else:
            as_node(content, self.kept).walkabout(self.translator)

    def inside(self, part: Part) -> None:
        """Write the children of a part."""
        for child in part.children:
            self.write(child)

    def open(self, tag: str, part: Part, *classes: str, **attributes: str) -> None:
        """Write an opening ``tag`` for a part, with its data for scripts, and further classes and
        attributes."""
        if not (part.attributes or classes or attributes):
            self.add(f"<{tag}>")
            return
        if names := dict.fromkeys([*part.get("classes", ()), *classes]):
            attributes["class"] = " ".join(names)
        attributes |= {f"data-{name}": value for name, value in (part.get("data") or {}).items() if value}
        anchor, *more = part.get("ids") or [""]
        if anchor:
            attributes["id"] = anchor
        for name, value in sorted(attributes.items()):
            tag += f' {name}="{self.translator.attval(value) if _SPECIAL.search(value) else value}"'
        tag = f"<{tag}>"
        if not more:
            self.add(tag)
            return
        spans = "".join(f'<span id="{self.translator.attval(each)}"></span>' for each in more)
        # HTML does not allow them inside a list.
        self.add(spans + tag if issubclass(part.kind, nodes.Sequential) else tag + spans)

    # --- blocks ---------------------------------------------------------------------------------

    def only(self, part: Part) -> None:
        """Write the children of a list item or a cell; a single paragraph ends no line."""
        (first, *rest) = part.children or [""]
        if not rest and isinstance(first, Part) and first.kind is nodes.paragraph:
            self.open("p", first)
            self.inside(first)
            self.add("</p>")
        else:
            self.inside(part)

    def bullets(self, part: Part) -> None:
        """Write a list."""
        outer, simple = self.simple, is_simple(part)
        self.open("ul", part, *(["simple"] if simple and not outer else []))
        self.add("\n")
        self.simple = simple
        for item in part.children:
            self.open("li", item)
            self.only(item)
            self.add("</li>\n")
        self.simple = outer
        self.add("</ul>\n")

    def facts(self, part: Part) -> None:
        """Write names and values."""
        simple = all(_is_one_block(field.children[1]) for field in part.children)
        self.open("dl", part, "field-list", *(["simple"] if simple else []))
        self.add("\n")
        for index, field in enumerate(part.children):
            look = "field-even" if index % 2 else "field-odd"
            name, body = field.children
            self.open("dt", name, look)
            self.inside(name)
            self.add('<span class="colon">:</span></dt>\n')
            self.open("dd", body, look)
            self.inside(body)
            self.add("</dd>\n")
        self.add("</dl>\n")

    def disclosure(self, part: Part) -> None:
        """Write text that unfolds."""
        self.add(f"<details><summary>{escape(part.get('summary'))}</summary>\n")
        self.inside(part)
        self.add("</details>\n")

    def table(self, part: Part) -> None:
        """Write a table. The theme's translator writes what is around it."""
        frame = nodes.table(classes=list(part.get("classes")), ids=list(part.get("ids")))
        self.translator.visit_table(frame)
        outer, self.row = self.row, 0
        self.inside(part)
        self.row = outer
        self.translator.depart_table(frame)

    def caption(self, part: Part) -> None:
        """Write the title of a table."""
        self.add('<caption><span class="caption-text">')
        self.inside(part)
        self.add("</span></caption>\n")

    def tr(self, part: Part) -> None:
        """Write a row."""
        self.row += 1
        self.open("tr", part, "row-odd" if self.row % 2 else "row-even")
        self.inside(part)
        self.add("</tr>\n")

    def cell(self, part: Part) -> None:
        """Write a cell."""
        self.open("td", part)
        self.only(part)
        self.add("</td>\n")

    def head_cell(self, part: Part) -> None:
        """Write the head of a column."""
        self.add(f'<th class="{" ".join(["head", *part.get("classes", ())])}" scope="col">')
        self.only(part)
        self.add("</th>\n")

    # --- in a line ------------------------------------------------------------------------------

    def link(self, part: Part) -> None:
        """Write a link to an object or place that the catalogue knows."""
        kind, target = part.get("reftype"), part.get("reftarget")
        found = self.domain.address(kind, target)
        if found is None:
            self.inside(part)
            return
        entry = self.domain.entry(kind, target, self.docname) if part.get("entry") else None
        place = entry or found
        side, address = (
            ("external", place)
            if isinstance(place, str)
            else ("internal", self.address(*place, part.get("query")))
        )
        title = {"title": part.get("hover")} if part.get("hover") else {}
        self.open("a", part, "reference", side, href=address, **title)
        self.inside(part)
        self.add("</a>")
        if entry and isinstance(found, str):
            self.add(_mark(found, self.domain.mark_title(kind, target)))

    def address(self, docname: str, anchor: str, query: str = "") -> str:
        """Return the address of ``anchor`` (the top, if empty) of the page ``docname``, relative to the page;
        with a ``query``, if it is not empty."""
        if docname not in self.addresses:
            self.addresses[docname] = self.builder.get_relative_uri(self.docname, docname)
        if query:
            return query_address(self.addresses[docname] if docname != self.docname else "", query, anchor)
        if not anchor:
            return self.addresses[docname] or "#"
        return f"#{anchor}" if docname == self.docname else f"{self.addresses[docname]}#{anchor}"

    def reference(self, part: Part) -> None:
        """Write a link whose address is given."""
        address = part.get("refuri") or f"#{part.get('refid')}"
        title = {"title": part.get("reftitle")} if part.get("reftitle") else {}
        inward = part.get("internal") or not part.get("refuri")
        self.open("a", part, "reference", "internal" if inward else "external", href=address, **title)
        self.inside(part)
        self.add("</a>")

    def file(self, part: Part) -> None:
        """Write a link to a file of the site."""
        address = address_of(self.builder, self.docname, part.attributes)
        self.open("a", Part(part.kind), "reference", "internal", href=address)
        self.inside(part)
        self.add("</a>")


def is_simple(part: Part) -> bool:
    """Return whether a list has only paragraphs and simple lists. docutils marks such a list, which is set
    tighter."""
    return all(map(_is_one_block, part.children))


def _is_one_block(item: Part) -> bool:
    """Return whether an item is a paragraph, a simple list, or both in this order."""
    blocks = [each for each in item.children if isinstance(each, Part)]
    kinds = [each.kind for each in blocks]
    return (
        len(blocks) == len(item.children)
        and kinds in ([], [nodes.paragraph], [nodes.bullet_list], [nodes.paragraph, nodes.bullet_list])
        and all(is_simple(each) for each in blocks if each.kind is nodes.bullet_list)
    )


def _element(tag: str, *classes: str, begin: str = "", end: str = "") -> Callable[[Writer, Part], None]:
    def write(writer: Writer, part: Part) -> None:
        writer.open(tag, part, *classes)
        writer.add(begin)
        writer.inside(part)
        writer.add(f"</{tag}>{end}")

    return write


_WRITE: dict[type[nodes.Element], Callable[[Writer, Part], None]] = {
    nodes.paragraph: _element("p", end="\n"),
    nodes.rubric: _element("p", "rubric", end="\n"),
    nodes.container: _element("div", "docutils", "container", begin="\n", end="\n"),
    nodes.bullet_list: Writer.bullets,
    nodes.field_list: Writer.facts,
    disclosure: Writer.disclosure,
    report_table: Writer.table,
    nodes.title: Writer.caption,
    nodes.tgroup: Writer.inside,
    nodes.colspec: Writer.inside,
    nodes.thead: _element("thead", begin="\n", end="\n"),
    nodes.tbody: _element("tbody", begin="\n", end="\n"),
    nodes.row: Writer.tr,
    report_row: Writer.tr,
    nodes.entry: Writer.cell,
    report_head: Writer.head_cell,
    nodes.inline: _element("span"),
    nodes.strong: _element("strong"),
    nodes.emphasis: _element("em"),
    addnodes.pending_xref: Writer.link,
    nodes.reference: Writer.reference,
    site_file: Writer.file,
}


# --- nodes of tables, where parts became nodes -----------------------------------------------------


def _open_head(translator: Any, node: report_head) -> None:
    translator.visit_entry(node)
    _add(translator, {"scope": "col"})


def _close_entry(translator: Any, node: nodes.entry) -> None:
    translator.depart_entry(node)


def _open_row(translator: Any, node: report_row) -> None:
    translator.visit_row(node)
    _add(translator, {f"data-{name}": value for name, value in node["data"].items()})


def _close_row(translator: Any, node: nodes.row) -> None:
    translator.depart_row(node)


def _add(translator: Any, attributes: dict[str, str]) -> None:
    """Add attributes to the tag that was opened last."""
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    tag, mark, rest = translator.body[-1].partition(">")
    translator.body[-1] = f"{tag}{said}{mark}{rest}"
