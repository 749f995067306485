"""Every regular expression of the extension takes a time that grows with the text, not with its square."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import FrameType, ModuleType

import progress_report
import pytest
from progress_report.content import malformed_ids
from progress_report.content.external_addresses import patterns as link_patterns
from progress_report.core.id_forms import id_form
from progress_report.core.identifiers import Vocabulary
from progress_report.core.periods import PERIODS

from ..conftest import ROOT

EXTENSION = ROOT / "_ext" / "progress_report"
#: The functions of ``re`` that compile on the fly, out of sight of these tests.
ON_THE_FLY = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
#: What takes longer than so many seconds of processor time for so many characters is looked at …
GLANCE = (2_000, 0.005)
#: … for this many: a pattern that is linear takes some hundredths of a second.
LOOK = (100_000, 1.0)

#: What is repeated. Whoever attacks repeats what a pattern may begin with, or go back over.
REPEATED = (
    *" \t\na0A-._/:'\"\\#*<>[](){}`|~=&%,+!\u00a0\u202eé",
    *("a ", "a.", "1.", "-a", "<!--", "<!-- -->", "<a ", "](", "[a](", "[[]", "{a}", "``a`", "{ticket}`"),
    *("DM-", "DM ", "DM -", "https://a", "a: ", "''", "\\a", "<script ", "<script>", ' href="', "](file:"),
    *("# check: ignore ", "<!-- check: ignore a,", "\\begin{align}", ": ab", "<<<<<<< ", "&a;"),
)
BEFORE = ("", "a", "<!--", "'", '"', "[", "A-", ":", "DM")
AFTER = ("", "!")


def modules() -> Iterator[ModuleType]:
    """All modules of the extension: to import them takes long, so only the test does that needs them."""
    for found in pkgutil.walk_packages(progress_report.__path__, "progress_report."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def uses(path: Path) -> Iterator[tuple[str, str, int]]:
    """The names in a file whose methods are called like those of patterns, with the method and the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in ON_THE_FLY:
            yield node.value.id, node.attr, node.lineno


#: What is searched in pages that are made, without what people wrote of them.
OF_TEMPLATES = {"_INLINE", "_START"}


def every_pattern() -> Iterator[tuple[str, re.Pattern[str], str]]:
    for module in modules():
        for name, method in sorted({each[:2] for each in uses(Path(module.__file__ or ""))}):
            pattern = getattr(module, name, None)
            if isinstance(pattern, re.Pattern) and name not in OF_TEMPLATES:
                yield f"{module.__name__.removeprefix('progress_report.')}.{name}.{method}", pattern, method
    prefixes = frozenset({"DM", "LDM", "DLP"})
    yield "broken id", malformed_ids._broken_id(prefixes), "finditer"
    yield "id without hyphen", malformed_ids._id_without_hyphen(prefixes), "finditer"
    for kind in PERIODS.values():
        yield f"period {kind.word}", re.compile(kind.pattern, re.ASCII), "fullmatch"
    forms = ("DM", "#{number}", "{repo}#{number}", "PR {number}", "BUG-{year}-{number}", "D{number}")
    for key in forms:
        yield f"id of the form {key}", id_form(key).pattern, "fullmatch"
        for _, pattern in link_patterns(((key, "https://tracker.example/browse/{id}"),)):
            yield f"address of {key}", pattern, "fullmatch"
    signed = Vocabulary(frozenset(), {}, frozenset(forms), frozenset(), frozenset())._signed
    assert signed is not None
    yield "ids of all forms", signed, "finditer"


class SlowError(Exception):
    """A pattern takes too long."""


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SlowError


def is_slow(call: Callable[[str], object], text: str, seconds: float) -> bool:
    """Whether a call with a text takes longer than some seconds of processor time."""
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            result = call(text)
            if isinstance(result, Iterator):
                deque(result, maxlen=0)
        finally:
            # The time may be up just before this, or during it.
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except SlowError:
        return True
    return False


def of(length: int, begin: str, each: str, end: str) -> str:
    return begin + each * (length // len(each)) + end


TEXTS = tuple((begin, each, end) for each in REPEATED for begin in BEFORE for end in AFTER)
SHORT = tuple(of(GLANCE[0], *text) for text in TEXTS)


def slow_text(pattern: re.Pattern[str], method: str) -> tuple[str, str, str] | None:
    """The parts of a text for which a method of a pattern takes too long."""

    def call(text: str) -> object:
        done = getattr(pattern, method)
        return done("", text) if method in ("sub", "subn") else done(text)

    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        suspect = (text for text, short in zip(TEXTS, SHORT, strict=True) if is_slow(call, short, GLANCE[1]))
        tried = islice(suspect, 2)
        return next((text for text in tried if is_slow(call, of(LOOK[0], *text), LOOK[1])), None)
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_no_pattern_is_slow() -> None:
    tried = {name: slow_text(pattern, method) for name, pattern, method in every_pattern()}

    assert {name: text for name, text in tried.items() if text} == {}
    assert len(tried) > 100


def test_a_slow_pattern_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # It takes the cube of the length: long enough to be told from the others, and no longer.
    monkeypatch.setitem(globals(), "LOOK", (3_000, 0.1))

    assert slow_text(re.compile(r"\s*\s*\)"), "search")


def test_every_pattern_is_compiled_where_it_can_be_tried() -> None:
    found = [
        f"{path.relative_to(EXTENSION)}:{line}"
        for path in sorted(EXTENSION.rglob("*.py"))
        for name, _, line in uses(path)
        if name == "re"
    ]

    assert found == []
