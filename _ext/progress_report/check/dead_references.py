"""Find dead links, roles and pictures: each is compared with all targets that the site will have.

Sphinx finds it too, when it has read everything; here it is found without a build, by the same rules.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..content.area import Heading
from ..content.catalogue import Catalogue
from ..content.known import ELEMENT, MILESTONE, ROLES
from ..content.month import PageHeading
from ..content.references import IMAGE, LINK, Reference, References, split_address
from ..content.refusals import allowed_target
from ..core.identifiers import slug
from ..core.places import generated, is_report
from ..core.problems import Code, Problem
from ..core.suggestions import suggestion
from ..progress.former_ids import section_anchors, statement_anchors
from ..syntax.markdown_text import EQUATION, LABEL, TERM, comparable, compared

#: What Sphinx itself names.
_BUILT_IN = frozenset({"genindex", "modindex", "py-modindex", "search"})


@dataclass(frozen=True)
class Site:
    """What there is to be referred to.

    ``texts`` are, of each file that was read, what it refers to and names; ``whole`` is whether all files are
    read. ``exists`` returns whether there is a file, by its path relative to the root, ``written`` whether a
    name is given in a file that is not among the texts, ``elsewhere`` the file of a page besides the reports
    that has a label.
    """

    catalogue: Catalogue
    texts: Mapping[str, Sequence[References]]
    exists: Callable[[str], bool]
    written: Callable[[str], bool]
    elsewhere: Callable[[str], str]
    whole: bool

    @cached_property
    def names(self) -> dict[tuple[str, str], list[tuple[bool, str]]]:
        """By kind and name, whether a reference can do without words, and the files."""
        found: dict[tuple[str, str], list[tuple[bool, str]]] = defaultdict(list)
        for path, parts in sorted(self.texts.items()):
            for name in (name for part in parts for name in part.named):
                found[name.kind, name.name].append((name.titled, path))
        return found

    @cached_property
    def anchors(self) -> dict[str, frozenset[str]]:
        """The anchors and headings of each page of a report, by its file."""
        found: dict[str, frozenset[str]] = {}
        for month in self.catalogue.all_months:
            stated = {each.anchor(one) for each in month.statements for one in each.ids}
            former = {
                anchor
                for each in month.statements
                for one in each.ids
                for anchor in statement_anchors(self.catalogue, each.status, one)
            }
            found[month.page.path] = _anchors(month.page.headings) | stated | former
            for area in month.areas:
                former = {
                    anchor
                    for _, anchors in section_anchors(self.catalogue, month.name, area.element)
                    for anchor in anchors
                }
                found[area.path] = _anchors(area.headings) | former
        return found

    def is_page(self, docname: str, *, markdown: bool = False) -> bool:
        """Return whether there will be a page ``docname``, made of a file of ``markdown``."""
        path = f"{docname}.md"
        if is_report(path):
            return path in self.catalogue.sources or (not self.whole and self.exists(path))
        directory, _, name = generated(docname).partition("/")
        known = {"wbs": ELEMENT, "milestones": MILESTONE}.get(directory)
        if known:
            return name == "index" or self.catalogue.known.resolve(known, name) == name
        # Those of tickets and documents are divided by ranges.
        made = directory in ("tickets", "documents", "months", "data") and name
        return bool(made) or self.exists(path) or (not markdown and self.exists(f"{docname}.rst"))

    def name(self, kind: str, name: str, *, titled: bool = True) -> bool:
        """Return whether something of a ``kind`` has a ``name``.

        For a reference that is not ``titled`` it must have a title.
        """
        name = compared(kind, name)
        given = self.names.get((kind, name), ())
        return any(titled or has_title for has_title, _ in given) or (not given and self.written(name))

    def anchor(self, path: str, anchor: str) -> bool:
        """Return whether the file ``path`` has an ``anchor``; True for a file that was not read."""
        known = self.anchors.get(path)
        given = self.names[LABEL, comparable(anchor)]
        return known is None or anchor in known or any(at == path for _, at in given)

    def meanings(self, name: str, path: str, *, titled: bool) -> list[str]:
        """Return all that a bare ``name`` in the file ``path`` can mean; ``titled`` as in :meth:`name`."""
        found = []
        if name in _BUILT_IN or self.name(LABEL, name, titled=titled):
            found.append(f"the place '{name}'")
        if name and self.is_page(_full(name, path)):
            found.append(f"the page '{name}'")
        if name and self.names.get((TERM, name.lower())):
            found.append(f"the term '{name}'")
        if name and self.names.get((EQUATION, name)):
            found.append(f"the equation '{name}'")
        found += [f"{{{kind}}}`{name}`" for kind in ROLES if self.catalogue.known.resolve(kind, name)]
        return found


def _anchors(headings: Sequence[Heading | PageHeading]) -> frozenset[str]:
    titles = {comparable(heading.text) for heading in headings}
    return frozenset({*(heading.anchor for heading in headings), *titles, *map(slug, titles - {""})})


def dead_references(site: Site, paths: Sequence[str]) -> Iterator[Problem]:
    """Report what leads nowhere in the files ``paths``."""
    for path in paths:
        for part in site.texts.get(path, ()):
            for reference in part.found:
                message = _wrong(site, path, reference)
                if message:
                    yield Problem(path, reference.line, Code.LINK.value, message)
            for name in part.named:
                elsewhere = site.elsewhere(name.name) if name.kind == LABEL else ""
                first = elsewhere or site.names[name.kind, name.name][0][1]
                if first != path:
                    message = f"the {name.kind} '{name.name}' is in {first} already; choose another name"
                    yield Problem(path, name.line, Code.DUPLICATE.value, message)


def _wrong(site: Site, path: str, reference: Reference) -> str:
    """Say why a reference leads nowhere; empty where it leads somewhere."""
    target = reference.target
    # A note is on the page of its month.
    home = path if path.endswith(".md") else f"{posixpath.dirname(path)}/index.md"
    if reference.kind == IMAGE:
        local = split_address(target)[0]
        full = _full(local, home)
        if not allowed_target(target, path, image=True) or site.exists(full):
            return ""
        return f"there is no picture '{local}'; expected a file '{full}'"
    if reference.kind == LINK:
        return _wrong_link(site, path, home, reference)
    if reference.kind == "doc":
        ends = target.endswith(".md")
        if site.is_page(_full(target, home)):
            return ""
        hint = (
            f"; write '{target.removesuffix('.md')}'" if ends else "; expected the path of a file without .md"
        )
        return f"there is no page '{target}'{hint}"
    if reference.kind == "any":
        return _wrong_name(site, home, target, titled=reference.titled)
    kind = {"eq": EQUATION, "term": TERM}.get(reference.kind, LABEL)
    known = target in _BUILT_IN and kind == LABEL
    # An equation shows its number, a term itself: only the title of a place is needed.
    if known or site.name(kind, target, titled=reference.titled or reference.kind != "ref"):
        return ""
    if kind == LABEL and site.name(kind, target):
        return f"the place '{target}' has no title; write words for it: '{{ref}}`words <{target}>`'"
    names = [name for of, name in site.names if of == kind and site.names[of, name]]
    expected = {EQUATION: "a ':label:'", TERM: "a term of a glossary", LABEL: "a line '(name)='"}[kind]
    return f"nothing is named '{target}'{suggestion(target, names) or f'; expected {expected}'}"


def _wrong_link(site: Site, path: str, home: str, reference: Reference) -> str:
    if not allowed_target(reference.target, path, image=False):
        return ""  # said already
    local, anchor = split_address(reference.target)
    if not local:
        if anchor and site.anchor(home, anchor):
            return ""
        if not anchor:
            return "the link leads nowhere; expected an address"
        hint = suggestion(anchor, site.anchors.get(home, ()))
        wrong = _wrong_name(site, home, anchor, titled=reference.titled)
        return wrong and f"no heading and no name here is '#{anchor}'{hint}"
    full = _full(local, home)
    docname = full.removesuffix(".md")
    if full.endswith(".md") and site.is_page(docname, markdown=True):
        if not anchor or site.anchor(full, anchor):
            return ""
        hint = suggestion(anchor, site.anchors.get(full, ()))
        return f"'{local}' has no heading and no name '#{anchor}'{hint}"
    if local.endswith(".md") or "/" in local:
        near = [posixpath.relpath(each, posixpath.dirname(home)) for each in site.catalogue.sources]
        return f"there is no page '{local}'{suggestion(local, near) or '; expected the path of a file'}"
    return _wrong_name(site, home, reference.target.removeprefix("project:"), titled=reference.titled)


def _wrong_name(site: Site, home: str, name: str, *, titled: bool) -> str:
    found = site.meanings(name, home, titled=titled)
    if len(found) > 1:
        return f"'{name}' can mean {' or '.join(found)}; write the one that you mean as a role or with .md"
    return "" if found else f"there is nothing '{name}' to link to; expected an address, a page or an id"


def _full(local: str, home: str) -> str:
    """Return the path of a file, relative to the root, from the way to it out of another one."""
    if local.startswith("/"):
        return posixpath.normpath(local.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(home), local))
