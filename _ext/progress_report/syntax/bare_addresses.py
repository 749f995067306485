"""Find bare addresses in a text as GitHub does, in a time that grows with the length of the text alone."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

#: The rule of the plugin that is tried at each colon, and what must be in front of that.
_RULE = "gfm_autolink_protocol"
_SCHEMES = ("http", "https", "mailto", "xmpp")


def look_only_behind_schemes(parser: MarkdownIt) -> None:
    """Let the plugin of the ``parser`` search the text before a colon only if a scheme ends there.

    It searches all of that text at each colon, so thousands of colons would take minutes.
    """
    ruler = parser.inline.ruler
    rule = next(each.fn for each in ruler.__rules__ if each.name == _RULE)

    def begins(state: StateInline, silent: bool) -> bool:
        return state.pending.endswith(_SCHEMES) and rule(state, silent)

    ruler.at(_RULE, begins)
