"""Restrict what can be looked up while untrusted text is parsed: the first lock.

docutils and MyST look up every directive and role here by its name, however the text was composed, and so do
directives that parse text themselves. They find those of :mod:`.syntax.allowed_markup` and no others, each
with its allowed options. The second lock is :mod:`.nodes`; neither relies on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

from docutils import nodes, utils
from docutils.nodes import fully_normalize_name
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives import flag
from docutils.parsers.rst.languages import en
from sphinx.util.docutils import CustomReSTDispatcher, SphinxRole

from ...content import refusals
from ...core.problems import Code
from ...domain.reporting import Reporter
from ...syntax.allowed_markup import CLASSES, DIRECTIVES, PICTURE, STYLES, form_of
from ...syntax.diagram_source import refused_diagram


@dataclass(frozen=True)
class Rules:
    """What a text may use.

    ``directives``: any directive at all; ``labels``: labels of equations, which must be in only one place.
    """

    directives: bool = True
    labels: bool = True


#: For a text on its own page, for a note, and for a section that is shown on another page.
DOCUMENT, NOTE, QUOTED = Rules(), Rules(directives=False), Rules(labels=False)


class Lookup(CustomReSTDispatcher):
    """The names that docutils and MyST can look up while a text of the file ``path`` is parsed."""

    #: The active lookups: a note is parsed during the parsing of the document around it.
    current: ClassVar[list[Lookup]] = []

    def __init__(self, path: str, rules: Rules, reporter: Reporter) -> None:
        super().__init__()
        self.path = path
        self.rules = rules
        self.reporter = reporter
        #: The number of directives around the one that is looked up.
        self.depth = 0

    def enable(self) -> None:
        """Apply from here on."""
        super().enable()
        self.current.append(self)

    def disable(self) -> None:
        """Stop applying."""
        self.current.pop()
        super().disable()

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """Return the directive ``directive_name`` with its allowed options; for one that is not allowed, a
        directive that shows its text."""
        form = form_of(directive_name)
        if not self.rules.directives or form is None:
            return RefusedDirective, []
        found, messages = super().directive(directive_name, en, document)
        if found is None:
            return RefusedDirective, []
        return narrowed(found) if directive_name in DIRECTIVES else found, messages

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: utils.Reporter
    ) -> tuple[Any, list[nodes.system_message]]:
        """Return the role ``role_name``; for one that is not allowed, a role that shows its text.

        ``lineno`` is its line.
        """
        if refusals.refused_role(role_name):
            return RefusedRole(role_name), []
        return super().role(role_name, en, lineno, reporter)

    def options(
        self,
        directive: Directive,
        converters: Mapping[str, Callable[..., Any]],
        typed: Mapping[str, str],
    ) -> dict[str, Any]:
        """Return the allowed options of a directive, and report the others.

        ``typed`` are the options as written, ``converters`` the functions that convert each.
        """
        allowed = DIRECTIVES[directive.name].options
        chosen = {}
        for name, text in typed.items():
            value: str | None = text
            messages = list(refusals.refused_option(directive.name, name, text, self.path))
            if allowed.get(name) == STYLES:
                value = self.styles(text, directive.lineno)
                if not value:
                    continue
                messages = []
            if not messages and name in converters:
                if allowed[name] == PICTURE:
                    value = _without_blanks(text)
                try:
                    chosen[name] = converters[name](None if converters[name] is flag else value or None)
                except Exception:
                    # The check does not know all icons, and nothing is missing without one.
                    messages = [] if name == "icon" else [refusals.refused_value(directive.name, name, text)]
            for message in messages:
                self.fault(directive.lineno, message)
        name = fully_normalize_name(str(chosen.get("name", "")))
        if "name" in chosen and directive.state.document.nametypes.get(name):
            del chosen["name"]  # the check has reported that it is given twice
        if not self.rules.labels:
            chosen = {name: value for name, value in chosen.items() if name not in ("label", "name")}
        return chosen

    def styles(self, text: str, line: int) -> str:
        """Return the style classes in ``text`` that content may use; report the others at ``line``."""
        for message in refusals.refused_classes(text):
            self.fault(line, message)
        return " ".join(name for name in text.split() if name in CLASSES)

    def fault(self, line: int, message: str) -> None:
        """Report ``message`` at ``line`` of the file."""
        self.reporter.fault(f"{self.path}:{line}", Code.MARKUP, message)


class RefusedDirective(Directive):
    """Replaces a directive that is not allowed, and shows it as it was typed."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the text of the directive, and report the fault."""
        lookup = Lookup.current[-1]
        refused = refusals.refused_directive(self.name, " ".join(self.arguments), lookup.depth)
        return shown(self, refused or refusals.NOT_IN_NOTE)


