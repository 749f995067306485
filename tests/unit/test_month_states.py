"""The data for the choice of a month: those of a month know nothing of later ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from progress_report.export.record_builder import View
from progress_report.outputs.data.month_states import month_states

from ..conftest import ROOTS, loaded


def texts(root: Path) -> dict[str, str]:
    """The text of each file, by name."""
    catalogue = loaded(root)
    view = View(catalogue, "A project", "", lambda kind, name: f"{kind}/{name}", lambda name: f"{name}.html")
    return {each.name: each.make().decode() for each in month_states(view)}


def test_a_note_has_the_links_that_content_may_have(tmp_path: Path) -> None:
    root = shutil.copytree(ROOTS / "test-history", tmp_path / "project")
    file = root / "reports/2021-02/milestones.yaml"
    note = (
        "See T-30, **ANT-1**, {wbs}`2C.01`, {month}`January <2021-01>`, [minutes](https://example.org/m),\n"
        "      [there](../2021-01/index.md#areas), [it](javascript:alert) <img src=x onerror=alert()> `T-30`."
    )
    file.write_text(file.read_text(encoding="utf-8").replace("The compiler is slow.", f"|\n      {note}"))

    data = json.loads(texts(root)["states/2021-02.js"].partition(",")[2].removesuffix(");\n"))
    (shown,) = [row[-1] for row in data["late"][1] if row[0] == ["COR-1"]]

    (look, pieces) = shown[0]
    assert look == ""
    assert [(piece[0], piece[1]) for piece in pieces if isinstance(piece, list)] == [
        ("T-30", "ticket/T-30"),
        ("ANT-1", "milestone/ANT-1"),
        ("2C.01 Antennas", "wbs/2C.01"),
        ("January", "month/2021-01"),
        ("minutes", "https://example.org/m"),
        ("there", "reports/2021-01/index.html#areas"),
    ]
    said = "".join(piece if isinstance(piece, str) else piece[0] for piece in pieces)
    assert said.endswith("there, [it](javascript:alert)  T-30.")


def test_a_later_month_changes_no_data_of_earlier_ones(tmp_path: Path) -> None:
    root = shutil.copytree(ROOTS / "test-history", tmp_path / "project")
    before = texts(root)
    assert len(before) == 5

    for month in ("2021-04", "2021-03"):
        shutil.rmtree(root / "reports" / month)
        now = texts(root)
        del now["states/months.js"]
        assert f"states/{month}.js" not in now
        assert now == {name: before[name] for name in now}
