"""The words for the statuses of milestones."""

from __future__ import annotations

from ..content.due_and_state import FINISHED, OVERDUE, PLANNED
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED
from ..core.language import Translated, gettext_noop

#: The name of each status, as a label.
STATUS = Translated(
    {
        ACHIEVED: gettext_noop("Achieved"),
        DELAYED: gettext_noop("Delayed"),
        CANCELLED: gettext_noop("Cancelled"),
        REBASELINED: gettext_noop("Rebaselined"),
        FINISHED: gettext_noop("Finished (per schedule)"),
        OVERDUE: gettext_noop("Overdue"),
        PLANNED: gettext_noop("Planned"),
    }
)

#: Each status within a sentence or a list.
STATUS_WITHIN = Translated(
    {
        ACHIEVED: gettext_noop("achieved"),
        DELAYED: gettext_noop("delayed"),
        CANCELLED: gettext_noop("cancelled"),
        REBASELINED: gettext_noop("rebaselined"),
        FINISHED: gettext_noop("finished (per schedule)"),
        OVERDUE: gettext_noop("overdue"),
        PLANNED: gettext_noop("planned"),
    }
)
