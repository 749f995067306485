"""Diagrams are drawn in a process that can be ended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from progress_report.outputs.drawings import diagrams


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    diagrams.stop()


def test_a_drawing_that_takes_too_long_is_ended_and_the_next_one_is_drawn() -> None:
    star = "flowchart TD\n" + "".join(f"a --> b{number}\n" for number in range(200))

    with pytest.raises(RuntimeError, match="longer than 1 seconds"):
        diagrams.draw(star, "neutral", {}, seconds=1)

    assert diagrams.draw("flowchart TD\na --> b\n", "neutral", {}).startswith("<svg")


def test_what_is_no_diagram_is_said() -> None:
    with pytest.raises(RuntimeError, match=r"(?i)no diagram|unknown|syntax|parse"):
        diagrams.draw("no diagram at all", "neutral", {})


def test_the_diagrams_of_a_page_share_its_time() -> None:
    page = diagrams.Allowance(0.5)
    star = "flowchart TD\n" + "".join(f"a --> b{number}\n" for number in range(200))

    with pytest.raises(RuntimeError, match=r"longer than 0\.5 seconds"):
        diagrams.draw(star, "neutral", {}, page=page)
    with pytest.raises(RuntimeError, match="the diagrams of one page take longer than 60 seconds"):
        diagrams.draw("flowchart TD\na --> b\n", "neutral", {}, page=page)


def test_a_drawing_takes_its_time_from_that_of_the_page() -> None:
    page = diagrams.Allowance(30)

    diagrams.draw("flowchart TD\na --> b\n", "neutral", {}, page=page)

    assert 0 < page.seconds < 30
