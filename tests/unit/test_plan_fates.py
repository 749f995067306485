"""What became of plans: kept, planned again, dropped in silence, and since when each was planned."""

from __future__ import annotations

from progress_report.content.catalogue import Catalogue
from progress_report.progress.plan_fates import (
    AGAIN,
    DROPPED,
    KEPT,
    UNKNOWN,
    UNPLANNED,
    fates_by_month,
    plan_fates,
)
from progress_report.render.plan_fates import MANY, fate_tables

from .history import Make, done, files, month, planned
from .test_charts import LINKS

P1, P2, P3 = "1A.01.01", "1A.01.02", "1A.02.01"


def fates(catalogue: Catalogue, name: str, wbs: str = "") -> dict[str, tuple[str, str]]:
    """What became of the plan of each element, and since when it was planned."""
    listed = plan_fates(catalogue, name, wbs)
    assert listed is not None
    return {each.pair.element: (each.fate, each.since) for each in listed.fates}


def test_a_plan_is_kept_planned_again_or_dropped_in_silence(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-07": month(A01=planned(P1, P2), A02=planned(P3)),
                "2017-08": month(A01=done(P1) + planned(P2), A02=done("1A.02")),
            }
        )
    )

    assert fates(catalogue, "2017-08") == {
        P1: (KEPT, "2017-07"),
        P2: (AGAIN, "2017-07"),
        P3: (DROPPED, "2017-07"),
        "1A.02": (UNPLANNED, ""),
    }
    assert fates(catalogue, "2017-08", P2) == {P2: (AGAIN, "2017-07")}


def test_a_plan_is_followed_back_through_the_months_that_only_repeated_it(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-05": month(A01=planned(P1)),
                "2017-06": month(A01=done(P1) + planned(P1)),
                "2017-07": month(A01=planned(P1)),
                "2017-08": month(A01=done(P1)),
            }
        )
    )

    # What was done in June kept the plan of May; June's plan was repeated in July.
    assert fates(catalogue, "2017-08") == {P1: (KEPT, "2017-06")}


def test_the_silence_of_a_summary_drops_nothing_and_a_stated_silence_keeps_nothing(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-07": month(A01=planned(P1, P2)),
                "2017-08": month(A01=done(P2, says="No activity."), summary=True),
            }
        )
    )

    assert fates(catalogue, "2017-08") == {P1: (UNKNOWN, "2017-07"), P2: (DROPPED, "2017-07")}


def test_plans_are_counted_by_area_and_month(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(A01=planned(P1)),
                "2017-07": month(A01=done(P1) + planned(P1, P2), A02=planned(P3)),
                "2017-08": month(A01=done(P1), A02=done(P3)),
            }
        )
    )

    found = fates_by_month(catalogue, 6)

    assert [(each.month, each.planned_in) for each in found] == [
        ("2017-07", "2017-06"),
        ("2017-08", "2017-07"),
    ]
    counts = {each.area: each.counts for each in found[1].areas}
    assert counts == {"1A.01": (1, 0, 1, 0), "1A.02": (1, 0, 0, 0)}
    assert fates_by_month(catalogue, 1) == found[1:]


def test_a_long_list_is_grouped_by_area_with_the_data_that_filters_it(project: Make) -> None:
    wbs = "1A: Whole\n" + "".join(
        f"1A.{area:02}:\n  title: Area {area}\n  area: true\n1A.{area:02}.01: Part\n"
        for area in range(MANY + 1)
    )
    areas = {f"A{area:02}": planned(f"1A.{area:02}.01") for area in range(MANY + 1)}
    catalogue = project(files({"2017-07": month(**areas), "2017-08": month(A00=done("1A.00.01"))}, wbs=wbs))
    listed = plan_fates(catalogue, "2017-08")
    assert listed is not None

    parts = fate_tables(listed, LINKS, str, str, anchored=True)

    data = [row.get("data") for part in parts for row in part.parts() if row.get("data")]
    assert data == [
        {"state": KEPT if area == 0 else DROPPED, "area": f"1A-{area:02}"} for area in range(MANY + 1)
    ]
    anchors = [anchor for part in parts for each in part.parts() for anchor in each.get("ids", ())]
    assert anchors == [f"plans-1A-{area:02}" for area in range(MANY + 1)]


def test_each_area_of_a_short_list_has_its_anchor_once(project: Make) -> None:
    july = month(A01=planned(P1, P2), A02=planned(P3))
    listed = plan_fates(project(files({"2017-07": july, "2017-08": month(A01=done(P1))})), "2017-08")
    assert listed is not None

    (table,) = fate_tables(listed, LINKS, str, str, anchored=True)

    assert [anchor for each in table.parts() for anchor in each.get("ids", ())] == [
        "plans-1A-01",
        "plans-1A-02",
    ]
