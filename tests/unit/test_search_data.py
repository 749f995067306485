"""The parts of the search index: each month by itself, the terms of earlier months apart from the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from progress_report.content.catalogue import Catalogue
from progress_report.outputs.search.search_data import RECENT, IndexPart, add_parts
from progress_report.outputs.search.search_text import Words

from .history import Make, done, files, month

MONTHS = [f"2017-{number:02}" for number in range(1, RECENT + 3)]


def parts_of(catalogue: Catalogue) -> dict[str, IndexPart]:
    """Return the parts by name."""
    found = {}

    def add(name: str, _: str, make: Callable[[], IndexPart]) -> tuple[Any, str]:
        found[name] = make()
        return found[name].summary, ""

    add_parts(catalogue, [], {}, Words(set(), lambda word: word), str, add)
    return found


def places_of(parts: dict[str, IndexPart], term: str) -> list[str]:
    """Return the documents of the places of a term, as a browser finds them."""
    core: Any = parts["core"].files["core"]
    listed = [name for name, _, count, *_ in core["documents"] for _ in range(count)]
    found = []
    for piece, number, _, _ in core["terms"]:
        for terms in parts[piece].files.values():
            for posting in terms.get(term, ()):  # type: ignore[attr-defined]
                number += posting >> 3
                found.append(listed[number - len(core["things"])])
    return found


def test_an_edit_of_a_new_month_changes_no_part_of_an_earlier_one(project: Make) -> None:
    before = {name: month(A01=done("1A.01.01", says=f"- Telescope in {name}.")) for name in MONTHS}
    after = {**before, MONTHS[-1]: month(A01=done("1A.01.01", says="- A mirror. ") + done("1A.01.02"))}
    old, new = (parts_of(project(files(each))) for each in (before, after))

    assert {name for name in old if old[name] != new[name]} == {MONTHS[-1], "terms", "spellings", "core"}
    in_each = [f"reports/{name}/1A.01" for name in reversed(MONTHS)]
    assert places_of(old, "telescope") == in_each
    assert places_of(new, "telescope") == in_each[1:]


def test_an_element_below_a_renamed_one_has_the_id_that_it_had_there(project: Make) -> None:
    wbs = "1A: Whole\n1A.05:\n  title: Part\n  area: true\n  aka: 1A.01\n1A.05.02: Piece\n"
    core: Any = parts_of(project({"reports/wbs.yaml": wbs}))["core"].files["core"]

    assert {each[1]: each[3:] for each in core["things"] if each[0] == "wbs"} == {
        "1A": [],
        "1A.05": ["1A.01"],
        "1A.05.02": ["1A.01.02"],
    }
