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
from types import FrameType, ModuleType

import progress_report
import pytest
from progress_report.content import malformed_ids
from progress_report.content.external_addresses import patterns as link_patterns
from progress_report.core.id_forms import id_form
from progress_report.core.identifiers import Vocabulary

from ..conftest import ROOT

EXTENSION = ROOT / "_ext" / "progress_report"
#: The functions of ``re`` that compile on the fly, out of sight of these tests.
ON_THE_FLY = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
#: What takes longer than so many seconds of processor time for so many characters is looked at …
GLANCE = (4_000, 0.02)
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
    for found in pkgutil.walk_packages(progress_report.__path__, "progress_report."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def uses(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The names of a module's patterns, and the methods that it calls of each."""
    tree = ast.parse((module.__spec__ and module.__loader__.get_source(module.__name__)) or "")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in ON_THE_FLY:
            yield node.value.id, node.attr


#: What is searched in pages that are made, without what people wrote of them.
OF_TEMPLATES = {"_INLINE", "_START"}


def every_pattern() -> Iterator[tuple[str, re.Pattern[str], str]]:
    for module in modules():
        for name, method in sorted(set(uses(module))):
            pattern = getattr(module, name, None)
            if isinstance(pattern, re.Pattern) and name not in OF_TEMPLATES:
                yield f"{module.__name__.removeprefix('progress_report.')}.{name}.{method}", pattern, method
    prefixes = frozenset({"DM", "LDM", "DLP"})
    yield "broken id", malformed_ids._broken_id(prefixes), "finditer"
    yield "id without hyphen", malformed_ids._id_without_hyphen(prefixes), "finditer"
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
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        result = call(text)
        if isinstance(result, Iterator):
            deque(result, maxlen=0)
    except SlowError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


TEXTS = tuple((begin, each, end) for each in REPEATED for begin in BEFORE for end in AFTER)
PATTERNS = tuple(every_pattern())


@pytest.mark.parametrize(
    ("pattern", "method"), [each[1:] for each in PATTERNS], ids=[each[0] for each in PATTERNS]
)
def test_a_pattern_is_not_slow(pattern: re.Pattern[str], method: str) -> None:
    def call(text: str) -> object:
        done = getattr(pattern, method)
        return done("", text) if method in ("sub", "subn") else done(text)

    def of(length: int, begin: str, each: str, end: str) -> str:
        return begin + each * (length // len(each)) + end

    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        suspect = (text for text in TEXTS if is_slow(call, of(GLANCE[0], *text), GLANCE[1]))
        tried = islice(suspect, 2)
        slow = next((text for text in tried if is_slow(call, of(LOOK[0], *text), LOOK[1])), None)
    finally:
        signal.signal(signal.SIGVTALRM, before)

    assert slow is None


def test_a_slow_pattern_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # It takes the square of the length: long enough to be told from the others, and no longer.
    monkeypatch.setitem(globals(), "LOOK", (20_000, 0.1))
    with pytest.raises(AssertionError):
        test_a_pattern_is_not_slow(re.compile(r"\s*\)"), "search")


def test_every_pattern_is_compiled_where_it_can_be_tried() -> None:
    found = [
        f"{path.relative_to(EXTENSION)}:{node.lineno}"
        for path in sorted(EXTENSION.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in ON_THE_FLY
    ]

    assert found == []
