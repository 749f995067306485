"""The order of the register, the milestones of one element, and the figures that head an element's page."""

from __future__ import annotations

from progress_report.core.dates import Date
from progress_report.milestones.register_order import neighbours, next_due, siblings

from .history import Make, files, milestone, month, said

REGISTER = (
    milestone("M-3", "2017-07-31")
    + milestone("M-1", "2017-10-31", wbs="1A.02.01")
    + milestone("M-2", "2017-11-30")
    + milestone("M-10", "2017-12-31")
)


def test_neighbours_follow_the_register_as_it_is_shown(project: Make) -> None:
    catalogue = project(files({"2017-08": month()}, REGISTER))

    assert [neighbours(catalogue, name) for name in ("M-3", "M-1", "M-2", "M-10", "M-0")] == [
        ("", "M-1"),
        ("M-3", "M-2"),
        ("M-1", "M-10"),
        ("M-2", ""),
        ("", ""),
    ]


def test_siblings_are_the_others_of_the_same_element(project: Make) -> None:
    catalogue = project(files({"2017-08": month()}, REGISTER))

    assert siblings(catalogue, "M-2") == ("M-3", "M-10")
    assert siblings(catalogue, "M-1") == ()


def test_an_element_names_the_milestone_that_is_due_next(project: Make) -> None:
    catalogue = project(
        files({"2017-08": month(said("delayed", "M-10", forecast="2018-02"))}, REGISTER),
    )

    assert next_due(catalogue, "1A.01") == ("M-2", Date(2017, 11, 30))
    assert next_due(catalogue, "1B") is None
