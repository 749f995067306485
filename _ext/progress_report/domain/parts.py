"""A light form of the content that the extension adds to pages: parts instead of docutils' nodes.

Every node takes memory in its doctree and is visited by some seventy transforms. So everything that the
extension makes of rows consists of parts, which know only their kind, attributes and children. A document
contains them packed in one node, :class:`report_parts`. The HTML of a site is written directly from the parts
(see ``outputs/html/parts.py``); for all other builders they become nodes (see :func:`as_node`).
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx import addnodes


class Part:
    """A future docutils node: its class, its attributes, and its children.

    A child is a part, a text, or a docutils node; in a packed part, a docutils node is replaced by its index
    in :class:`report_parts`.
    """

    __slots__ = ("attributes", "children", "kind")

    def __init__(self, kind: type[nodes.Element], *children: Content, **attributes: Any) -> None:
        self.kind = kind
        self.children: list[Any] = list(children)
        self.attributes = {name: value for name, value in attributes.items() if value or value == 0}

    def __reduce__(self) -> tuple[Any, ...]:
        return _part, (self.kind, self.children, self.attributes)

    def get(self, name: str, default: Any = "") -> Any:
        """Return the value of the attribute ``name``, or ``default``."""
        return self.attributes.get(name, default)

    def add(self, name: str, value: str) -> None:
        """Add ``value`` to the attribute ``name``, which is a list: ``classes`` or ``ids``."""
        self.attributes[name] = [*self.get(name, ()), value]

    def parts(self, kind: type[nodes.Element] | None = None) -> Iterator[Part]:
        """Yield the part and all parts in it or, if ``kind`` is given, only those of that kind."""
        if kind is None or issubclass(self.kind, kind):
            yield self
        for child in self.children:
            if isinstance(child, Part):
                yield from child.parts(kind)

    def text(self) -> str:
        """Return the text in it, without that of docutils nodes."""
        return "".join(
            child if isinstance(child, str) else child.text() if isinstance(child, Part) else ""
            for child in self.children
        )


#: The content of a part, a page or a cell.
Content = Part | str | nodes.Node


def _part(kind: type[nodes.Element], children: list[Any], attributes: dict[str, Any]) -> Part:
    part = Part.__new__(Part)
    part.kind, part.children, part.attributes = kind, children, attributes
    return part


class report_parts(nodes.General, nodes.Element):
    """Parts in a document: in ``parts`` until the ids and quotes in their texts are replaced, then in
    ``packed``.

    Its children are the docutils nodes among the parts, in groups of neighbours.
    """


class report_held(nodes.General, nodes.Element):
    """Docutils nodes among parts."""


def place_parts(document: nodes.document, content: Iterable[Content]) -> list[nodes.Node]:
    """Return nodes with ``content`` for a document that is being read; docutils nodes are
    included unchanged."""
    result: list[nodes.Node] = []
    for foreign, group in groupby(content, key=lambda each: isinstance(each, nodes.Node)):
        members: list[Any] = list(group)
        result += members if foreign else [_node_of(document, members)]
    return result


def _node_of(document: nodes.document, parts: list[Part]) -> report_parts:
    node = report_parts("", parts=parts)
    for part in parts:
        _hold(part, node)
        for each in part.parts():
            for anchor in each.get("ids", ()):
                document.ids[anchor] = node
    return node


def _hold(part: Part, node: report_parts) -> None:
    """Move the docutils nodes below a part into the document, where transforms find them."""
    children: list[Any] = []
    for kept, group in groupby(part.children, key=lambda child: isinstance(child, nodes.Node)):
        if kept:
            children.append(len(node))
            node += report_held("", *group)
        else:
            children += group
    part.children = children
    for child in children:
        if isinstance(child, Part):
            _hold(child, node)


def pack(node: report_parts) -> None:
    """Serialise the parts of ``node``, since they stay in memory as long as the document, for most of a
    build."""
    node["packed"] = zlib.compress(pickle.dumps(node.attributes.pop("parts"), protocol=5), 1)


def unpack(node: report_parts) -> list[Part]:
    """Return the parts of ``node``; a target before it is added to the first part."""
    # A doctree is a pickle itself.
    parts: list[Part] = pickle.loads(zlib.decompress(node["packed"]))  # noqa: S301
    for anchor in node["ids"]:
        parts[0].add("ids", anchor)
    return parts


def as_node(content: Content | int, kept: Sequence[nodes.Node] = ()) -> nodes.Node:
    """Return ``content`` as a docutils node; ``kept`` are the nodes that packed parts refer to by index."""
    if isinstance(content, str):
        return nodes.Text(content)
    if isinstance(content, int):
        return kept[content]
    if isinstance(content, nodes.Node):
        return content
    node = content.kind(**content.attributes)
    node.extend(as_node(child, kept) for child in content.children)
    return node


def as_nodes(content: Iterable[Content]) -> list[nodes.Node]:
    """Return some parts as docutils nodes."""
    return list(map(as_node, content))


# --- text that somebody wrote -----------------------------------------------------------------------

#: The usual nodes of a text. Other nodes stay as they are.
_TEXT = {
    nodes.paragraph: {"classes"},
    nodes.bullet_list: {"classes", "bullet"},
    nodes.list_item: {"classes"},
    nodes.emphasis: {"classes"},
    nodes.strong: {"classes"},
    nodes.inline: {"classes"},
    nodes.literal: {"classes"},
    nodes.reference: {"classes", "refuri", "internal", "reftitle"},
    addnodes.pending_xref: {
        "classes", "refdoc", "refdomain", "refexplicit", "reftarget", "reftype", "refwarn", "hover", "entry",
        "query",
    },
}  # fmt: skip


def light(content: Iterable[nodes.Node]) -> list[Content]:
    """Return the nodes of a text as parts; a block with anything unusual stays as it is."""
    return [_part_of(node) or node for node in content]


def _part_of(node: nodes.Node) -> Content | None:
    if isinstance(node, nodes.Text):
        return str(node)
    if not isinstance(node, nodes.Element):
        return None
    allowed = _TEXT.get(type(node), set())
    attributes = {name: value for name, value in node.attributes.items() if value or value == 0}
    if not allowed.issuperset(attributes):
        return None
    if isinstance(node, addnodes.pending_xref) and node.get("refdomain") != "report":
        return None  # others resolve it, as a node
    children = list(map(_part_of, node.children))
    return None if not allowed or None in children else _part(type(node), children, attributes)
