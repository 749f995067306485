"""The files of the site that programs read, as programs read them."""

from __future__ import annotations

import csv
import datetime
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import feedparser
import ics
import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from progress_report.core.package_files import TEMPLATES

from ..conftest import Site, build, write
from .built import change, few, links, plain_copy, variant
from .places import files

BASE = "https://site.example/reports/"
WITH_BASE = ("-D", f"html_baseurl={BASE}")

#: A milestone whose texts a spreadsheet or a calendar would like to read as its own.
HOSTILE = """
EVIL-1:
  title: '=HYPERLINK("https://evil.example"; "a, b")'
  wbs: 1A.01
  due: 2021-04-30
  level: "+1"
  after: ["@SUM(A1)"]
EVIL-2:
  title: "Ünïcode, with; commas \\\\ and a name that is longer than any line of seventy-five bytes 文字"
  wbs: 1A.01
  due: 2021-04
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three months with hostile milestones, at a known address."""
    base = tmp_path_factory.mktemp("data")
    source = plain_copy(base / "source")
    register = source / "reports/milestones.yaml"
    register.write_text(register.read_text(encoding="utf-8") + HOSTILE, encoding="utf-8")
    conf = source / "conf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(f'{text}\nauthor = "Small & Sons"\nreport_key = "small"\nreport_licence = "CC BY 4.0"\n')
    return build(source, base / "html", *WITH_BASE)


def ours(site: Site) -> set[str]:
    """The files for machines, without the schemas."""
    names = files(site.out)
    return {
        name for name in names
        if re.match(r"data/(?!schema/|index)|feed\.xml|reports/[^/]+\.md", name)
    }  # fmt: skip


def test_the_files_are_those_of_the_content_model(site: Site) -> None:
    assert site.warnings == ""
    assert ours(site) == {
        *(f"data/{name}.json" for name in ("months", "wbs", "milestones", "tickets", "documents")),
        *(f"data/months/2021-0{number}.json" for number in (1, 2)),
        *(f"data/states/{name}.js" for name in ("2021-01", "2021-02", "months")),
        "data/licences.txt",
        "data/milestones.csv",
        "data/milestones.ics",
        "data/needs.json",
        "data/tickets.csv",
        "feed.xml",
        "reports/2021-01.md",
        "reports/2021-02.md",
    }


#: JSON of another form: of this build, and of other tools.
OTHERS = ("build.json", "needs.json")


def test_each_data_file_names_the_schema_that_it_is_valid_by(site: Site) -> None:
    found = sorted((site.out / "data").rglob("*.json"))
    data = [path for path in found if path.parent.name != "schema" and path.name not in OTHERS]
    assert len(data) == 7
    for path in data:
        content = json.loads(path.read_text(encoding="utf-8"))
        schema = json.loads((path.parent / content["$schema"]).read_text(encoding="utf-8"))

        Draft202012Validator(schema).validate(content)
        assert content["site"] == BASE


def test_what_data_files_point_at_is_there(site: Site) -> None:
    def places(value: object) -> list[tuple[str, str]]:
        if isinstance(value, list):
            return [place for each in value for place in places(each)]
        if not isinstance(value, dict):
            return []
        own = [(value["page"], value.get("anchor", ""))] if "page" in value else []
        return own + [place for each in value.values() for place in places(each)]

    found = {
        place
        for path in (site.out / "data").glob("*.json")
        for place in places(json.loads(path.read_text(encoding="utf-8")))
    }
    assert len(found) > 40
    for page, anchor in found:
        path, _, within = page.partition("#")
        assert (site.out / path).exists(), page
        if anchor or within:
            assert site.page(path).find(id=anchor or within), (page, anchor)


# --- the register for a spreadsheet -----------------------------------------------------------------


def test_a_spreadsheet_opens_the_register_right(site: Site) -> None:
    raw = (site.out / "data/milestones.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")

    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))

    by_id = {row["id"]: row for row in rows}
    assert list(by_id)[:2] == ["ARC-1", "EVIL-1"]
    assert by_id["OPT-1"]["status"] == "Achieved"
    assert by_id["OPT-1"]["expected"] == "2021-01-20"
    assert (by_id["OPT-1"]["late"], by_id["OPT-1"]["late_unit"]) == ("-11", "day")
    assert by_id["SW-10"]["first_due"] == "2020-12-31"
    assert by_id["SW-10"]["due"] == "2021-06-30"
    assert by_id["SW-10"]["aka"] == "LOOP10, SW-TEN"
    assert by_id["R7B"]["page"] == f"{BASE}milestones/R7B.html"
    assert by_id["EVIL-2"]["title"].endswith("文字")


