"""The roles ``ticket``, ``milestone``, ``wbs``, ``document`` and ``month``: what each links to, and what
happens to an id that is nothing (content model, section 5)."""

from __future__ import annotations

import posixpath

import pytest
from bs4 import Tag
from progress_report.syntax.allowed_markup import ROLES

from ..conftest import Site
from .built import MONTHS, case_sections, links, mark_of, variant

PAGE = "reports/2021-01/1A.03.html"

#: The address of a ticket, without its id.
TRACKED = "https://tracker.example/issues/"

#: Markdown, then the address and text of each link that it gives.
GOOD: dict[str, list[tuple[str, str]]] = {
    "{ticket}`T-1`": [("https://tracker.example/issues/T-1", "T-1")],
    "{ticket}`CR-7`": [("https://tracker.example/changes/7", "CR-7")],
    "{ticket}`T-1, CR-2,T-3`": [
        ("https://tracker.example/issues/T-1", "T-1"),
        ("https://tracker.example/changes/2", "CR-2"),
        ("https://tracker.example/issues/T-3", "T-3"),
    ],
    "{ticket}`the fix <T-1>`": [("https://tracker.example/issues/T-1", "the fix")],
    "{ticket}`a, b and c <T-1>`": [("https://tracker.example/issues/T-1", "a, b and c")],
    "{report:ticket}`T-1`": [("https://tracker.example/issues/T-1", "T-1")],
    "{milestone}`OPT-2.1`": [("../../milestones/OPT-2.1.html", "OPT-2.1")],
    "{milestone}`OPT-1, R7B`": [
        ("../../milestones/OPT-1.html", "OPT-1"),
        ("../../milestones/R7B.html", "R7B"),
    ],
    "{milestone}`the closed loop <LOOP10>`": [("../../milestones/SW-10.html", "the closed loop")],
    "{wbs}`1A.01.01`": [("../../wbs/1A.01.01.html", "1A.01.01 Mirrors")],
    "{wbs}`P.1A.01.01`": [("../../wbs/1A.01.01.html", "1A.01.01 Mirrors")],
    "{wbs}`1A.01.02`": [("../../wbs/1A.01.02.html", "1A.01.02 Lenses")],
    "{wbs}`1A.02.01`": [("../../wbs/1A.02.01.html", "1A.02.01 Control *loops* <fast> & slow")],
    "{wbs}`1A.02.02`": [("../../wbs/1A.02.02.html", "1A.02.02")],
    "{wbs}`the mirrors <P.1A.01.01>`": [("../../wbs/1A.01.01.html", "the mirrors")],
    "{document}`DOC-1`": [("https://docs.example/DOC-1", "DOC-1")],
    "{document}`NOTE-12`": [("https://notes.example/n12", "NOTE-12")],
    "{document}`DOC-8, DOC-7`": [
        ("https://elsewhere.example/handbook.html", "DOC-8"),
        ("https://docs.example/DOC-7", "DOC-7"),
    ],
    "{document}`the handbook <DOC-8>`": [("https://elsewhere.example/handbook.html", "the handbook")],
    "{month}`2021-02`": [("../2021-02/index.html", "February 2021")],
    "{month}`the draft <2021-03>`": [("../2021-03/index.html", "the draft")],
    "{any}`SW-11`": [("../../milestones/SW-11.html", "SW-11")],
    "[the plan](SW-11)": [("../../milestones/SW-11.html", "the plan")],
    # What sets a text in some type is no fault by the style that it sets.
    " ".join(f"{{{role}}}`x`" for role in sorted(ROLES - set("any doc eq pep ref rfc t term".split()))): [],
}

#: Markdown with an id that is nothing, the end of the warning that it gives, and its code.
BAD: dict[str, tuple[str, str]] = {
    "{ticket}`TT-1`": ("unknown ticket 'TT-1'; did you mean 'T'?", "ticket"),
    "{ticket}`T-1O`": ("unknown ticket 'T-1O'; did you mean 'T'?", "ticket"),
    "{milestone}`R7-B`": ("unknown milestone 'R7-B'; did you mean 'R7B'?", "milestone"),
    "{milestone}`it <SW-100>`": ("unknown milestone 'SW-100'; did you mean 'SW-10'?", "milestone"),
    "{milestone}`sw-10`": ("unknown milestone 'sw-10'; did you mean 'SW-10'?", "milestone"),
    "{wbs}`1A.01.O1`": ("unknown WBS element '1A.01.O1'; did you mean '1A.01.01'?", "element"),
    "{document}`DOCS-1`": ("unknown document 'DOCS-1'; did you mean 'DOC'?", "document"),
    "{month}`2021-05`": ("no report for month '2021-05'; did you mean '2021-03'?", "month"),
}  # fmt: skip

#: A list with one id that is nothing.
MIXED = "{ticket}`T-1, X-2, CR-3`"

