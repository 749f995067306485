"""The data for the choice of a month: those of a month know nothing of later ones."""

from __future__ import annotations

import shutil
from pathlib import Path

from progress_report.export.data import new
from progress_report.export.record_builder import View
from progress_report.outputs.data.month_states import month_states

from ..conftest import ROOTS, loaded


def texts(root: Path) -> dict[str, str]:
    """The text of each file, by name."""
    catalogue = loaded(root)
    view = View(catalogue, "A project", "", lambda kind, name: f"{kind}/{name}", lambda name: f"{name}.html")
    return dict(month_states(view, new))


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