def test_no_text_of_the_register_is_a_formula(site: Site) -> None:
    text = (site.out / "data/milestones.csv").read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]

    assert '\'=HYPERLINK("https://evil.example"; "a, b")' in cells
    assert {"'+1", "'@SUM(A1)"} <= set(cells)
    # A number below zero is none.
    assert [cell for cell in cells if re.match(r"[=+@\t\r]|-(?!\d+$)", cell)] == []


# --- Sphinx-Needs ---------------------------------------------------------------------------------


def test_sphinx_needs_finds_each_milestone_with_its_state_and_page(site: Site) -> None:
    told = json.loads((site.out / "data/needs.json").read_text(encoding="utf-8"))

    assert (told["current_version"], list(told["versions"])) == ("2021-02", ["2021-02"])
    version = told["versions"]["2021-02"]
    needs = version["needs"]
    register = json.loads((site.out / "data/milestones.json").read_text(encoding="utf-8"))["milestones"]
    assert list(needs) == [each["id"] for each in register]
    assert version["needs_amount"] == len(needs)
    for each in register:
        need = needs[each["id"]]
        assert (need["id"], need["title"]) == (each["id"], each["title"])
        assert (need["type"], need["status"]) == ("milestone", each["now"]["status"])
        assert need["links"] == [name for name in each["after"] if name in needs]
        assert (site.out / f"{need['docname']}.html").exists()
    assert any(need["links"] for need in needs.values())


# --- the calendar ------------------------------------------------------------------------------------


def events(site: Site) -> dict[str, ics.Event]:
    """The events of the calendar by the first word of their names."""
    text = (site.out / "data/milestones.ics").read_bytes().decode()
    return {event.name.split()[0]: event for event in ics.Calendar(text).events}


def test_a_calendar_shows_the_due_dates_that_are_known_by_day(site: Site) -> None:
    found = events(site)

    # Of OPT-3 and EVIL-2 the month alone is known.
    assert sorted(found) == [
        "ARC-1", "EVIL-1", "OPT-1", "OPT-2", "OPT-2.1", "R7B", "SW-10", "SW-11", "SW-12",
    ]  # fmt: skip
    assert all(event.all_day for event in found.values())
    assert found["SW-10"].begin.date() == datetime.date(2021, 6, 30)
    assert found["ARC-1"].status == "CANCELLED"
    assert found["EVIL-1"].name == 'EVIL-1 =HYPERLINK("https://evil.example"; "a, b")'
    assert found["R7B"].url == f"{BASE}milestones/R7B.html"
    assert found["OPT-2"].description.startswith("Delayed as of 2021-02-28. Forecast: 2021-02.")


def test_no_line_of_the_calendar_is_too_long_and_no_clock_is_in_it(site: Site) -> None:
    raw = (site.out / "data/milestones.ics").read_bytes()

    assert raw.endswith(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert set(re.findall(rb"DTSTAMP:(\S+)", raw)) == {b"20210228T000000Z"}


def ids(site: Site) -> set[str]:
    """What entries of feed and calendar are known by."""
    calendar = {event.uid for event in events(site).values()}
    return calendar | {entry.id for entry in feed(site).entries} | {feed(site).feed.id}


def test_ids_stay_when_the_site_and_its_milestones_move(site: Site, tmp_path: Path) -> None:
    source = shutil.copytree(site.source, tmp_path / "source", symlinks=True)
    register = source / "reports/milestones.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("2021-12-31", "2022-06-30").replace("Mirror polished", "Mirror done"))

    moved = build(source, tmp_path / "html", "-D", "html_baseurl=https://new.example/", "-D", "project=New")

    assert ids(moved) == ids(site)
    assert len(ids(site)) == 9 + 2 + 1


# --- the feed ----------------------------------------------------------------------------------------


def feed(site: Site) -> feedparser.FeedParserDict:
    """The feed as a feed reader gets it, from its address."""
    return feedparser.parse((site.out / "feed.xml").read_bytes(), sanitize_html=False)


def test_a_reader_of_feeds_shows_the_published_months(site: Site) -> None:
    found = feed(site)

    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title == "Small telescope"
    assert found.feed.author == "Small & Sons"
    assert found.feed.rights == "CC BY 4.0"
    assert [entry.title for entry in found.entries] == ["February 2021", "January 2021"]
    assert [entry.published for entry in found.entries] == ["2021-02-28T00:00:00Z", "2021-02-05T00:00:00Z"]
    # January was put right on the ninth.
    assert [entry.updated for entry in found.entries] == ["2021-02-28T00:00:00Z", "2021-02-09T00:00:00Z"]
    assert found.feed.updated == "2021-02-28T00:00:00Z"
    assert [entry.link for entry in found.entries] == [
        f"{BASE}reports/2021-0{number}/index.html" for number in (2, 1)
    ]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id) for entry in found.entries)
    assert found.entries[0].tags[0].term == "summary"