#: The line of the page on which the first bad case stands, and lines from each to the next.
FIRST, STEP = 7, 4


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Site:
    text = f"# 1A.03 Outreach\n\n## Done\n\n{case_sections(list(GOOD))}"
    later = "# 1A.03 Outreach\n\n## Done\n\n{wbs}`1A.01.02`\n"
    ids = "T-1, T-901, DOC-8 and DOC-901"
    files = {
        "reports/2021-01/1A.03.md": text,
        "reports/2021-02/1A.03.md": later,
        "reports/2021-03/1A.03.md": f"# 1A.03 Outreach\n\n## Done\n\n{ids}\n",
        "index.rst": f"{(MONTHS / 'index.rst').read_text(encoding='utf-8')}\n{ids}\n",
    }
    return variant(tmp_path_factory.mktemp("roles"), files)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Site:
    text = f"# 1A.03 Outreach\n\n## Done\n\n{case_sections([*BAD, MIXED])}"
    return variant(tmp_path_factory.mktemp("bad_roles"), {"reports/2021-01/1A.03.md": text})


def paragraph(site: Site, cases: list[str], text: str) -> Tag:
    """What one of the cases became."""
    found = site.page(PAGE).select_one(f"#accomplishments-1A-03-case-{cases.index(text)} p")
    assert found is not None
    return found


@pytest.mark.parametrize("text", GOOD)
def test_a_role_links_to_what_it_names(good: Site, text: str):
    assert links(paragraph(good, list(GOOD), text)) == GOOD[text]


@pytest.mark.parametrize(
    ("page", "text", "entry", "mark"),
    [
        (PAGE, "T-1", "tickets/T-0-499.html#T-1", "T-1 in its tracker"),
        (PAGE, "the fix", "tickets/T-0-499.html#T-1", "T-1 in its tracker"),
        (PAGE, "NOTE-12", "documents/NOTE-0-499.html#NOTE-12", "Open NOTE-12"),
        (PAGE, "the handbook", "documents/DOC-0-499.html#DOC-8", "Open DOC-8"),
        ("reports/2021-03/1A.03.html", "T-1", "tickets/T-0-499.html#T-1", "T-1 in its tracker"),
        ("index.html", "T-1", "tickets/T-0-499.html#T-1", "T-1 in its tracker"),
        ("index.html", "DOC-8", "documents/DOC-0-499.html#DOC-8", "Open DOC-8"),
    ],
)
def test_an_id_links_to_its_entry_here_and_its_mark_to_the_tracker(
    good: Site, page: str, text: str, entry: str, mark: str
):
    link = good.page(page).find("a", string=text)
    address = posixpath.normpath(posixpath.join(posixpath.dirname(page), str(link["href"])))

    assert address == entry
    assert mark_of(link)["title"] == mark
    target, _, anchor = entry.partition("#")
    assert good.page(target).find(id=anchor)


@pytest.mark.parametrize(
    ("page", "text", "address"),
    [
        pytest.param("reports/2021-03/1A.03.html", "T-901", TRACKED + "T-901", id="cited by a draft only"),
        pytest.param("index.html", "T-901", TRACKED + "T-901", id="cited by no report"),
        pytest.param("index.html", "DOC-901", "https://docs.example/DOC-901", id="not registered"),
        pytest.param("tickets/T-0-499.html", "T-1", TRACKED + "T-1", id="the entry itself"),
    ],
)
def test_an_id_without_an_entry_elsewhere_links_to_the_tracker(
    good: Site, page: str, text: str, address: str
):
    link = good.page(page).find("a", string=text)

    assert (link["href"], mark_of(link)) == (address, None)


def test_good_roles_give_no_warning(good: Site):
    assert good.lines() == []


def test_the_links_of_a_list_stand_between_commas(good: Site):
    shown = paragraph(good, list(GOOD), "{ticket}`T-1, CR-2,T-3`")

    assert shown.get_text() == "T-1, CR-2, T-3"


def test_an_element_has_the_title_that_was_valid_in_the_month_of_the_page(good: Site):
    section = good.page("reports/2021-02/1A.03.html").select_one("#accomplishments-1A-03 p")

    assert section.get_text() == "1A.01.02 Lenses and windows"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("{milestone}`OPT-2.1`", "Second lens mounted"),
        ("{milestone}`the closed loop <LOOP10>`", "Loop closed"),
        ("{document}`the handbook <DOC-8>`", "Handbook"),
    ],
)
def test_a_milestone_and_a_document_show_their_title_on_hover(good: Site, text: str, title: str):
    shown = paragraph(good, list(GOOD), text)

    assert shown.a["title"] == title


@pytest.mark.parametrize("text", BAD)
def test_an_unknown_id_is_one_warning_at_its_line_with_the_nearest_good_value(bad: Site, text: str):
    message, code = BAD[text]
    place = f"reports/2021-01/1A.03.md:{FIRST + STEP * list(BAD).index(text)}: WARNING: "

    found = [line for line in bad.lines() if line.startswith(place)]

    assert found == [f"{place}{message} [report.{code}]"]


def test_every_warning_of_the_build_is_about_a_bad_role(bad: Site):
    assert len(bad.lines()) == len(BAD) + 1


@pytest.mark.parametrize("text", BAD)
def test_an_unknown_id_stays_as_text_and_is_no_link(bad: Site, text: str):
    shown = paragraph(bad, list(BAD), text)

    assert links(shown) == []
    assert shown.get_text() == text.split("`")[1].split(" <")[0]


def test_one_unknown_id_of_a_list_leaves_the_others_linked(bad: Site):
    shown = paragraph(bad, [*BAD, MIXED], MIXED)

    assert shown.get_text() == "T-1, X-2, CR-3"
    assert [text for _, text in links(shown)] == ["T-1", "CR-3"]
