"""A month as one PDF: readable by eye and by ear, its links alive, and the same bytes each time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from ..conftest import Site, build
from .built import MONTHS, change, plain_copy

MONTH = "2021-01"
INDEX = f"reports/{MONTH}/index.md"
TEXT = (MONTHS / INDEX).read_text(encoding="utf-8")
CHART = "\n## Chart\n\n```{burndown}\n```\n"
WIDE = "\n## Wide\n\n" + "".join(
    "|" + "|".join(cells) + "|\n"
    for cells in (
        [f"C{number}" for number in range(22)],
        ["---"] * 22,
        [f"value number {number}" for number in range(22)],
    )
)
WIDE += "\nDone: ✅ 漢字 ☃\n"
#: A link around a picture that is not there.
LINKED = "\n```{image} nowhere.png\n:target: https://a.example\n```\n"
BASE = "https://reports.example/site"

AREAS = ["1A.01 Optics", "1A.02 Software"]

#: With fewer words besides its head and foot, a page is as good as blank.
WORDS = 10


def print_month(base: Path, files: Mapping[str, str] | None = None, *options: str) -> Site:
    """Print a month of ``test-months`` with some files replaced; skip if PDFs can't be made."""
    source = plain_copy(base / "source")
    change(source, files or {})
    month = ("-D", f"report_pdf_month={MONTH}")
    site = build(source, base / "pdf", *month, *options, builder="month-pdf")
    if site.status and "requirements-pdf.txt" in site.warnings:
        if os.environ.get("REPORT_NEED_PDF"):
            pytest.fail(site.warnings)
        pytest.skip(
            "no printer of PDFs on this machine; `make system` and `REPORT_NEED_PDF=1 make test` install it"
        )
    return site


