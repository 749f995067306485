"""Merge an export of the scheduler into the register: what is new, what changes, what stays.

The rules (content model, section 3): ``due`` is the first baseline and never changes; a later one is appended
to ``baselines``; a finish is set if there was none. Every other difference is reported and the register's
value kept, unless the caller takes that field from the export.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..content.registers import Baseline, Milestone, Registers
from ..core.dates import Date
from ..core.identifiers import expected_id, is_milestone_id, natural
from ..core.limits import ID_CHARACTERS
from ..core.periods import order
from .activities import Activity, Export, Note
from .scheduler_table import AFTER, DUE, FINISHED, TITLE, WBS

#: The fields that can be taken from the export if the register differs.
TAKEN = ("title", "wbs", "finished", "baseline", "after")

_NOT_IN_ID = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which register and export differ, and whose value in the register is kept."""

    row: int
    id: str
    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The result of an import.

    ``milestones`` is the whole register after it; ``new`` and ``changed`` are the ids that it touches,
    ``same`` is the number of rows that change nothing. ``absent`` are registered, but not in the export;
    ``undated`` have a new baseline without the month from which it applies. ``moved`` are those of the
    ``compared`` whose baseline the export changes. ``notes`` are the remarks besides those of the export.
    """

    milestones: Mapping[str, Milestone]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    differences: tuple[Difference, ...]
    unplaced: tuple[Note, ...]
    absent: tuple[str, ...]
    undated: tuple[str, ...]
    moved: tuple[str, ...]
    compared: int
    notes: tuple[Note, ...]


def merge(export: Export, registers: Registers, month: str, take: Collection[str]) -> Merge:
    """Merge an export into the register.

    :param month: the month ``YYYY-MM`` of the export, from which a changed baseline applies; may be empty
    :param take: those of :data:`TAKEN` whose value is taken from the export
    """
    return _Merger(export, registers, month, frozenset(take)).merge()


class _Merger:
    def __init__(self, export: Export, registers: Registers, month: str, take: frozenset[str]) -> None:
        self.export = export
        self.registers = registers
        self.month = month
        self.take = take
        self.folded = {name.casefold(): name for name in (*registers.milestones, *registers.aliases)}
        self.differences: list[Difference] = []
        self.undated: list[str] = []
        self.moved: list[str] = []
        self.compared = 0
        self.notes: list[Note] = []

    def merge(self) -> Merge:
        """Merge the activities of the export."""
        milestones = dict(self.registers.milestones)
        new: list[str] = []
        changed: list[str] = []
        named: dict[str, int] = {}
        unplaced = list(self.export.unplaced)
        for activity in self.export.activities:
            name = self.registers.aliases.get(activity.id, activity.id)
            known = self.registers.milestones.get(name)
            if name in named:
                reason = f"row {named[name]} is also '{name}', through an alias"
            else:
                reason = self._refusal(activity, known)
            if reason:
                unplaced.append(Note(reason, activity.row, activity.id))
                continue
            named[name] = activity.row
            milestones[name] = self._updated(known, activity) if known else self._made(activity)
            if known is None:
                new.append(name)
            elif milestones[name] != known:
                changed.append(name)
        mentioned = {self.registers.aliases.get(each.id, each.id) for each in unplaced} | set(named)
        return Merge(
            milestones={name: milestones[name] for name in natural(milestones)},
            new=natural(new),
            changed=natural(changed),
            same=len(named) - len(new) - len(changed),
            differences=tuple(self.differences),
            unplaced=tuple(sorted(unplaced, key=lambda each: each.row)),
            absent=natural(set(self.registers.milestones) - mentioned),
            undated=natural(self.undated),
            moved=natural(self.moved),
            compared=self.compared,
            notes=tuple(self.notes),
        )

    def _refusal(self, activity: Activity, known: Milestone | None) -> str:
        """Return why a row is not imported; empty if it is. A known milestone is identified by its id."""
        if known:
            return (
                ""
                if known.due
                else f"the register's own entry '{known.id}' has no due date; correct it first"
            )
        if not is_milestone_id(activity.id):
            return _no_id(activity.id)
        if len(activity.id) > ID_CHARACTERS:
            return f"the id has {len(activity.id)} characters; expected at most {ID_CHARACTERS}"
        twin = self.folded.get(activity.id.casefold())
        if twin:
            return f"'{activity.id}' differs from '{twin}' of the register only in case"
        if activity.stray:
            return activity.stray
        if not activity.due:
            return "no baseline finish, and no start"
        return "" if activity.title else "no name"

    def _updated(self, known: Milestone, activity: Activity) -> Milestone:
        lacks = self.export.lacks
        changed: dict[str, Any] = {}
        named = TITLE in lacks or activity.title == known.title
        if not named and self._wanted(known, activity, "title", known.title, activity.title):
            changed["title"] = activity.title
        if WBS not in lacks and activity.element != known.wbs:
            theirs = activity.element or f"{activity.code} ({activity.stray})".strip()
            if self._wanted(known, activity, "wbs", known.wbs, theirs, bool(activity.element)):
                changed["wbs"] = activity.element
        if (activity.finished or FINISHED not in lacks) and self._new_finish(known, activity):
            changed["finished"] = activity.finished
        if AFTER not in lacks:
            changed["after"] = self._after(known, activity)
        if activity.due or DUE not in lacks:
            changed["baselines"] = self._baselines(known, activity)
        return replace(known, **changed)

    def _after(self, known: Milestone, activity: Activity) -> tuple[str, ...]:
        """Return the predecessors: those of the register that the export also names, then the new ones."""
        theirs = self._predecessors(activity, known)
        named = {self.registers.aliases.get(name, name) for name in activity.after}
        ours = {name: self.registers.aliases.get(name, name) for name in known.after}
        # A predecessor that is missing from a list that is cut off may have been in the rest of it.
        stay = tuple(name for name, meant in ours.items() if activity.cut or meant in named)
        new = tuple(name for name in theirs if name not in ours.values())
        if stay == known.after and not new:
            return known.after
        more = ", and more" if activity.cut else ""
        if self._wanted(
            known, activity, "after", ", ".join(known.after), ", ".join(theirs) + more, bool(theirs)
        ):
            return (*stay, *new)
        return known.after

    def _predecessors(self, activity: Activity, known: Milestone | None) -> tuple[str, ...]:
        """Return the predecessors that the register or the export has; others are noted."""
        found: set[str] = set()
        for written in activity.after:
            name = self.registers.aliases.get(written, written)
            if name in (activity.id, known.id if known else ""):
                self._note(activity, "a milestone can't come after itself; its own id is left out", written)
            elif (
                name in self.registers.milestones
                or (name in self.export.ids and is_milestone_id(name))
                or (known and name in known.after)
            ):
                found.add(name)
            elif name in self.export.ids:
                self._note(activity, "predecessors with invalid ids; left out", written)
            else:
                self._note(activity, "predecessors in neither the register nor the export; left out", written)
        return natural(found)

    def _note(self, activity: Activity, what: str, detail: str) -> None:
        self.notes.append(Note(what, activity.row, activity.id, detail))

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
            return known.baselines
        self.compared += 1
        if _agree(newest.due, activity.due):
            return known.baselines
        if activity.by_start and not self._wanted(
            known, activity, "baseline", ours, f"{activity.due}, the planned start"
        ):
            return known.baselines
        if self.month and order(newest.month) > order(self.month):
            # An export older than the register: importing its baseline would rewrite history.
            self._keep(known, activity, "baseline", ours, f"{activity.due} from {self.month}, which is older")
            return known.baselines
        same = bool(self.month) and newest.month == self.month
        if same and not self._wanted(known, activity, "baseline", ours, str(activity.due)):
            return known.baselines
        self.moved.append(known.id)
        if not self.month:
            self.undated.append(known.id)
            return known.baselines
        return (*(known.baselines[:-1] if same else known.baselines), Baseline(self.month, activity.due))

    def _wanted(
        self, known: Milestone, activity: Activity, field: str, ours: str, theirs: str, usable: bool = True
    ) -> bool:
        """Return whether the export's value is taken; if not, the difference is noted.

        An empty value never is.
        """
        if field in self.take and theirs and usable:
            return True
        self._keep(known, activity, field, ours, theirs)
        return False

    def _keep(self, known: Milestone, activity: Activity, field: str, ours: str, theirs: str) -> None:
        self.differences.append(Difference(activity.row, known.id, field, ours, theirs))

    def _made(self, activity: Activity) -> Milestone:
        return Milestone(
            activity.id,
            activity.title,
            activity.element,
            activity.due,
            finished=activity.finished,
            after=self._predecessors(activity, None),
        )


def _no_id(written: str) -> str:
    """Return what to do with a milestone whose id is not valid in the register."""
    meant = _NOT_IN_ID.sub("-", written).strip("._-")
    hint = (
        f"; register it by hand as '{meant}' with aka: ['{written}'], so that an import finds it"
        if is_milestone_id(meant)
        else ""
    )
    return f"'{written}' is not a milestone id; expected {expected_id(written)}{hint}"


def _agree(ours: Date | None, theirs: Date | None) -> bool:
    """Return whether two dates can both be right: a month agrees with each of its days."""
    if ours is None or theirs is None or (ours.day and theirs.day):
        return ours == theirs
    return (ours.year, ours.month) == (theirs.year, theirs.month)
