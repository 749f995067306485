"""The lists that the numbers of a verdict link to: one item for each milestone, under the number's anchor."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.yaml_keys import DELAYED
from ..core.language import gettext
from ..core.periods import period_name
from ..domain.links import Links
from ..domain.parts import Part
from ..milestones.rows import Row
from ..milestones.verdict import Comparison
from . import words
from .elements import bullets, container, folded, inline, paragraph, rubric
from .verdict import (
    ACHIEVED_LIST,
    DELAYED_LIST,
    LATE_LIST,
    NEWLY_LATE_LIST,
    NO_LONGER_LATE_LIST,
    OVERDUE_LIST,
)

#: The number of late milestones above which those reported as delayed are folded: the reports explain them.
SHOWN = 12


def late_lists(listed: Sequence[Row], links: Links) -> Part:
    """Return the late milestones, ``listed``, of a month's end: first the overdue ones, then those reported
    as delayed."""
    parts: list[Part] = []
    for anchor, caption, part in (
        (
            OVERDUE_LIST,
            gettext("Overdue without an explanation"),
            [row for row in listed if row.status != DELAYED],
        ),
        (DELAYED_LIST, gettext("Delayed"), [row for row in listed if row.status == DELAYED]),
    ):
        said = words.pair(caption, len(part))
        if part and anchor == DELAYED_LIST and len(listed) > SHOWN:
            parts.append(folded(said, container(_list(part, links), anchor=anchor)))
        elif part:
            parts += [rubric(said), container(_list(part, links), anchor=anchor)]
    return container(*parts, anchor=LATE_LIST)


def comparison_lists(
    found: Comparison, lists: Sequence[Sequence[Row]], links: Links, prefix: str
) -> list[Part]:
    """Return the differences from the end of an earlier month, folded.

    ``lists`` has the rows of milestones achieved, newly late and no longer late. ``prefix`` is that of their
    anchors.
    """
    result: list[Part] = []
    kinds = (
        (ACHIEVED_LIST, gettext("Achieved since the end of {month}: {count}")),
        (NEWLY_LATE_LIST, gettext("Newly late since the end of {month}: {count}")),
        (NO_LONGER_LATE_LIST, gettext("No longer late since the end of {month}: {count}")),
    )
    for (name, caption), listed in zip(kinds, lists, strict=True):
        if listed:
            summary = caption.format(month=period_name(found.since), count=len(listed))
            # Inside, so that a link to the anchor unfolds it.
            result.append(folded(summary, container(_list(listed, links), anchor=prefix + name)))
    return result


def _list(listed: Sequence[Row], links: Links) -> Part:
    return bullets(([_item(row, links)] for row in listed), ["report-late"])


def _item(row: Row, links: Links) -> Part:
    (name,) = row.ids
    shown = links.known_milestone(name)
    facts = [
        words.STATUS[row.status],
        words.due(row.due) if row.due else "",
        words.forecast(row.forecast) if row.forecast else "",
        words.late(row) if row.late and not (row.status == DELAYED and row.late.count <= 0) else "",
        words.delays(row),
    ]
    said = inline(", ".join(filter(None, facts)), classes=["report-asof"])
    return paragraph(inline(shown, classes=["report-id"]), f" {row.title}: ", said)
