"""The PDF of a month in the site: linked and copied where it says what the pages say, else absent.

To the site a print is a file whose name is right; what is in it is proved in ``test_pdf``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from progress_report.domain.pdf_cache import print_name

from ..conftest import Site, build, loaded
from .built import Crawl, change, few_copy, links
from .places import differing, files

MONTH = "2021-02"
PAGE = f"reports/{MONTH}/index.html"
FILE = f"reports/{MONTH}.pdf"
AREA = f"reports/{MONTH}/1A.03.md"

OPTIONS = ("-D", "report_pdf_dir=prints")


def put_print(source: Path, text: bytes = b"%PDF-1.7 a month") -> None:
    """Leave a file where the printer leaves its own."""
    path = source / "prints" / print_name(loaded(source), MONTH)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text)


def edit(source: Path) -> None:
    text = (source / AREA).read_text(encoding="utf-8")
    change(source, {AREA: f"{text}\n- One thing more.\n"})


def clean(site: Site, base: Path) -> Site:
    """Another build of the same source, from nothing."""
    source = base / "clean" / "source"
    shutil.copytree(site.source, source, symlinks=True)
    return build(source, base / "clean" / "html", *OPTIONS)


def shown(site: Site) -> list[str]:
    """The addresses of PDFs on the month's page."""
    return [address for address, _ in links(site.page(PAGE)) if address.endswith(".pdf")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was built, then printed, then built again."""
    base = tmp_path_factory.mktemp("prints")
    source = few_copy(base / "source")
    before = build(source, base / "html", *OPTIONS)
    assert shown(before) == []
    put_print(source)
    return build(source, base / "html", *OPTIONS)


def test_a_print_is_linked_and_copied(site: Site, tmp_path: Path) -> None:
    assert shown(site) == [f"../{MONTH}.pdf"]
    assert (site.out / FILE).read_bytes() == b"%PDF-1.7 a month"
    assert [line for line in Crawl(site).broken() if ".pdf" in line] == []
    assert differing(files(site.out), files(clean(site, tmp_path).out)) == []


def test_only_the_page_of_the_month_leads_to_its_print(site: Site) -> None:
    leading = [
        name for name, page in Crawl(site).pages.items() if any(a.endswith(".pdf") for a, _ in links(page))
    ]

    assert leading == [PAGE]


def test_other_builders_know_of_no_print(site: Site, tmp_path: Path) -> None:
    text = build(site.source, tmp_path / "text", *OPTIONS, builder="text", doctrees=site.doctrees)

    assert "PDF" not in (text.out / f"reports/{MONTH}/index.txt").read_text(encoding="utf-8")
    assert list(text.out.rglob("*.pdf")) == []


def test_a_print_stays_until_its_month_is_edited(tmp_path: Path) -> None:
    source = few_copy(tmp_path / "source")
    put_print(source)
    site = build(source, tmp_path / "html", *OPTIONS)

    put_print(source, b"%PDF-1.7 better type")
    change(source, {"reports/2021-01/1A.01.md": None})
    build(source, site.out, *OPTIONS)

    assert shown(site) == [f"../{MONTH}.pdf"]
    assert (site.out / FILE).read_bytes() == b"%PDF-1.7 better type"

    edit(source)
    build(source, site.out, *OPTIONS)

    assert shown(site) == []
    assert not (site.out / FILE).exists()
    assert differing(files(site.out), files(clean(site, tmp_path).out)) == []
