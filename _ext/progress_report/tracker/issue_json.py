"""Read issues from JSON: of Jira's REST search, of GitHub's or GitLab's REST interface, or of ``gh issue
list``.

A file may hold one page, a list of pages, or pages one after the other, as ``gh api --paginate`` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.dates import Date
from ..core.limits import SCHEDULE_ROWS
from ..schedule.activities import Note
from .issues import Issue, IssueExport, Known, TrackerError, collect, newest, one_line

#: The keys that hold the issues of a page: of Jira, of a search on GitHub, of GitLab's or GitHub's GraphQL.
_PAGES = ("issues", "items", "nodes")

#: An issue and what else may be in a file.
_Object = Mapping[str, Any]


def read_json(text: str, known: Known) -> IssueExport:
    """Return the issues in ``text``.

    :raises TrackerError: if it is no JSON, or JSON of another kind
    """
    notes: list[Note] = []
    found = list(_all(_values(text), notes))
    if len(found) > SCHEDULE_ROWS:
        raise TrackerError(f"more than {SCHEDULE_ROWS} issues")
    kinds = {_kind(each) for each in found}
    if "" in kinds or len(kinds) > 1:
        raise TrackerError(
            "expected issues of Jira ('key' and 'fields'), of GitHub ('number' and 'title') or of GitLab "
            "('iid' and 'title'), all of one kind"
        )
    read = {"jira": _jira, "github": _hosted, "gitlab": _hosted}
    rows = (read[_kind(each)](row, each, known) for row, each in enumerate(found, 1))
    return collect(rows, known, notes, resolves=any(_has_resolution(each) for each in found))


def _values(text: str) -> Iterator[Any]:
    """Yield the values of a file, one after the other."""
    decoder = json.JSONDecoder()
    at = _blank(text, 0)
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            yield value
            at = _blank(text, at)
    except json.JSONDecodeError as error:
        raise TrackerError(f"line {error.lineno}: this is no JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise TrackerError("this JSON is nested too deeply, or has a number that is too long") from error


def _blank(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def _all(values: Iterable[Any], notes: list[Note]) -> Iterator[_Object]:
    """Yield all issues in some values, which are issues, pages or lists of them."""
    for value in values:
        if isinstance(value, list):
            yield from _all(value, notes)
        elif not isinstance(value, dict):
            raise TrackerError("expected a list of issues, or an object with such a list")
        elif page := next((value[key] for key in _PAGES if isinstance(value.get(key), list)), None):
            yield from _all(page, notes)
            _note_rest(value, notes)
        elif not any(key in value for key in _PAGES):
            yield value


def _note_rest(page: _Object, notes: list[Note]) -> None:
    """Note if the last page of a search is not the end of what it found."""
    notes[:] = [each for each in notes if each.what != _MORE]
    start, total = page.get("startAt"), page.get("total")
    more = isinstance(start, int) and isinstance(total, int) and start + len(page["issues"]) < total
    if more or (page.get("nextPageToken") and page.get("isLast") is not True):
        notes.append(Note(_MORE))


_MORE = "the last page of the search says that there are more; fetch these, too"


def _kind(issue: _Object) -> str:
    if isinstance(issue.get("fields"), dict) and "key" in issue:
        return "jira"
    if "title" in issue and "iid" in issue:
        return "gitlab"
    return "github" if "title" in issue and "number" in issue else ""


def _has_resolution(issue: _Object) -> bool:
    fields = issue.get("fields")
    found = fields if isinstance(fields, dict) else issue
    return any(key in found for key in ("resolutiondate", "closedAt", "closed_at"))


def _jira(row: int, issue: _Object, known: Known) -> Issue:
    fields: _Object = issue["fields"]
    resolved = _day(fields, "resolutiondate")
    own = [
        value for key, value in fields.items() if key.startswith("customfield_") and isinstance(value, str)
    ]
    parent = _named(fields.get("parent"), "key")
    return Issue(
        row,
        one_line(issue["key"]),
        one_line(fields.get("summary")),
        _named(fields.get("status"), "name"),
        resolved,
        # A field of one project has no name here; what looks like a dotted element in one is it.
        known.element([*(each for each in own if "." in each), *_labels(fields)]),
        next(filter(None, map(known.ticket, (*own, parent))), ""),
        newest((resolved, _day(fields, "updated"), _day(fields, "created"))),
    )


def _hosted(row: int, issue: _Object, known: Known) -> Issue:
    """Return an issue of GitHub or GitLab."""
    resolved = _day(issue, "closedAt", "closed_at")
    return Issue(
        row,
        _id(issue, known),
        one_line(issue["title"]),
        one_line(issue.get("state")).lower(),
        resolved,
        known.element(_labels(issue)),
        "",
        newest((resolved, _day(issue, "updatedAt", "updated_at"), _day(issue, "createdAt", "created_at"))),
    )


def _id(issue: _Object, known: Known) -> str:
    """Return the id of an issue, by its address; without one, by its number, if only one form fits."""
    addresses = [one_line(issue.get(key)) for key in ("html_url", "web_url", "webUrl", "url")]
    addresses = [each for each in addresses if each.startswith("http")]
    # The pull request of a number is at the address of an issue, too.
    twins = [each.replace("/pull/", "/issues/") for each in addresses if "/pull/" in each]
    found = known.at([*addresses, *twins])
    if found:
        return found
    references = issue.get("references")
    full = one_line(references.get("full")) if isinstance(references, dict) else ""
    if known.ticket(full) or addresses:
        return full or addresses[0]
    number = one_line(issue.get("number", issue.get("iid")))
    return known.ticket(f"#{number}") or number


def _labels(issue: _Object) -> list[str]:
    """Return the names of the labels and components of an issue."""
    found: list[str] = []
    for key in ("labels", "components"):
        value = issue.get(key)
        for each in value if isinstance(value, list) else ():
            found.append(_named(each, "name") or one_line(each))
    return found


def _named(value: object, key: str) -> str:
    return one_line(value.get(key)) if isinstance(value, dict) else ""


def _day(issue: _Object, *keys: str) -> Date | None:
    """Return the first of some dates: ``2017-08-28T15:45:00Z`` by its day."""
    texts = (one_line(issue.get(key)) for key in keys)
    return next((Date.parse(each[:10]) for each in texts if each), None)
