"""The order of the register, the milestones of one element, and the figures that head an element's page."""

from __future__ import annotations

from progress_report.core.dates import Date, Span
from progress_report.milestones.register_order import element_status, neighbours, siblings

from .history import Make, files, milestone, month, said

REGISTER = (
    milestone("M-3", "2017-07-31")
    + milestone("M-1", "2017-10-31", wbs="1A.02.01")
    + milestone("M-2", "2017-11-30")
    + milestone("M-10", "2017-12-31")
)


def test_neighbours_follow_the_register_as_it_is_shown(project: Make) -> None:
    catalogue = project(files({"2017-08": month()}, REGISTER))

    assert [neighbours(catalogue, name) for name in ("M-2", "M-3", "M-10", "M-1", "M-0")] == [
        ("", "M-3"),
        ("M-2", "M-10"),
        ("M-3", "M-1"),
        ("M-10", ""),
        ("", ""),
    ]


def test_siblings_are_the_others_of_the_same_element(project: Make) -> None:
    catalogue = project(files({"2017-08": month()}, REGISTER))

    assert siblings(catalogue, "M-2") == ("M-3", "M-10")
    assert siblings(catalogue, "M-1") == ()


def test_an_element_counts_its_late_milestones_and_names_the_next_and_the_longest(project: Make) -> None:
    catalogue = project(
        files({"2017-08": month(said("delayed", "M-10", forecast="2018-02"))}, REGISTER),
    )

    found = element_status(catalogue, "1A.01")
    assert found is not None

    assert (found.total, found.overdue, found.delayed) == (3, 1, 1)
    assert (found.next_due, found.due) == ("M-2", Date(2017, 11, 30))
    assert (found.longest, found.late) == ("M-3", Span(31, "day"))
    assert element_status(catalogue, "1B") is None
