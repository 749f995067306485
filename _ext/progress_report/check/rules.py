"""Rules between files and months: one function for each rule, over the whole catalogue.

The loader adds their problems to those of the files, so that a check and a build cannot disagree. A draft is
compared with the published months, but nothing is compared with a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from ..content.area import TITLE_ROLE, AreaFile, Section
from ..content.catalogue import Catalogue
from ..content.due_and_state import OVERDUE
from ..content.known import MILESTONE
from ..content.month import Month
from ..content.registers import MILESTONES_FILE
from ..content.statements import Statement
from ..content.yaml_keys import ACHIEVED, DELAYED, REBASELINED
from ..core import identifiers
from ..core.dates import Date, difference
from ..core.periods import kind, order
from ..core.places import reports
from ..core.problems import Code, Problem
from ..milestones.delays import same_note
from ..milestones.ledger import disagreements
from ..progress.coverage import missing_areas
from .directive_options import wrong_options
from .published_months import unrecorded
from .tickets import open_tickets, unreported
from .unfollowed_plans import last_mentions, unfollowed_plans

#: The number of months with the same note, word for word, from which it is remarked on.
REPETITIONS = 3

#: The most tickets of an element that a remark names.
SHOWN_TICKETS = 5


Rule = Callable[[Catalogue, Month], Iterable[Problem]]


def check(catalogue: Catalogue, months: Iterable[Month], faulty: Set[str]) -> Iterator[Problem]:
    """Apply every rule to ``months``, oldest first.

    Overdue milestones are reported as of the last of them. ``faulty`` are the paths with faults of their own.
    """
    months = tuple(months)
    sound = not any(path.count("/") < 2 for path in faulty)
    ready = [month for month in months if sound and not _has_fault(month, faulty)]
    for month in months:
        for rule in RULES:
            yield from rule(catalogue, month)
    for month in ready:
        for rule in WAITING_RULES:
            yield from rule(catalogue, month)
    yield from schedule_disagrees(catalogue, ready)
    if ready:
        said = last_mentions(catalogue)
        yield from unfollowed_plan(catalogue, ready, said)
        for month in ready if catalogue.known.registers.tickets else ():
            yield from open_ticket(catalogue, month, said)
            yield from unreported_ticket(catalogue, month, said)
    if ready and ready[-1] is months[-1]:
        yield from overdue(catalogue, ready[-1])


def achieved_twice(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report milestones that ``month`` states as achieved again."""
    for statement, ids, before in _after_achieved(catalogue, month, ACHIEVED):
        yield _fault(
            statement,
            Code.ACHIEVED,
            f"{ids}: {before.month} already stated the achievement ({_place(before)}); keep one of the two",
        )


