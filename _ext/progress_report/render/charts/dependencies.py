"""The direct dependencies of a milestone: its predecessors, the milestone, and its successors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ...content.due_and_state import FINISHED, OVERDUE
from ...content.yaml_keys import ACHIEVED, DELAYED
from ...core.language import Translated, gettext, gettext_noop, pgettext
from ...domain import page_names
from ...domain.parts import Part
from .. import words
from .markup import element, figure, graphic, hidden, legend, line, link, share, text

#: The height of a row, and of the box in it, in pixels.
_ROW, _BOX = 40, 28

#: The left edges of the three columns, and the width of a box, as shares of the width.
_COLUMNS, _WIDTH = (0.0, 35.5, 71.0), 29.0

#: The most milestones drawn in a column; the table has all.
MOST = 8

#: The most characters of a line in a box: on a phone it is about 100 pixels wide.
_CHARACTERS = 12

#: The class of a box by status; others are drawn as planned.
_LOOKS = {ACHIEVED: "early", FINISHED: "early", DELAYED: "delayed", OVERDUE: "overdue", "": "late"}

#: What the colours mean, in the order of the legend.
_MEANINGS = Translated(
    {
        "early": gettext_noop("Achieved or finished"),
        "delayed": gettext_noop("Delayed"),
        "overdue": gettext_noop("Overdue"),
        "plan": gettext_noop("Planned or cancelled"),
        "late": gettext_noop("Not in the register"),
    }
)


#: Where a long name is divided.
_JOINT = re.compile(r"[-./#_ ]")


@dataclass(frozen=True, slots=True)
class Box:
    """A milestone in the drawing; ``status`` is empty for one that the register does not contain."""

    name: str
    title: str
    status: str


def dependency_chart(
    name: Box, before: Sequence[Box], after: Sequence[Box], as_of: str, data: Sequence[Part]
) -> list[Part]:
    """Return the predecessors ``before`` and successors ``after`` of the milestone ``name`` as a drawing.

    ``as_of`` is the date of the states, and ``data`` are the tables below.
    """
    rows = max(1, min(MOST, len(before)), min(MOST, len(after)))
    height = rows * _ROW + 26
    middle = rows * _ROW / 2 + 20
    boxes, lines = [_box(name, 1, middle, linked=False)], []
    heads = []
    for column, listed, head in ((0, before, gettext("Predecessors")), (2, after, gettext("Successors"))):
        shown = listed[:MOST]
        for number, each in enumerate(shown):
            y = 20 + (number + 0.5 + (rows - len(shown)) / 2) * _ROW
            boxes.append(_box(each, column, y, linked=bool(each.status)))
            lines += list(_arrow(column, y, middle))
        if listed:
            if len(shown) < len(listed):
                head = gettext("{heading} ({shown} of {total})").format(
                    heading=head, shown=len(shown), total=len(listed)
                )
            heads.append(text(_COLUMNS[column], 12, head, "report-tick", "start"))
    title = gettext("Dependencies of {milestone}").format(milestone=name.name)
    alt = gettext("{title}: follows {before}; precedes {after}").format(
        title=title, before=_story(before), after=_story(after)
    )
    drawing = graphic(height, alt, hidden(*heads, *lines), *boxes)
    looks = {_look(each) for each in (name, *before, *after)}
    signs = [
        (said, element("rect", x=3, y=1, width=18, height=10, rx=3, class_=f"report-box report-{look}"))
        for look, said in _MEANINGS.items()
        if look in looks
    ]
    return figure(
        title, gettext("States as of {date}.").format(date=as_of), alt, [legend(signs), drawing], data
    )


def _look(each: Box) -> str:
    return _LOOKS.get(each.status, "plan")


def _story(boxes: Sequence[Box]) -> str:
    said = (
        f"{each.name} ({words.STATUS_WITHIN[each.status]})" if each.status else each.name for each in boxes
    )
    return ", ".join(said) or pgettext("milestones", "none")


def _box(each: Box, column: int, y: float, *, linked: bool) -> Element:
    state = words.STATUS[each.status] if each.status else gettext("not in the register")
    label = words.pair(f"{each.name} {each.title}", state)
    left = _COLUMNS[column]
    parts = (
        element("title", label),
        element(
            "rect", x=share(left), y=y - _BOX / 2, width=share(_WIDTH), height=_BOX, rx=5,
            class_=f"report-box report-{_look(each)}",
        ),
        *_name(each.name, left + _WIDTH / 2, y),
    )  # fmt: skip
    if linked:
        return link(page_names.milestone(each.name), "", label, *parts)
    return element("g", *parts)


def _name(name: str, x: float, y: float) -> Iterator[Element]:
    """Yield the name in a box around (``x``, ``y``): a long one in two lines, and not whole if these are too
    short."""
    if len(name) <= _CHARACTERS:
        yield text(x, y + 4, name, "report-label")
        return
    ends = [match.end() for match in _JOINT.finditer(name)] or [_CHARACTERS]
    end = min(ends, key=lambda each: abs(each - len(name) / 2))
    for part, below in ((name[:end], -2), (name[end:], 11)):
        shown = part if len(part) <= _CHARACTERS else f"{part[: _CHARACTERS - 1]}…"
        yield text(x, y + below, shown, "report-label")


def _arrow(column: int, y: float, middle: float) -> Iterator[Element]:
    """Yield an arrow between a box at height ``y`` and the box in the middle, in the order of the work."""
    before = column == 0
    start = _COLUMNS[0 if before else 1] + _WIDTH
    end = _COLUMNS[1 if before else 2]
    yield line(start, y if before else middle, end - 0.8, middle if before else y, "report-now")
    head = element("path", d="M-8 -4L0 0L-8 4Z", class_="report-dot")
    yield element("svg", head, x=share(end), y=middle if before else y, overflow="visible")
