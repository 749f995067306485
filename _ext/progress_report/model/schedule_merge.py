"""An export of the scheduler laid over the register: what is new, what changes, what stays as it was.

The rules (content model, section 3): ``due`` is the first baseline and never changes, a later one is appended
to ``baselines``; a finish is set where there was none. Whatever else differs is shown and kept, unless the
caller takes that field from the export.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from .dates import Date
from .identifiers import natural
from .registers import Baseline, Milestone, Registers
from .schedule import Activity, Export, Unplaced

#: The fields that can be taken from the export where the register says something else.
TAKEN = ("title", "wbs", "finished", "baseline")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which register and export differ, and which is kept."""

    row: int
    id: str
    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import would do. ``milestones`` is the whole register as it would be; ``new`` and ``changed``
    are the ids in it that an import touches, ``same`` is the count of the rows that change nothing.
    ``absent`` are registered, but not in the export; ``undated`` have a new baseline, but nobody said from
    which month on.
    """

    milestones: Mapping[str, Milestone]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    differences: tuple[Difference, ...]
    unplaced: tuple[Unplaced, ...]
    absent: tuple[str, ...]
    undated: tuple[str, ...]


def merge(export: Export, registers: Registers, month: str, take: Collection[str]) -> Merge:
    """Lay an export over the register.

    :param month: the month ``YYYY-MM`` of the export, from which a changed baseline holds; may be empty.
    :param take: those of :data:`TAKEN` in which the export is right.
    """
    return _Merger(registers, month, frozenset(take)).merge(export)


class _Merger:
    def __init__(self, registers: Registers, month: str, take: frozenset[str]) -> None:
        self.registers = registers
        self.month = month
        self.take = take
        self.folded = {name.casefold(): name for name in (*registers.milestones, *registers.aliases)}
        self.differences: list[Difference] = []
        self.undated: list[str] = []

    def merge(self, export: Export) -> Merge:
        milestones = dict(self.registers.milestones)
        new: list[str] = []
        changed: list[str] = []
        named: dict[str, int] = {}
        unplaced = list(export.unplaced)
        for activity in export.activities:
            name = self.registers.aliases.get(activity.id, activity.id)
            known = self.registers.milestones.get(name)
            if name in named:
                reason = f"row {named[name]} is '{name}' too, which has an alias"
            else:
                reason = self._refusal(activity, known)
            if reason:
                unplaced.append(Unplaced(activity.row, activity.id, reason))
                continue
            named[name] = activity.row
            milestones[name] = self._updated(known, activity) if known else _made(activity)
            if known is None:
                new.append(name)
            elif milestones[name] != known:
                changed.append(name)
        mentioned = {self.registers.aliases.get(each.id, each.id) for each in unplaced} | set(named)
        return Merge(
            {name: milestones[name] for name in natural(milestones)},
            natural(new),
            natural(changed),
            len(named) - len(new) - len(changed),
            tuple(self.differences),
            tuple(sorted(unplaced, key=lambda each: each.row)),
            natural(set(self.registers.milestones) - mentioned),
            natural(self.undated),
        )

    def _refusal(self, activity: Activity, known: Milestone | None) -> str:
        """Why a row has no place; a milestone that is known has its place by its id."""
        if known:
            return (
                "" if known.due else f"the register's own entry '{known.id}' has no due date; mend it first"
            )
        twin = self.folded.get(activity.id.casefold())
        if twin:
            return f"'{activity.id}' differs from '{twin}' of the register only in case"
        if activity.stray:
            return activity.stray
        if not activity.due:
            return "no baseline finish"
        return "" if activity.title else "no name"

    def _updated(self, known: Milestone, activity: Activity) -> Milestone:
        updated = known
        if activity.title != known.title and self._wanted(
            known, activity, "title", known.title, activity.title
        ):
            updated = replace(updated, title=activity.title)
        if not activity.element:
            self._keep(known, activity, "wbs", known.wbs, f"{activity.code} ({activity.stray})")
        elif activity.element != known.wbs and self._wanted(
            known, activity, "wbs", known.wbs, activity.element
        ):
            updated = replace(updated, wbs=activity.element)
        if set(activity.after) != set(known.after):
            self._keep(known, activity, "after", ", ".join(known.after), ", ".join(activity.after))
        if self._new_finish(known, activity):
            updated = replace(updated, finished=activity.finished)
        return replace(updated, baselines=self._baselines(known, activity))

    def _new_finish(self, known: Milestone, activity: Activity) -> bool:
        if _agree(known.finished, activity.finished):
            return False
        if known.finished is None:
            return True
        return self._wanted(known, activity, "finished", str(known.finished), str(activity.finished or ""))

    def _baselines(self, known: Milestone, activity: Activity) -> tuple[Baseline, ...]:
        newest = known.baselines[-1] if known.baselines else Baseline("", known.due or Date(1, 1))
        ours = f"{newest.due} from {newest.month}" if newest.month else f"{newest.due}"
        if activity.due is None:
            self._keep(known, activity, "baseline", ours, "")
        elif _agree(newest.due, activity.due):
            pass
        elif not self.month:
            self.undated.append(known.id)
        elif newest.month < self.month:
            return (*known.baselines, Baseline(self.month, activity.due))
        elif newest.month > self.month:
            # An export older than what is known: taking it would rewrite history.
            self._keep(known, activity, "baseline", ours, f"{activity.due} from {self.month}, which is older")
        elif self._wanted(known, activity, "baseline", ours, str(activity.due)):
            return (*known.baselines[:-1], Baseline(self.month, activity.due))
        return known.baselines

    def _wanted(self, known: Milestone, activity: Activity, field: str, ours: str, theirs: str) -> bool:
        """Whether the export's word is taken; if not, the difference is noted. Nothing is never taken."""
        if field in self.take and theirs:
            return True
        self._keep(known, activity, field, ours, theirs)
        return False

    def _keep(self, known: Milestone, activity: Activity, field: str, ours: str, theirs: str) -> None:
        self.differences.append(Difference(activity.row, known.id, field, ours, theirs))


def _made(activity: Activity) -> Milestone:
    return Milestone(
        activity.id,
        activity.title,
        activity.element,
        activity.due,
        finished=activity.finished,
        after=activity.after,
    )


def _agree(ours: Date | None, theirs: Date | None) -> bool:
    """Whether two dates can both be true: one that knows the month alone agrees with its every day."""
    if ours is None or theirs is None or (ours.day and theirs.day):
        return ours == theirs
    return (ours.year, ours.month) == (theirs.year, theirs.month)
