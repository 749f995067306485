"""The titles and facts of many tickets on one page: whole while there is room, then shortened."""

from __future__ import annotations

from progress_report.content.registers import Ticket
from progress_report.core.dates import Date
from progress_report.render.tickets import ROOM, title_and_facts

DAY = Date(2017, 8, 28)


def test_a_ticket_has_its_title_and_its_facts_with_their_date() -> None:
    ticket = Ticket("DM-1", "First", "Done", DAY, "1A.01", "DM-9", Date(2017, 9, 1))

    assert title_and_facts((ticket, Ticket("DM-2"))) == {
        "DM-1": ("First", "Done (as of 2017-09-01), resolved 2017-08-28; 1A.01; part of DM-9"),
        "DM-2": ("", ""),
    }


def test_many_long_titles_are_shortened_to_the_room_that_they_have() -> None:
    tickets = tuple(Ticket(f"DM-{number}", "long title " * 40, "Done", DAY) for number in range(500))

    found = title_and_facts(tickets)

    assert all(
        title.endswith("…") and facts == "Done, resolved 2017-08-28" for title, facts in found.values()
    )
    assert ROOM * 0.9 < sum(len(title) + len(facts) + 60 for title, facts in found.values()) <= ROOM