def read(site: Site) -> PdfReader:
    """The only file of the output."""
    (path,) = site.out.iterdir()
    return PdfReader(path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A published month, its page with a chart."""
    return print_month(tmp_path_factory.mktemp("pdf"), {INDEX: f"{TEXT}{CHART}"}, "-D", "author=Ada")


@pytest.fixture(scope="module")
def pdf(site: Site) -> PdfReader:
    return read(site)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The month as a draft, of a site whose address is known."""
    files = {INDEX: TEXT.replace("status: published", "status: draft") + WIDE + LINKED}
    return read(print_month(tmp_path_factory.mktemp("draft"), files, "-D", f"html_baseurl={BASE}/"))


def structure(element: Any) -> Iterator[Any]:
    """The elements of the structure tree, depth first."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for each in element:
            yield from structure(each)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element
        yield from structure(element.get("/K", []))


def links(pdf: PdfReader) -> list[Any]:
    """The annotations of all pages that are links."""
    found = [each.get_object() for page in pdf.pages for each in page.get("/Annots", [])]
    return [each for each in found if each["/Subtype"] == "/Link"]


def targets(pdf: PdfReader) -> list[str]:
    """The names of places in the document that links lead to."""
    places = (each.get("/Dest") or each.get("/A", {}).get("/D") for each in links(pdf))
    return [str(place) for place in places if place]


def addresses(pdf: PdfReader) -> set[str]:
    """Where links lead that leave the document."""
    return {str(each["/A"]["/URI"]) for each in links(pdf) if "/URI" in each.get("/A", {})}


class Bookmark(NamedTuple):
    level: int
    title: str
    page: int


def outline(pdf: PdfReader) -> list[Bookmark]:
    """The bookmarks in order; levels and pages are counted from 1."""

    def entries(found: list[Any], level: int) -> Iterator[Bookmark]:
        for entry in found:
            if isinstance(entry, list):
                yield from entries(entry, level + 1)
            else:
                yield Bookmark(level, entry.title, (pdf.get_destination_page_number(entry) or 0) + 1)

    return list(entries(pdf.outline, 1))


def test_a_month_is_printed_without_a_warning(site: Site) -> None:
    assert (site.status, site.warnings) == (0, "")


def test_the_file_says_what_it_is(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "January 2021 – Small telescope"
    assert pdf.metadata.author == "Ada"
    assert str(pdf.metadata["/CreationDate"]).startswith("D:20210131")
    assert str(pdf.metadata["/ModDate"]).startswith("D:20210131")
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_file_can_be_read_by_ear(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()

    kinds = [element["/S"] for element in structure(root["/StructTreeRoot"])]
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(kinds)
    pictures = [each for each in structure(root["/StructTreeRoot"]) if each["/S"] == "/Figure"]
    names = [each.get("/Alt") for each in pictures]
    assert all(names)
    assert any(name.startswith("Burndown of all milestones: at the end of February 2021") for name in names)


def test_bookmarks_follow_the_month_and_then_its_areas(pdf: PdfReader) -> None:
    shown = outline(pdf)

    assert [each.title for each in shown if each.level == 1] == ["January 2021", *AREAS]
    titles = [each.title for each in shown]
    assert titles.index("High-level summary") < titles.index("1A.01 Optics")
    assert Bookmark(3, "1A.01.01 Mirrors", {each.title: each.page for each in shown}[AREAS[0]]) in shown


def test_the_contents_name_the_page_of_each_area(pdf: PdfReader) -> None:
    pages = {each.title: each.page for each in outline(pdf)}
    contents = [line.split() for line in pdf.pages[0].extract_text().splitlines()]

    for area in AREAS:
        (line,) = [words for words in contents if words[: len(area.split())] == area.split()]
        assert line[-1] == str(pages[area])


def test_every_page_but_the_first_has_head_and_foot_and_none_is_blank(pdf: PdfReader) -> None:
    for number, page in enumerate(pdf.pages[1:], 2):
        text = page.extract_text()
        for said in (
            f"Page {number} of {len(pdf.pages)}", "Figures as of 2021-01-31", "January 2021 · Small telescope"
        ):  # fmt: skip
            assert said in text
            text = text.replace(said, "")
        assert len(text.split()) >= WORDS


def test_links_within_the_month_lead_to_their_place(pdf: PdfReader) -> None:
    names = pdf.named_destinations

    assert f"reports/{MONTH}/1A.02#accomplishments-1A-02-01" in targets(pdf)
    assert f"reports/{MONTH}/1A.01" in targets(pdf)
    assert [name for name in targets(pdf) if name not in names] == []


def test_links_to_trackers_live_and_those_to_the_site_are_text(pdf: PdfReader) -> None:
    assert "https://tracker.example/issues/T-111" in addresses(pdf)
    assert {address.partition(":")[0] for address in addresses(pdf)} == {"https"}
    assert not any("milestones/OPT-1" in address for address in addresses(pdf))
    assert any("OPT-1" in page.extract_text() for page in pdf.pages)


def test_links_to_the_site_live_where_its_address_is_known(draft: PdfReader) -> None:
    assert f"{BASE}/milestones/OPT-1.html" in addresses(draft)
    assert f"{BASE}/reports/2021-02/index.html" in addresses(draft)


def test_a_link_around_a_picture_that_is_missing_has_its_words(draft: PdfReader) -> None:
    assert "https://a.example" in {address.rstrip("/") for address in addresses(draft)}


def test_a_draft_says_so_on_every_page(draft: PdfReader) -> None:
    assert [page.page_number for page in draft.pages if "Draft" not in page.extract_text()] == []


def test_two_prints_are_the_same_bytes_and_a_new_one_takes_the_place_of_the_old(
    site: Site, tmp_path: Path
) -> None:
    elsewhere = print_month(tmp_path, {INDEX: f"{TEXT}{CHART}"}, "-D", "author=Ada", "-j", "2")

    (here,), (there,) = site.out.iterdir(), elsewhere.out.iterdir()

    assert here.name == there.name
    assert here.read_bytes() == there.read_bytes()
    assert str(site.source).encode() not in here.read_bytes()

    change(elsewhere.source, {f"reports/{MONTH}/1A.02.md": None})
    build(elsewhere.source, elsewhere.out, "-D", f"report_pdf_month={MONTH}", builder="month-pdf")

    (new,) = elsewhere.out.iterdir()
    assert new.name != there.name
    assert AREAS[1] not in [each.title for each in outline(PdfReader(new))]


def test_a_month_that_is_not_there_is_told_in_one_line(site: Site) -> None:
    options = ("-D", "report_pdf_month=2021-30", "-D", "author=Ada")
    none = build(site.source, site.out.parent / "none", *options, builder="month-pdf", doctrees=site.doctrees)

    assert none.status == 1
    assert none.lines() == ["there is no month '2021-30' to print; did you mean '2021-03'?"]


def test_a_table_that_is_wider_than_the_page_turns_with_it(draft: PdfReader) -> None:
    (page,) = (page for page in draft.pages if "C21" in page.extract_text())
    width, height = page.mediabox[2:]
    places: list[float] = []
    page.extract_text(
        visitor_text=lambda text, user, matrix, *_: places.append(matrix[4] * user[0] + user[4])
    )

    assert width > height
    assert max(places) < width
    assert {page.mediabox[2] for page in draft.pages} == {width, height}


def test_what_the_typeface_lacks_is_printed_with_fonts_of_packages(draft: PdfReader) -> None:
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in draft.pages
        for font in cast("DictionaryObject", page["/Resources"]).get("/Font", {}).values()
    }

    assert [name for name in ("NotoEmoji", "CJK") if not any(name in font for font in fonts)] == []
