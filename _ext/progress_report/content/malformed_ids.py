"""Ids that are written wrongly (a space, a dash, an unknown prefix), and addresses that should be ids.

An id that is well-formed but unknown is reported in ``unknown_ids``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from ..core import identifiers
from ..core.id_forms import plain
from ..core.problems import Code, Problems
from ..core.suggestions import suggestion
from ..syntax.markdown_text import Markdown, Run
from .external_addresses import id_at
from .known import Known

#: Dashes that word processors substitute for a hyphen.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"

_BREAK = re.compile(rf"(?:-\s+|\s-|[{_DASHES}])[0-9]")
_NO_HYPHEN = re.compile(r"[^\W\d_][ \u00a0]?[0-9]")
_NUMBER = re.compile("-[0-9]")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_TICKET_LIKE = re.compile(r"([^\W\d_]+)-([0-9]+)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_FILE_OF_MACHINE = re.compile(r"\]\(\s*<?(file:[^)>\s]*)")
_AFTER_ADDRESS = ".,;:!?)]'"


def check_words(run: Run, known: Known, problems: Problems) -> None:
    """Report ids with a wrong space or dash, words with an unknown prefix, and bare addresses in ``run``."""
    text = run.text
    # All text passes here, and most of it contains nothing of the kind, which a quick search shows.
    if _BREAK.search(text):
        for match in _broken_id(known.prefixes).finditer(text):
            what = "a space" if any(map(str.isspace, match[0])) else "a dash instead of a hyphen"
            problems.fault(
                run.line, Code.ID, f"{what} inside an id: '{match[0]}'; expected '{match[1]}-{match[2]}'"
            )
    if _NO_HYPHEN.search(text):
        for match in _id_without_hyphen(known.prefixes).finditer(text):
            _check_without_hyphen(match, run.line, known, problems)
    for address in _FILE_OF_MACHINE.findall(text) if "](" in text else ():
        # Markdown itself refuses such a link and shows it as written.
        problems.fault(run.line, Code.MARKUP, f"'{address}' is on your machine alone; expected https://…")
    if "://" in text:
        for address in _ADDRESS.findall(text):
            _check_address(address.rstrip(_AFTER_ADDRESS), run.line, known, problems)
        text = _ADDRESS.sub(" ", text)
    for word in identifiers.marked_words(text) if _NUMBER.search(text) else ():
        parts = _TICKET_LIKE.fullmatch(word)
        if parts and parts[1] not in known.prefixes and not known.vocabulary.identify(word):
            _check_prefix(parts[1], parts[2], run.line, known, problems)


def check_addresses(markdown: Markdown, known: Known, problems: Problems) -> None:
    """Report links in ``markdown`` to the address of a ticket or document."""
    for target in markdown.targets:
        if not target.image:
            _check_address(target.uri, target.line, known, problems)


def _check_prefix(prefix: str, number: str, line: int, known: Known, problems: Problems) -> None:
    word = f"{prefix}-{number}"
    same = next((each for each in sorted(known.prefixes) if each.casefold() == prefix.casefold()), "")
    if same:
        problems.remark(line, Code.PREFIX, f"'{word}' is not an id; did you mean '{same}-{number}'?")
    elif prefix.isupper() and len(prefix) > 1 and len(number) > 1:
        tables = plain({**known.settings.trackers, **known.settings.documents})
        hint = suggestion(prefix, tables, identifiers.PREFIX_LIKENESS) or (
            f"; known are {', '.join(tables)}" if tables else ""
        )
        problems.remark(line, Code.PREFIX, f"'{word}' looks like a ticket with an unknown prefix{hint}")


def _check_without_hyphen(match: re.Match[str], line: int, known: Known, problems: Problems) -> None:
    """Remark on ``DM 10770`` and ``DM10770``, but not on ``DM 2017``, since a year may follow any name."""
    meant = f"{match[1]}-{match[2]}"
    found = known.vocabulary.identify(meant)
    is_registered = meant in known.registers.documents or (found and found[0] == "milestone")
    if is_registered or (found and len(match[2]) > 1 and not _YEAR.fullmatch(match[2])):
        problems.remark(line, Code.TOKEN, f"'{match[0]}' is not an id; did you mean '{meant}'?")


def _check_address(address: str, line: int, known: Known, problems: Problems) -> None:
    name = _id_of(address, known)
    if name:
        problems.remark(line, Code.ADDRESS, f"'{address}' is the address of {name}; expected the id alone")


def _id_of(address: str, known: Known) -> str:
    """Return the ticket or document that ``address`` leads to; empty for none, or for a place within it."""
    name = id_at(address, {**known.settings.documents, **known.settings.trackers})
    if name:
        return name
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not parts.scheme.startswith("http") or parts.query or parts.fragment:
        return ""
    # The former address of a tracker: the id is still its last part.
    last = parts.path.rstrip("/").rpartition("/")[2]
    found = known.vocabulary.identify(last)
    return found[1] if found and found[0] != "milestone" else ""


@lru_cache(maxsize=8)
def _broken_id(prefixes: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for a prefix and number with a space beside the hyphen, or another dash."""
    any_prefix = "|".join(map(re.escape, sorted(prefixes))) or "(?!)"
    return re.compile(rf"(?<![\w.-])({any_prefix})(?:-\s+|\s+-|[{_DASHES}])([0-9]+)")


@lru_cache(maxsize=8)
def _id_without_hyphen(prefixes: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for a prefix and number with nothing or a space between them."""
    any_prefix = "|".join(map(re.escape, sorted(prefixes))) or "(?!)"
    return re.compile(rf"(?<![\w.-])({any_prefix})[ \u00a0]?([0-9]+)(?![\w-]|\.[0-9])")