def delayed_after_achieved(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report milestones that ``month`` states as delayed after they were achieved."""
    for statement, ids, before in _after_achieved(catalogue, month, DELAYED):
        yield _fault(
            statement,
            Code.DELAYED,
            f"{ids}: stated as delayed, but {before.month} stated the achievement ({_place(before)}); "
            "correct the wrong one",
        )


def due_changed(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report due dates in ``month`` that differ from those stated before, without a rebaselining between
    them."""
    rebaselined = {name for each in month.statements if each.status == REBASELINED for name in each.ids}
    for statement in month.statements:
        changed: dict[Statement, list[str]] = {}
        for name in statement.ids:
            if statement.due is None or name in rebaselined:
                continue
            agreed = _agreed_dues(_before(catalogue, name, month))
            # A change that was reported once is not reported again in every month that repeats it.
            if agreed and all(_differ(each.due, statement.due) for each in agreed):
                changed.setdefault(agreed[-1], []).append(name)
        for before, names in changed.items():
            yield _fault(
                statement,
                Code.DUE,
                f"{_listed(names)} is due {statement.due} here, but {before.month} stated {before.due} "
                f"({_place(before)}); correct it, or state it under 'rebaselined'",
            )


def repeated_note(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report notes in ``month`` that have been the same for :data:`REPETITIONS` months."""
    for statement in month.statements:
        runs = [same_note(catalogue, name, statement) for name in statement.ids]
        longest = max(runs, key=len, default=())
        if len(longest) + 1 >= REPETITIONS:
            yield _remark(
                statement.path,
                statement.note_line,
                Code.NOTE,
                f"the note on {_listed(statement.ids)} has been the same, word for word, since {longest[0]}, "
                f"in {len(longest) + 1} {kind().word}s; say what is new",
            )


def schedule_disagrees(catalogue: Catalogue, months: Iterable[Month]) -> Iterator[Problem]:
    """Report where the schedule and one of ``months`` cannot both be right. Both are shown."""
    wanted = {month.name: month for month in months}
    for name, milestone in catalogue.known.registers.milestones.items():
        for each in disagreements(catalogue, name):
            month = wanted.get(each.month)
            if month:
                said = next((said for said in month.statements if name in said.ids), None)
                yield _remark(
                    said.path if said else f"{reports()}/{MILESTONES_FILE}",
                    said.line if said else milestone.line,
                    Code.SCHEDULE,
                    f"'{name}' is '{each.schedule}' in the schedule, but '{each.stated}' in {each.month}; "
                    "correct the wrong one",
                )


def gap_in_coverage(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report areas marked in the register that do not report in ``month``, a full report."""
    for element in missing_areas(catalogue, month.name):
        area = catalogue.area_file(month.name, element)
        if area:
            yield _remark(
                area.path,
                _title_line(area),
                Code.COVERAGE,
                f"area '{element}' reports no accomplishments in {month.name}; if there were none, write a "
                "phrase of report_silence",
            )
        else:
            yield _remark(
                month.page.path,
                _first_heading(month),
                Code.COVERAGE,
                f"area '{element}' has no file in {month.name}; expected '{element}.md'",
            )


def unfollowed_plan(
    catalogue: Catalogue, months: Iterable[Month], said: Mapping[str, str]
) -> Iterator[Problem]:
    """Report plans that ``months`` should follow up and that no later report mentions.

    ``said`` is the result of :func:`.unfollowed_plans.last_mentions`.
    """
    forgotten = [(month, plan) for month in months for plan in unfollowed_plans(catalogue, month, said)]
    for month, plan in forgotten:
        area = catalogue.area_file(month.name, plan.area.element)
        what = f"'{plan.section.element}'"
        if plan.tickets:
            what = f"{', '.join(plan.tickets)} ({plan.section.element})"
        yield _remark(
            area.path if area else month.page.path,
            _title_line(area) if area else _first_heading(month),
            Code.PLAN,
            f"{plan.area.month} planned {what}, and no later {kind().word} mentions it; report its outcome "
            f"({plan.area.path}:{plan.section.line})",
        )


def open_ticket(catalogue: Catalogue, month: Month, said: Mapping[str, str]) -> Iterator[Problem]:
    """Report tickets that ``month`` has among its accomplishments, but that the register says are open.

    ``said`` is as for :func:`unfollowed_plan`.
    """
    for each in open_tickets(catalogue, month, said):
        ticket = each.ticket
        yield _remark(
            each.area.path,
            each.line,
            Code.OPEN,
            f"'{ticket.id}' is among the accomplishments, but '{ticket.status}' as of {ticket.as_of} in the "
            "register of tickets, and no plan mentions it; close it in the tracker, or plan the rest",
        )


def unreported_ticket(catalogue: Catalogue, month: Month, said: Mapping[str, str]) -> Iterator[Problem]:
    """Report tickets that were resolved in ``month`` and that no report mentions, by element.

    ``said`` is as for :func:`unfollowed_plan`.
    """
    for each in unreported(catalogue, month, said):
        names = ", ".join(each.tickets[:SHOWN_TICKETS])
        more = f" and {len(each.tickets) - SHOWN_TICKETS} more" if each.tickets[SHOWN_TICKETS:] else ""
        yield _remark(
            each.area.path,
            each.line,
            Code.UNREPORTED,
            f"resolved in {month.name} for '{each.element}', but in no report: {names}{more}; report them",
        )


def not_in_use(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report elements that ``month`` names although they are not in use then."""
    for path, line, name in _elements(month):
        element = catalogue.element(name)
        if element and not element.used_in(month.name):
            first = order(month.name) < order(element.since)
            use = f"first in use in {element.since}" if first else f"last in use in {element.until}"
            yield _remark(
                path,
                line,
                Code.IN_USE,
                f"element '{name}' is {use}; use the one that is in use in {month.name}",
            )


def empty_section(_: Catalogue, month: Month) -> Iterator[Problem]:
    """Report headings in ``month`` with no text below."""
    for area in month.areas:
        for section in area.sections:
            if (
                section.name
                and not section.text
                and not any(_is_child(each, section) for each in area.sections)
            ):
                what = f"'{section.name}'" if section.own else f"'{section.element}' under '{section.name}'"
                yield _remark(
                    area.path,
                    section.line,
                    Code.EMPTY,
                    f"there is no text below the heading {what}; write some text, or delete the heading",
                )


def overdue(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Report milestones that are overdue at the end of ``month``, a full report that does not mention them.

    The place of the problem is the milestone's line in the register.
    """
    if month.page.summary:
        return
    mentioned = _mentioned(month)
    for name, milestone in catalogue.known.registers.milestones.items():
        state = catalogue.state(name, month.name)
        if state.status == OVERDUE and name not in mentioned:
            yield _remark(
                f"{reports()}/{MILESTONES_FILE}",
                milestone.line,
                Code.OVERDUE,
                f"'{name}' was due {state.due}, and {month.name} does not mention it; state it as achieved, "
                "delayed or cancelled there",
            )


#: The rules on what a month contains.
RULES: tuple[Rule, ...] = (
    achieved_twice,
    delayed_after_achieved,
    due_changed,
    repeated_note,
    not_in_use,
    wrong_options,
)

#: The rules on what it does not contain. A fault in the month or in a register may be the cause, so these
#: rules, and those on the register, apply only if there are no faults.
WAITING_RULES: tuple[Rule, ...] = (gap_in_coverage, empty_section, unrecorded)


def _has_fault(month: Month, faulty: Set[str]) -> bool:
    """Return whether there is a fault in the directory of ``month``."""
    return any(path.startswith(f"{reports()}/{month.name}/") for path in faulty)


def _after_achieved(
    catalogue: Catalogue, month: Month, status: str
) -> Iterator[tuple[Statement, str, Statement]]:
    """Yield the statements with ``status`` about milestones last stated as achieved, with these ids and the
    earlier statement."""
    for statement in month.statements:
        found: dict[Statement, list[str]] = {}
        for name in statement.ids if statement.status == status else ():
            said = [each for each in _before(catalogue, name, month) if each.status != REBASELINED]
            if said and said[-1].status == ACHIEVED:
                found.setdefault(said[-1], []).append(name)
        for before, names in found.items():
            yield statement, _listed(names), before


def _before(catalogue: Catalogue, name: str, month: Month) -> list[Statement]:
    """Return the statements about the milestone ``name`` in published months before ``month``."""
    return [each for each in catalogue.history(name) if order(each.month) < order(month.name)]


def _agreed_dues(said: list[Statement]) -> list[Statement]:
    """Return the statements with a due date, from the last rebaselining on."""
    agreed: list[Statement] = []
    for each in said:
        if each.due:
            agreed = [each] if each.status == REBASELINED else [*agreed, each]
    return agreed


def _differ(one: Date | None, other: Date | None) -> bool:
    return bool(one and other and difference(one, other).count)


def _elements(month: Month) -> Iterator[tuple[str, int, str]]:
    """Yield the elements that ``month`` reports on, each with its place, once for each file."""
    for statement in month.statements:
        if statement.wbs:
            yield statement.path, statement.line, statement.wbs
    for area in month.areas:
        # Elements below a retired area need no remark of their own.
        yield area.path, _title_line(area), area.element
        told = {area.element}
        for section in area.sections:
            if section.element not in told:
                told.add(section.element)
                yield area.path, section.line, section.element


def _is_child(section: Section, other: Section) -> bool:
    """Return whether ``section`` is reported below ``other``: of the same kind, and of an element below its
    own."""
    if section is other or section.kind != other.kind:
        return False
    if other.own:
        return section.name == other.name and not section.own
    return other.element != section.element and identifiers.is_within(section.element, other.element)


def _mentioned(month: Month) -> set[str]:
    """Return the milestones that ``month`` names anywhere."""
    found = {name for statement in month.statements for name in statement.ids}
    cited = [*month.page.mentions, *(each for said in month.statements for each in said.mentions)]
    cited += [each for area in month.areas for section in area.sections for each in section.mentions]
    return found | {each.id for each in cited if each.kind == MILESTONE}


def _title_line(area: AreaFile) -> int:
    return next((each.line for each in area.headings if each.role == TITLE_ROLE), 1)


def _first_heading(month: Month) -> int:
    """Return the line of a month's page above which a comment can be put."""
    return month.page.headings[0].line if month.page.headings else 1


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in ids)


def _place(statement: Statement) -> str:
    return f"{statement.path}:{statement.line}"


def _fault(statement: Statement, code: Code, message: str) -> Problem:
    return Problem(statement.path, statement.line, code.value, message)


def _remark(path: str, line: int, code: Code, message: str) -> Problem:
    return Problem(path, line, code.value, message, remark=True)