def test_an_entry_has_the_text_of_the_summary_with_whole_addresses(site: Site) -> None:
    february, january = feed(site).entries
    text = BeautifulSoup(january.content[0].value, "html.parser")

    assert text.get_text(" ", strip=True).startswith("The mirror is done ( OPT-1 ), the loop is late.")
    assert [address for address, _ in links(text)] == [
        f"{BASE}milestones/OPT-1.html",
        f"{BASE}wbs/1A.01.html",
        "https://tracker.example/issues/T-100",
    ]
    assert "Put together from the minutes" in february.content[0].value
    assert "Figures as of" not in february.content[0].value


def test_what_anybody_wrote_is_text_in_the_feed(tmp_path: Path) -> None:
    page = (
        "---\nstatus: published\n---\n# <b>April</b> & ]]>\n\n## Summary\n\n"
        "A <script>alert(1)</script> and `a\\x08b` \x08 &#8203;.\n"
    )
    site = few(tmp_path, {"reports/2021-04/index.md": page, "reports/2021-04/milestones.yaml": ""})

    entry = feed(site).entries[0]

    assert not feed(site).bozo
    # A title is told without markup.
    assert entry.title == "April & ]]>"
    assert "<script>" not in entry.content[0].value
    assert "&lt;script&gt;" in entry.content[0].value


def test_without_an_address_the_links_of_the_feed_are_seen_from_where_it_stands(months: Site) -> None:
    raw = (months.out / "feed.xml").read_text(encoding="utf-8")

    addresses = re.findall(r'href="([^"]+)"', raw) + re.findall(r"href=&quot;([^&]+)", raw)
    local = [each for each in addresses if "://" not in each]
    assert len(local) >= 4
    assert [each for each in local if not (months.out / each.partition("#")[0]).exists()] == []


def test_every_page_names_the_feed(months: Site) -> None:
    for name in ("index.html", "reports/2021-01/1A.02.html"):
        link = months.page(name).find("link", type="application/atom+xml")
        assert (months.out / name).parent.joinpath(link["href"]).resolve() == months.out / "feed.xml"


# --- as builds go ------------------------------------------------------------------------------------


def test_what_is_published_no_more_is_in_no_file(tmp_path: Path) -> None:
    site = few(tmp_path, {})
    index = (site.source / "reports/2021-01/index.md").read_text(encoding="utf-8")
    change(site.source, {"reports/2021-01/index.md": index.replace("status: published", "status: draft")})

    again = build(site.source, site.out)

    assert "data/months/2021-01.json" not in ours(again)
    assert "reports/2021-01.md" not in ours(again)
    assert len(feed(again).entries) == 1
    assert [name for name in ours(again) if "Signed off in" in (again.out / name).read_text("utf-8")] == []


def test_without_a_published_month_there_is_neither_feed_nor_calendar(tmp_path: Path) -> None:
    site = variant(tmp_path, {})
    for month in ("2021-01", "2021-02"):
        shutil.rmtree(site.source / "reports" / month)

    again = build(site.source, site.out)

    assert ours(again) == {
        *(f"data/{name}.json" for name in ("months", "wbs", "milestones", "tickets", "documents")),
        "data/licences.txt",
        "data/milestones.csv",
        "data/tickets.csv",
    }
    assert again.page("index.html").find("link", type="application/atom+xml") is None
    clean = build(shutil.copytree(site.source, tmp_path / "clean", symlinks=True), tmp_path / "clean-html")
    assert files(clean.out) == files(again.out)


def test_files_that_stay_the_same_are_not_written(tmp_path: Path) -> None:
    site = few(tmp_path, {})
    before = {name: (site.out / name).stat().st_mtime_ns for name in ours(site)}
    index = site.source / "reports/2021-02/1A.03.md"
    index.write_text(index.read_text(encoding="utf-8") + "\nOne thing more.\n", encoding="utf-8")

    build(site.source, site.out)

    touched = {name for name in ours(site) if (site.out / name).stat().st_mtime_ns != before[name]}
    assert touched == {"data/months.json", "data/months/2021-02.json", "reports/2021-02.md"}


# --- the page about it -------------------------------------------------------------------------------


def test_the_page_links_each_kind_of_file(months: Site) -> None:
    linked = [address for address, _ in links(months.page("data/index.html"))]

    local = {(months.out / "data" / each).resolve().relative_to(months.out.resolve()).as_posix()
             for each in linked if "://" not in each and not each.startswith("#")}  # fmt: skip
    assert {"data/months.json", "data/months/2021-02.json", "feed.xml", "reports/2021-02.md"} <= local
    assert {f"data/schema/{name}.schema.json" for name in ("months", "month", "wbs")} <= local
    assert [name for name in sorted(local) if not (months.out / name).exists()] == []
    assert "data/index.html" in " ".join(address for address, _ in links(months.page("months/index.html")))


