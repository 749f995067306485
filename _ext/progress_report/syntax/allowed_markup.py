"""The directives with their options, the roles and the style classes that reports may use.

Directives and roles that can read files, run code or write HTML are not for texts that anybody may
contribute. The check and the build both use these tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: How the text below a directive is read: as Markdown, literally, or in a special way.
Body = Literal["markdown", "verbatim", "quotation", "card", "glossary", "table", "list-table", "figure"]

#: Style classes that content may use. Others could cover the page, or make content look like a statement of
#: the site.
CLASSES = frozenset(
    "align-center align-left align-right attention caution centered compact danger dropdown error hint "
    "important note only-dark only-light seealso simple tip toggle warning".split()
)

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NUMBER = re.compile(r"\d{1,6}")
# Sphinx makes a list of all lines that a range names, so numbers are short.
_LINES = re.compile(r"(?=.{1,80}$)\d{0,4}(?:[, -]+\d{1,4})*[, -]*")
_LENGTH = re.compile(r"\d{1,5}(?:\.\d{1,3})? ?(?:em|ex|px|in|cm|mm|pt|pc)?")
_WIDTH = re.compile(rf"{_LENGTH.pattern}|\d{{1,5}}(?:\.\d{{1,3}})? ?%")
_ANYTHING = re.compile(r"(?s).*")
_SOMETHING = re.compile(r"(?s)\s*\S.*")


def _one_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()))


def _one_or_four(number: str) -> re.Pattern[str]:
    """Return a pattern for one value for all widths of a screen, or one for each of four."""
    return re.compile(rf"(?:{number})(?: (?:{number}) (?:{number}) (?:{number}))?")


_COLOURS = _one_of("primary secondary success info warning danger light muted dark white black")
_SIDES = _one_of("left center right")
_COLUMNS = _one_or_four("[1-9]|1[0-2]|auto")
_SHARE = r"[1-9]\d{0,5}"
_SHARES = rf"{_SHARE}(?: {_SHARE}){{0,50}}|{_SHARE}(?:, ?{_SHARE}){{0,50}}"

#: Kinds of options that need more than a pattern: a text with roles, style classes, the address of a link,
#: the path of a picture.
INLINE, STYLES, ADDRESS, PICTURE = "inline", "styles", "address", "picture"

Kind = re.Pattern[str] | str


@dataclass(frozen=True)
class DirectiveForm:
    """The form of a directive.

    ``argument``: whether words may follow its name (otherwise they are the first line of its body), whether
    these words may contain roles (``inline``), what they must be if they are required (``needs``), their
    pattern (``takes``), and whether they are a single word (``one_word``). ``options``: the allowed ones,
    each with its kind of value. ``body``: how the text below is read; whether it is required (``filled``) or
    forbidden (``bare``). ``within`` and ``holds`` name the directive that must be around it, and those that
    it may consist of.
    """

    argument: bool = False
    inline: bool = False
    options: Mapping[str, Kind] = field(default_factory=dict)
    body: Body = "markdown"
    needs: str = ""
    takes: re.Pattern[str] = _ANYTHING
    one_word: bool = False
    filled: bool = False
    bare: bool = False
    within: str = ""
    holds: tuple[str, ...] = ()


_NAMED: dict[str, Kind] = {"class": STYLES, "name": _SOMETHING}
_SIZED: dict[str, Kind] = {
    **_NAMED, "align": _one_of("left center right top middle bottom"), "alt": _ANYTHING, "height": _LENGTH,
    "loading": _one_of("embed lazy link"), "scale": re.compile(r"\d{1,5} ?%?"), "target": ADDRESS,
    "width": _WIDTH,
}  # fmt: skip
_NOTE: dict[str, Kind] = {**_NAMED, "collapsible": re.compile("(?:open|closed)?")}
_CODE: dict[str, Kind] = {
    **_NAMED, "caption": INLINE, "emphasize-lines": _LINES, "force": _ANYTHING,
    "lineno-start": _NUMBER, "linenos": _ANYTHING,
}  # fmt: skip
_TABLE: dict[str, Kind] = {
    **_NAMED, "align": _SIDES, "width": _WIDTH, "widths": re.compile(f"{_SHARES}|auto|grid"),
}  # fmt: skip
_LAID_OUT: dict[str, Kind] = {
    "child-align": _one_of("start end center justify spaced"), "child-direction": _one_of("column row"),
    "columns": _COLUMNS, "gutter": _one_or_four("[0-5]"), "margin": _one_or_four("[0-5]|auto"),
    "outline": _ANYTHING, "padding": _one_or_four("[0-5]"), "reverse": _ANYTHING,
    "shadow": _one_of("none sm md lg"), "text-align": _one_of("left right center justify"),
}  # fmt: skip
_STYLED: dict[str, Kind] = dict.fromkeys(
    ("class", "class-body", "class-card", "class-container", "class-content", "class-footer", "class-header",
     "class-img-bottom", "class-img-top", "class-item", "class-label", "class-row", "class-title"), STYLES
)  # fmt: skip
_CARD: dict[str, Kind] = {
    **_STYLED, **_LAID_OUT, "footer": INLINE, "header": INLINE, "img-alt": _ANYTHING, "img-bottom": PICTURE,
    "img-top": PICTURE, "link": ADDRESS, "link-alt": _ANYTHING, "link-type": _one_of("any ref url"),
    "width": _one_of("auto 25% 50% 75% 100%"),
}  # fmt: skip

_SINCE = DirectiveForm(argument=True, inline=True, needs="a version")
_ADMONITION = DirectiveForm(options=_NOTE, filled=True)
_QUOTATION = DirectiveForm(body="quotation", filled=True)
_LISTING = DirectiveForm(argument=True, options=_CODE, body="verbatim", one_word=True)

#: The directives of Sphinx and its extensions that a report may use. A test compares this with their
#: definitions.
DIRECTIVES: Mapping[str, DirectiveForm] = {
    **dict.fromkeys(
        "attention caution danger error hint important note seealso tip warning".split(), _ADMONITION
    ),
    **dict.fromkeys("epigraph highlights pull-quote".split(), _QUOTATION),
    **dict.fromkeys("deprecated versionadded versionchanged".split(), _SINCE),
    "admonition": DirectiveForm(argument=True, inline=True, options=_NOTE, needs="a title", filled=True),
    "card": DirectiveForm(argument=True, inline=True, options=_CARD, body="card"),
    "code": DirectiveForm(
        argument=True,
        options={**_NAMED, "force": _ANYTHING, "number-lines": re.compile(r"\d{0,6}")},
        body="verbatim",
        one_word=True,
        filled=True,
    ),
    "code-block": _LISTING,
    "compound": DirectiveForm(options=_NAMED, filled=True),
    "container": DirectiveForm(argument=True, options={"name": _SOMETHING}, filled=True),
    "dropdown": DirectiveForm(
        argument=True,
        inline=True,
        options={
            **_STYLED,
            "animate": _one_of("fade-in fade-in-slide-down"),
            "chevron": _one_of("down-up right-down"),
            "color": _COLOURS,
            "icon": _WORD,
            "margin": _one_or_four("[0-5]|auto"),
            "name": _SOMETHING,
            "open": _ANYTHING,
        },
    ),
    "figure": DirectiveForm(
        argument=True,
        options={
            **_SIZED,
            "align": _SIDES,
            "figclass": STYLES,
            "figwidth": re.compile(f"{_WIDTH.pattern}|image"),
        },
        body="figure",
        needs="the path of a picture",
    ),
    "glossary": DirectiveForm(options={"sorted": _ANYTHING}, body="glossary"),
    "grid": DirectiveForm(
        argument=True,
        options={**_STYLED, **_LAID_OUT},
        filled=True,
        holds=("grid-item", "grid-item-card"),
        takes=_COLUMNS,
    ),
    "grid-item": DirectiveForm(options={**_STYLED, **_LAID_OUT}, within="grid"),
    "grid-item-card": DirectiveForm(argument=True, inline=True, options=_CARD, body="card", within="grid"),
    "image": DirectiveForm(
        argument=True, options=_SIZED, body="verbatim", needs="the path of a picture", bare=True
    ),
    "list-table": DirectiveForm(
        argument=True,
        inline=True,
        options={
            **_TABLE,
            "widths": re.compile(f"{_SHARES}|auto"),
            "header-rows": _NUMBER,
            "stub-columns": _NUMBER,
        },
        body="list-table",
        filled=True,
    ),
    "math": DirectiveForm(
        argument=True,
        options={**_NAMED, "label": _SOMETHING, "no-wrap": _ANYTHING, "nowrap": _ANYTHING},
        body="verbatim",
    ),
    "mermaid": DirectiveForm(
        argument=True,
        options={"align": _SIDES, "alt": _ANYTHING, "name": _SOMETHING},
        body="verbatim",
        filled=True,
    ),
    "rubric": DirectiveForm(
        argument=True,
        inline=True,
        options={**_NAMED, "heading-level": re.compile("[1-6]")},
        body="verbatim",
        needs="a heading",
        bare=True,
    ),
    "sidebar": DirectiveForm(argument=True, inline=True, options={**_NAMED, "subtitle": INLINE}, filled=True),
    "sourcecode": _LISTING,
    "tab-item": DirectiveForm(
        argument=True,
        inline=True,
        options={**_STYLED, "name": _SOMETHING, "selected": _ANYTHING, "sync": _SOMETHING},
        needs="a label",
        filled=True,
        within="tab-set",
    ),
    "tab-set": DirectiveForm(
        options={"class": STYLES, "sync-group": _SOMETHING}, filled=True, holds=("tab-item",)
    ),
    "table": DirectiveForm(argument=True, inline=True, options=_TABLE, body="table", filled=True),
    "topic": DirectiveForm(argument=True, inline=True, options=_NAMED, needs="a title", filled=True),
}

#: The directives of this extension for reports, whose options are in ``check.directive_options``.
OURS = frozenset(
    "milestone-table milestone-gantt milestone-trend burndown wbs-index ticket-index document-index "
    "month-list coverage changes plan-and-outcome".split()
)

#: The optional prefix of the directives and roles of this extension.
DOMAIN = "report:"

_OURS = DirectiveForm(options={"": _ANYTHING}, body="verbatim", bare=True)

#: Roles that a report may use besides those of this extension: formatting, equations, and links to pages,
#: headings, terms or equations of the site. Not among them are ``numref``, whose numbers change when somebody
#: else adds a picture, and ``external``, which only a file from the network can resolve.
ROLES = frozenset(
    "abbr any code command dfn doc emphasis eq file guilabel kbd literal math menuselection pep program "
    "ref rfc samp strong sub subscript sup superscript t term title title-reference".split()
)


def form_of(name: str) -> DirectiveForm | None:
    """Return how the directive ``name`` is written; None if it is not allowed."""
    return _OURS if name.removeprefix(DOMAIN) in OURS else DIRECTIVES.get(name)
