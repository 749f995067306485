"""The directives with their options, the roles and the style classes that reports may use.

Directives and roles that can read files, run code or write HTML are not for texts that anybody may
contribute. The check and the build both use these tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: How the text below a directive is read: as Markdown, literally, or in one of three special ways.
Body = Literal["markdown", "verbatim", "quotation", "card", "glossary"]

#: Style classes that content may use. Others could cover the page, or make content look like a statement of
#: the site.
CLASSES = frozenset(
    "align-center align-left align-right attention caution centered compact danger dropdown error hint "
    "important note only-dark only-light seealso simple tip toggle warning".split()
)

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_WORDS = re.compile(r"[a-z0-9-]+(?: +[a-z0-9-]+)*")
_NUMBER = re.compile(r"\d{1,6}")
_NUMBERS = re.compile(r"[\d, %-]{1,80}|auto|grid")
_LENGTH = re.compile(r"\d{1,5}(?:\.\d{1,3})? ?(?:%|[a-zA-Z]{1,4})?")
_ANYTHING = re.compile(r"(?s).*")

#: Kinds of options that need more than a pattern: a text with roles, style classes, the address of a link,
#: the path of a picture.
INLINE, STYLES, ADDRESS, PICTURE = "inline", "styles", "address", "picture"

Kind = re.Pattern[str] | str


@dataclass(frozen=True)
class DirectiveForm:
    """How a directive is written.

    ``argument``: whether words may follow its name (otherwise they are the first line of its body), and
    ``inline``: whether these words may contain roles. ``options``: the allowed ones, each with its kind of
    value. ``body``: how the text below is read.
    """

    argument: bool = False
    inline: bool = False
    options: Mapping[str, Kind] = field(default_factory=dict)
    body: Body = "markdown"


_NAMED: dict[str, Kind] = {"class": STYLES, "name": _ANYTHING}
_SIZED: dict[str, Kind] = {
    **_NAMED, "align": _WORD, "alt": _ANYTHING, "height": _LENGTH, "loading": _WORD, "scale": _LENGTH,
    "target": ADDRESS, "width": _LENGTH,
}  # fmt: skip
_NOTE: dict[str, Kind] = {**_NAMED, "collapsible": _ANYTHING}
_CODE: dict[str, Kind] = {
    **_NAMED, "caption": INLINE, "emphasize-lines": _NUMBERS, "force": _ANYTHING,
    "lineno-start": _NUMBER, "linenos": _ANYTHING,
}  # fmt: skip
_TABLE: dict[str, Kind] = {**_NAMED, "align": _WORD, "width": _LENGTH, "widths": _NUMBERS}
_LAID_OUT: dict[str, Kind] = dict.fromkeys(
    ("child-align", "child-direction", "columns", "gutter", "margin", "outline", "padding", "reverse",
     "shadow", "text-align"), _WORDS
)  # fmt: skip
_STYLED: dict[str, Kind] = dict.fromkeys(
    ("class", "class-body", "class-card", "class-container", "class-content", "class-footer", "class-header",
     "class-img-bottom", "class-img-top", "class-item", "class-label", "class-row", "class-title"), STYLES
)  # fmt: skip
_CARD: dict[str, Kind] = {
    **_STYLED, **_LAID_OUT, "footer": INLINE, "header": INLINE, "img-alt": _ANYTHING, "img-bottom": PICTURE,
    "img-top": PICTURE, "link": ADDRESS, "link-alt": _ANYTHING, "link-type": re.compile("any|ref|url"),
    "width": _NUMBERS,
}  # fmt: skip

_SINCE = DirectiveForm(argument=True, inline=True)
_ADMONITION = DirectiveForm(options=_NOTE)
_QUOTATION = DirectiveForm(body="quotation")
_LISTING = DirectiveForm(argument=True, options=_CODE, body="verbatim")

#: The directives of Sphinx and its extensions that a report may use. A test compares this with their
#: definitions.
DIRECTIVES: Mapping[str, DirectiveForm] = {
    **dict.fromkeys(
        "attention caution danger error hint important note seealso tip warning".split(), _ADMONITION
    ),
    **dict.fromkeys("epigraph highlights pull-quote".split(), _QUOTATION),
    **dict.fromkeys("deprecated versionadded versionchanged".split(), _SINCE),
    "admonition": DirectiveForm(argument=True, inline=True, options=_NOTE),
    "card": DirectiveForm(argument=True, inline=True, options=_CARD, body="card"),
    "code": DirectiveForm(
        argument=True,
        options={**_NAMED, "force": _ANYTHING, "number-lines": re.compile(r"\d{0,6}")},
        body="verbatim",
    ),
    "code-block": _LISTING,
    "compound": DirectiveForm(options=_NAMED),
    "container": DirectiveForm(argument=True, options={"name": _ANYTHING}),
    "dropdown": DirectiveForm(
        argument=True,
        inline=True,
        options={
            **_STYLED, "animate": _WORD, "chevron": _WORD, "color": _WORD, "icon": _WORD,
            "margin": _WORDS, "name": _ANYTHING, "open": _ANYTHING,
        },
    ),
    "figure": DirectiveForm(argument=True, options={**_SIZED, "figclass": STYLES, "figwidth": _LENGTH}),
    "glossary": DirectiveForm(options={"sorted": _ANYTHING}, body="glossary"),
    "grid": DirectiveForm(argument=True, options={**_STYLED, **_LAID_OUT}),
    "grid-item": DirectiveForm(options={**_STYLED, **_LAID_OUT}),
    "grid-item-card": DirectiveForm(argument=True, inline=True, options=_CARD, body="card"),
    "image": DirectiveForm(argument=True, options=_SIZED, body="verbatim"),
    "list-table": DirectiveForm(
        argument=True, inline=True, options={**_TABLE, "header-rows": _NUMBER, "stub-columns": _NUMBER}
    ),
    "math": DirectiveForm(
        argument=True,
        options={**_NAMED, "label": _ANYTHING, "no-wrap": _ANYTHING, "nowrap": _ANYTHING},
        body="verbatim",
    ),
    "mermaid": DirectiveForm(
        argument=True, options={"align": _WORD, "alt": _ANYTHING, "name": _ANYTHING}, body="verbatim"
    ),
    "rubric": DirectiveForm(
        argument=True, inline=True, options={**_NAMED, "heading-level": re.compile("[1-6]")}, body="verbatim"
    ),
    "sidebar": DirectiveForm(argument=True, inline=True, options={**_NAMED, "subtitle": INLINE}),
    "sourcecode": _LISTING,
    "tab-item": DirectiveForm(
        argument=True,
        inline=True,
        options={**_STYLED, "name": _ANYTHING, "selected": _ANYTHING, "sync": _ANYTHING},
    ),
    "tab-set": DirectiveForm(options={"class": STYLES, "sync-group": _ANYTHING}),
    "table": DirectiveForm(argument=True, inline=True, options=_TABLE),
    "topic": DirectiveForm(argument=True, inline=True, options=_NAMED),
}  # fmt: skip

#: The directives of this extension for reports, whose options are defined elsewhere (see ``directives``).
OURS = frozenset(
    "milestone-table milestone-gantt milestone-trend burndown wbs-index ticket-index document-index "
    "month-list coverage changes plan-and-outcome".split()
)

#: The optional prefix of the directives and roles of this extension.
DOMAIN = "report:"

_OURS = DirectiveForm(options={"": _ANYTHING}, body="verbatim")

#: Roles that a report may use besides those of this extension: formatting, equations, and links to pages,
#: headings, terms or equations of the site.
ROLES = frozenset(
    "abbr any code command dfn doc emphasis eq file guilabel kbd literal math menuselection numref pep "
    "program ref rfc samp strong sub subscript sup superscript t term title title-reference".split()
)


def form_of(name: str) -> DirectiveForm | None:
    """Return how the directive ``name`` is written; None if it is not allowed."""
    return _OURS if name.removeprefix(DOMAIN) in OURS else DIRECTIVES.get(name)