def shown(directive: Directive, message: str) -> list[nodes.Node]:
    """Return the text of a directive, and report ``message``, what is wrong with it."""
    Lookup.current[-1].fault(directive.lineno, message)
    text = directive.block_text.rstrip("\n")
    block = nodes.literal_block(text, text, language="text")
    block.source, block.line = directive.state_machine.get_source_and_line(directive.lineno)
    return [block]


class RefusedRole(SphinxRole):
    """Replaces a role that is not allowed, and shows its text."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the text of the role, and report the fault."""
        Lookup.current[-1].fault(self.lineno, refusals.refused_role(self.typed))
        return [nodes.literal(self.rawtext, self.text)], []


class Options(dict[str, Any]):
    """A table of options that leaves each as it was typed, even those that it does not name."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(names, _as_typed))

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return _as_typed


def _as_typed(text: str | None) -> str:
    return text or ""


def _without_blanks(uri: str) -> str:
    """Return the address of a picture so that docutils, which takes blanks out of it, keeps it whole."""
    return uri.replace(" ", "%20")


_narrowed: dict[type[Directive], type[Directive]] = {}


def narrowed(directive: type[Directive]) -> type[Directive]:
    """Return a directive of Sphinx or its extensions without what content may not use."""
    if directive in _narrowed:
        return _narrowed[directive]

    class Narrowed(directive):  # type: ignore[misc,valid-type]  # a class at run time
        # MyST reads options only if a directive has a table of them.
        option_spec: ClassVar[dict[str, Any]] = (
            Options(directive.option_spec) if directive.option_spec else {}
        )

        def __init__(
            self, name: str, arguments: list[str], options: dict[str, str], *rest: Any, **named: Any
        ):
            super().__init__(name, arguments, {}, *rest, **named)
            lookup = Lookup.current[-1]
            refused = refusals.refused_directive(name, " ".join(arguments), lookup.depth)
            if not refused and name in ("figure", "image"):
                refused = refused_picture(arguments[0], lookup.path)
            if not refused and name == "mermaid":
                refused = refused_diagram("\n".join(named["content"] if "content" in named else rest[0]))
            if refused:
                # Not a method: MyST detects the table by its method.
                self.run = lambda: shown(self, refused)
                return
            if name in ("figure", "image") and arguments:
                self.arguments = [_without_blanks(arguments[0])]
            if name == "container" and arguments:
                self.arguments = [lookup.styles(arguments[0], self.lineno)]
            self.options = lookup.options(self, directive.option_spec or {}, options)
            if name == "glossary":
                # Sphinx reports terms at these lines; MyST counts them from the first line of the content.
                first = self.lineno + self.content_offset + 1
                self.content.items = [(s, first + at) for at, (s, _) in enumerate(self.content.items)]

    _narrowed[directive] = Narrowed
    return Narrowed


def refused_picture(uri: str, path: str) -> str:
    """Return why a text of the file ``path`` may not show the picture ``uri``; empty if it may."""
    return "" if refusals.allowed_target(uri, path, image=True) else refusals.refused_target(uri, image=True)