def examples(language: str) -> list[str]:
    """The code of a language on the page."""
    page = (TEMPLATES / "pages/data.md").read_text(encoding="utf-8").replace("{{ name }}", "dm")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def answer(command: str, site: Site) -> list[str]:
    """The lines that a command of the page prints, run as it is written there."""
    done = subprocess.run(
        ["sh", "-c", command], cwd=site.out / "data", capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def jq() -> None:
    if shutil.which("jq") is None:
        assert "REPORT_NEED_JQ" not in os.environ, "jq is missing"
        pytest.skip("no jq on this machine; install it with the system's packages")


@pytest.mark.usefixtures("jq")
def test_the_examples_answer_what_they_are_asked(months: Site) -> None:
    slipped, open_by_area, silent, tickets = (answer(command, months) for command in examples("sh"))

    assert slipped == [
        "SW-10 Loop closed: 181 day(s), now expected 2021-06-30",
        "SW-11 Loop tuned: 61 day(s), now expected 2021-05-31",
        "OPT-2.1 Second lens mounted: 1 month(s), now expected 2021-02",
        "OPT-2 First lens mounted: 1 month(s), now expected 2021-02",
        "SW-12 Old release retired: 15 day(s), now expected 2020-12-15",
    ]
    assert open_by_area == ["1A.01: 1 (OPT-2)"]
    assert silent == [line for line in silent if re.fullmatch(r"2021-0[12] 1A\.\S+ \S.*", line)] != []
    assert tickets[0] == "2 T-100 https://tracker.example/issues/T-100"


# --- other projects ----------------------------------------------------------------------------------


def test_another_project_links_to_everything(site: Site, tmp_path: Path) -> None:
    (conf,) = examples("python")
    assert '("https://example.org/reports/", None)' in conf
    inventory = str(site.out / "objects.inv")
    conf = conf.replace('("https://example.org/reports/", None)', f'("{BASE}", {inventory!r})')
    names = {
        "month": "2021-01", "milestone": "SW-10", "wbs": "1A.02", "ticket": "T-100", "document": "DOC-7",
    }  # fmt: skip
    markdown = "# Elsewhere\n\n" + "\n\n".join(
        f"{{external+dm:{kind}}}`{name}`" for kind, name in names.items()
    )
    markdown += "\n\n{external+dm:report:milestone}`OPT-1`\n\n[](inv:dm:report:milestone#R7B)\n"
    rest = "Again\n=====\n\n" + "\n\n".join(f":external+dm:{kind}:`{name}`" for kind, name in names.items())
    write(tmp_path / "other", {"conf.py": conf, "index.md": markdown, "again.rst": f":orphan:\n\n{rest}\n"})

    other = build(tmp_path / "other", tmp_path / "html")

    assert other.warnings == ""
    expected = [
        f"{BASE}reports/2021-01/index.html",
        f"{BASE}milestones/SW-10.html",
        f"{BASE}wbs/1A.02.html",
        f"{BASE}tickets/T-0-499.html#T-100",
        f"{BASE}documents/DOC-0-499.html#DOC-7",
    ]
    body = other.page("index.html").select(".body a.reference.external")
    assert [each["href"] for each in body] == [
        *expected, f"{BASE}milestones/OPT-1.html", f"{BASE}milestones/R7B.html",
    ]  # fmt: skip
    again = other.page("again.html").select(".body a.reference.external")
    assert [each["href"] for each in again] == expected


# --- how to cite -------------------------------------------------------------------------------------


def test_a_published_month_says_how_to_cite_it(site: Site) -> None:
    block = site.page("reports/2021-01/index.html").select_one(".report-cite")

    said = " ".join(block.get_text().split())
    address = f"{BASE}reports/2021-01/index.html"
    assert said.startswith(
        f"Cite as: Small & Sons: January 2021. Small telescope, figures as of 2021-01-31. {address}"
    )
    assert [target for target, _ in links(block)] == [
        address,
        "../2021-01.md",
        "../../data/months/2021-01.json",
    ]
    entry = block.select_one("details pre").get_text()
    assert "@misc{small-2021-01," in entry
    assert "author = {{Small \\& Sons}}," in entry
    assert "year = {2021},\n  month = {2}," in entry


def test_a_draft_does_not_and_an_unknown_address_is_left_out(site: Site, months: Site) -> None:
    assert site.page("reports/2021-03/index.html").select_one(".report-cite") is None
    block = months.page("reports/2021-01/index.html").select_one(".report-cite")
    assert "://" not in block.get_text()
    assert "url =" not in block.get_text()
