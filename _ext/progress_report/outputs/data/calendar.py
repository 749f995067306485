"""``data/milestones.ics``: the due dates with a day, as a calendar.

Dates that are known only to the month are not included. Entries are dated by the day of all figures, not by
the clock.
"""

from __future__ import annotations

import datetime

from icalendar import Calendar, Event

from ...content.known import MILESTONE
from ...content.yaml_keys import CANCELLED
from ...core.language import gettext
from ...core.periods import end_of
from ...domain.stable_ids import stable_id
from ...export.record_builder import View
from ...milestones.milestone_status import MilestoneStatus, due_by_day, milestone_status
from ...render import words


def register_calendar(view: View, key: str) -> bytes | None:
    """Return the calendar, or None if there are no entries; ``key`` is the permanent name of the project."""
    names = due_by_day(view.catalogue)
    if not names:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//progress_report//milestones//EN")
    calendar.add("version", "2.0")
    name = gettext("{project}: milestones").format(project=view.project)
    calendar.add("name", name)
    # The property that most programs read for the name.
    calendar.add("x-wr-calname", name)
    for each in names:
        now = milestone_status(view.catalogue, each, view.month)
        if now.due:
            calendar.add_component(_event(view, key, each, now, now.due.first_day))
    return bytes(calendar.to_ical())


def _event(view: View, key: str, name: str, now: MilestoneStatus, day: datetime.date) -> Event:
    status = words.STATUS[now.status]
    event = Event()
    event.add("uid", str(stable_id(key, f"milestones/{name}")))
    asof = end_of(view.month).last_day
    event.add("dtstamp", datetime.datetime.combine(asof, datetime.time(), datetime.UTC))
    event.add("dtstart", day)
    # Transparent: nobody is busy on that day.
    event.add("transp", "TRANSPARENT")
    # On one line, also for programs that end lines where the calendar does not.
    event.add("summary", " ".join(f"{name} {view.catalogue.milestone_title(name)}".split()))
    event.add("categories", [status])
    event.add("status", "CANCELLED" if now.status == CANCELLED else "CONFIRMED")
    said = gettext("{status} as of {date}.").format(status=status, date=asof)
    if now.forecast:
        said += " " + gettext("Forecast: {date}.").format(date=now.forecast)
    event.add("description", said)
    if view.site:
        event.add("url", f"{view.site}{view.page(MILESTONE, name)}")
    return event
