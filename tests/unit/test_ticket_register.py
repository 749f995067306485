"""A long register of tickets is read in pieces: as the whole says it, and only what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from progress_report.content.registers import Element, Ticket, read_tickets
from progress_report.core.problems import Problem, Problems
from progress_report.load import ticket_register
from progress_report.load.reading_cache import Readings
from progress_report.load.ticket_register import read_ticket_register
from progress_report.syntax.yaml_text import read

from ..conftest import SETTINGS

TREE = {"1A": Element("1A", "")}

ENTRIES = [
    f"DM-{number}:\n  title: '{number}: a title'\n  element: {'1A' if number % 50 else '9Z'}\n"
    if number % 3
    else f'"DM-{number}": Of one line\n# DM-0: a comment\n\n'
    for number in range(1, 400)
]
LONG = "# At the top\n\n" + "".join([*ENTRIES, "DM-7: Again\n"])


@pytest.fixture(autouse=True)
def every_register_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticket_register, "SHORT", 0)


def in_pieces(text: str, kept: Path | None = None) -> tuple[dict[str, Ticket], dict[str, int], list[Problem]]:
    """The tickets, their lines, and the problems."""
    problems = Problems("reports/tickets.yaml")
    found = read_ticket_register(text, TREE, SETTINGS, problems, Readings(kept, "basis"))
    return found, {name: each.line for name, each in found.items()}, sorted(problems.found)


def as_a_whole(text: str) -> tuple[dict[str, Ticket], dict[str, int], list[Problem]]:
    problems = Problems("reports/tickets.yaml")
    found = read_tickets(read(text, problems), TREE, SETTINGS, problems)
    return found, {name: each.line for name, each in found.items()}, sorted(problems.found)


def test_the_pieces_of_a_register_say_what_the_whole_says() -> None:
    assert len(list(ticket_register._pieces(LONG))) > 2
    found, lines, problems = in_pieces(LONG)
    whole, lines_of_whole, problems_of_whole = as_a_whole(LONG)

    assert (found, list(found), lines) == (whole, list(whole), lines_of_whole)
    # YAML itself finds a key that occurs twice, the register one in another piece.
    other = [each for each in problems_of_whole if each.code != "duplicate"]
    assert [each for each in problems if each.code != "duplicate"] == other
    assert [(each.line, each.code) for each in problems if each not in other] == [
        (each.line, each.code) for each in problems_of_whole if each not in other
    ]


def test_an_edit_reads_one_piece_again_and_keeps_all_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_pieces(LONG, tmp_path) == in_pieces(LONG)
    again: list[str] = []

    def noted(text: str, problems: Problems, line: int) -> object:
        again.append(text)
        return read(text, problems, line)

    monkeypatch.setattr(ticket_register, "read", noted)
    edited = LONG.replace("'5: a title'", "'5: a title'\n  status: Done\n  as_of: 2017-08")

    assert in_pieces(edited, tmp_path)[:2] == as_a_whole(edited)[:2]
    # Those with a fault are read again since their lines have moved.
    assert any("status" in piece for piece in again)
    faulty = [piece for piece in again if "9Z" in piece]
    assert [piece for piece in again if piece not in faulty and "status" not in piece] == []


@pytest.mark.parametrize(
    "text", ["{DM-1: A,\nDM-2: B}\n", "---\nDM-1: A\nDM-2: B\n", '"DM-1": "a\n  b"\nDM-2: |\n  DM-3: x\n', ""]
)
def test_a_register_in_another_form_is_read_as_a_whole(text: str) -> None:
    assert in_pieces(text) == as_a_whole(text)
