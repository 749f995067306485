"""A site in German has no word of English, except what its authors wrote, nor of months if it reports on
quarters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from .. import messages
from ..conftest import Site, build, copy_project, shared, write
from .built import MONTHS

CONF = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
project = "Kuppelbau"
author = copyright = "Kuppelbau"
language = "de"
extensions = ["progress_report"]
include_patterns = ["index.rst", "reports/**"]
templates_path = ["_templates"]
html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["_static"]
html_theme_options = {"navigation_with_keys": False, "secondary_sidebar_items": ["page-toc", "edit-source"]}
html_copy_source = False
html_show_sphinx = False
report_period = "quarter"
report_trackers = {
    "#{number}": "https://code.example/bau/kuppel/issues/{number}",
    "{repo}#{number}": "https://code.example/{repo}/issues/{number}",
}
report_documents = {"DOK": "https://dok.example/{id}"}
report_kinds = {"Erledigt": "accomplishments", "Vorhaben": "plans"}
report_silence = ["Nichts geschah"]
report_edit_address = "https://git.example/{path}"
report_licence = "CC BY 4.0"
report_redirects = {"wbs/alt": "wbs/K.01"}
"""

INDEX = """
Kuppelbau
=========

.. toctree::
   :hidden:

   months/index
   milestones/index
   wbs/index
   tickets/index
   documents/index

.. report:overview:: newest
.. report:overview:: late
.. report:overview:: lateness
.. report:overview:: reports
.. report:overview:: months
.. report:overview:: milestones
.. report:overview:: elements
.. report:overview:: tickets
.. report:overview:: documents
.. report:area-overview::
.. report:changes::
.. report:milestone-gantt::
.. report:milestone-trend::
.. report:milestone-table::
   :group-by: status
"""

WBS = """
K: Kuppelbau
K.01: {title: Dach, area: true, institution: Werk, lead: Ada Dach}
K.01.01: {title: Ziegel, renamed: [{from: 2024-Q2, title: Dachziegel}]}
K.02: {title: Tor, area: true, since: 2023-Q1}
K.03: Garten
"""

MILESTONES = """
M-1: {title: Ziegel gebrannt, wbs: K.01.01, due: 2024-01-31}
M-2: {title: Dach gedeckt, wbs: K.01, due: 2024-02-10, after: [M-1, M-99], level: 2, aka: [DACH2]}
M-3: {title: Tor gebaut, wbs: K.02, due: 2024-02, baselines: [{from: 2024-Q2, due: 2024-03-31}]}
M-4: {title: Tor gestrichen, wbs: K.02, due: 2024-01-10, after: [M-3]}
M-5: {title: Garten bepflanzt, wbs: K.03, due: 2024-09-30}
M-6: {title: Zaun gesetzt, wbs: K.03, due: 2023-12-15, finished: 2023-12-20}
M-7: {title: Teich gegraben, wbs: K.03, due: 2024-02-28}
M-8: {title: Weg gepflastert, wbs: K.03, due: 2024-01-20}
"""

AREA = "# {} {}\n\n## Erledigt\n\n{}\n\n## Vorhaben\n\n{}\n"
PAGE = "---\nstatus: {}\n{}---\n# {}\n\n## Lage\n\nDer Bau geht voran für alle, siehe {} und DOK-1.\n\n{}"
TABLE = "```{report:milestone-table}\n:status: delayed\n```\n"

FILES = {
    "conf.py": CONF,
    "index.rst": INDEX,
    "reports/wbs.yaml": WBS,
    "reports/milestones.yaml": MILESTONES,
    "reports/documents.yaml": "DOK-1: Bauplan\nDOK-2: Nie genannt\n",
    "reports/2024-Q1/index.md": PAGE.format(
        "published", "published: 2024-02-05\ncorrections: [{date: 2024-02-07, text: Zahl stimmt nun}]\n",
        "Q1 2024", "#1", TABLE,
    ),
    "reports/2024-Q1/milestones.yaml": (
        "achieved: [{id: M-1, date: 2024-01-20, note: Gebrannt}]\n"
        "delayed: [{id: M-4, forecast: 2024-03-05, note: Regen}, {id: M-2, forecast: 2024-02-20}]\n"
    ),
    "reports/2024-Q1/K.01.md": AREA.format(
        "K.01", "Dach", "### K.01.01\n\n- Gebrannt (#1).", "### K.01.01\n\n- Decken (#2)."
    ),
    "reports/2024-Q1/K.02.md": AREA.format("K.02", "Tor", "Nichts geschah.", "- Holz holen (bau/tor#3)."),
    "reports/2024-Q2/index.md": PAGE.format(
        "published", "kind: summary\nsources: [https://akten.example/1]\n", "Zweiter Bericht", "#2", TABLE
    ),
    "reports/2024-Q2/milestones.yaml": (
        "delayed: [{id: M-4, forecast: 2024-04-05, note: Regen}]\ncancelled: [{id: M-7, note: Kein Geld}]\n"
    ),
    "reports/2024-Q2/K.01.md": AREA.format(
        "K.01", "Dach", "### K.01.01\n\n- Gedeckt (#2).", "- Rinne (#4)."
    ),
    "reports/2024-Q3/index.md": PAGE.format("published", "", "Q3 2024", "#3", ""),
    "reports/2024-Q3/milestones.yaml": (
        "achieved: [{id: M-2, date: 2024-08-02}, {id: M-3}]\n"
        "delayed: [{id: [M-4, M-8], forecast: 2024-05, note: Frost}]\n"
        "rebaselined: [{id: M-5, due: 2024-11-30, note: Neuer Vertrag}]\n"
    ),
    "reports/2024-Q3/K.01.md": AREA.format("K.01", "Dach", "- Rinne (#4).", "- Farbe."),
    "reports/2024-Q4/milestones.yaml": "",
    "reports/2024-Q4/index.md": PAGE.format("draft", "", "Q4 2024", "#5", ""),
    "reports/2024-Q4/K.01.md": AREA.format("K.01", "Dach", "- Farbe.", "- Fest."),
}  # fmt: skip

#: Words that any sentence in English has, and that none of the authors' has.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|without|this|that|is|are|were|not|by|from|since|has|have|each|all|than|more|"
    r"other|report|reports|reported|month|months|year|years|day|days|milestone|milestones|area|areas|late|early|"
    r"overdue|delayed|achieved|planned|due|forecast|page|pages|search|next|previous|show|note|owner|data)\b",
    re.IGNORECASE,
)

#: What is the same in each language: addresses, names of files, of a licence, and of a key of the keyboard.
SAME = re.compile(r"https?://\S+|\S+\.(?:json|csv|ics|xml|md|js|html|txt)\b|CC BY|Ctrl")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    def make(base: Path) -> Site:
        source = copy_project(base / "source", MONTHS)
        for name in ("index", "milestones", "1A.01", "1A.02", "1A.03"):
            for path in (source / "reports").glob(f"*/{name}.*"):
                path.unlink()
        for path in (source / "reports").glob("2021-*"):
            path.rmdir()
        write(source, FILES)
        return build(source, base / "html", "-W", "--keep-going")

    return shared(tmp_path_factory, "german", make)


@cache
def fragments() -> re.Pattern[str]:
    """The pieces of the English texts that no German one contains."""
    german = messages.read("de")
    pieces: set[str] = set()
    used = " ".join(form for each in german if each.id for form in texts(each.string))
    for each in german:
        for text in texts(each.id) if each.id else ():
            pieces |= {piece.strip(" .,:;()\n") for piece in re.split(r"\{\w+\}|%\(\w+\)s|`[^`]*`", text)}
    wanted = {piece for piece in pieces if len(piece) > 2 and not re.search(rf"\b{re.escape(piece)}\b", used)}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(wanted, key=len, reverse=True)))})\b")


def texts(said: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


@cache
def english(said: str) -> list[str]:
    """What is English in a text."""
    said = SAME.sub("", said)
    return [*fragments().findall(said), *ENGLISH.findall(said)]


def shown(page: BeautifulSoup) -> Iterator[str]:
    """Everything that a page says to people."""
    for code in page.select("script, style, code, pre"):
        code.decompose()
    yield from page.stripped_strings
    for name in ("title", "aria-label", "alt", "placeholder"):
        yield from (str(tag[name]) for tag in page.select(f"[{name}]"))
    yield from (
        str(tag["content"])
        for tag in page.select('meta[name="description"], meta[property="og:description"]')
    )


def test_it_builds_strictly(site: Site) -> None:
    assert site.lines() == []


def test_no_page_has_english(site: Site) -> None:
    found = {
        f"{path.relative_to(site.out)}: {said}": english(said)
        for path in sorted(site.out.rglob("*.html"))
        for said in {*shown(BeautifulSoup(path.read_text("utf-8"), "html.parser"))}
        if english(said)
    }

    assert found == {}


def test_the_anchors_of_sections_are_english(site: Site) -> None:
    anchors = [str(tag["id"]) for tag in site.page("milestones/index.html").select("section[id]")]

    assert anchors == ["milestones", "all-milestones", "late-milestones", "due-next", "burndown"]


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for each in data.values() if isinstance(data, dict) else data:
            yield from strings(each)


def taken(path: Path) -> Any:
    """The data of a script that hands them over: the last argument of its call."""
    return json.loads(re.search(r'^\w+\.take\((?:"[^"]*",)+(.*)\);$', path.read_text("utf-8"))[1])


def test_the_data_of_scripts_have_no_english(site: Site) -> None:
    core = taken(site.out / "search/core.js")
    months = taken(site.out / "data/states/months.js")
    state = taken(site.out / "data/states/2024-Q3.js")
    said = [
        *(label for _, label in core["kinds"]),
        *(title for _, title, _ in core["months"]),
        *(title for kind, _, title, *_ in core["things"] if kind in ("page", "month")),
        *strings([months["months"], list(months["states"].values())]),
        *months["headings"].values(),
        *strings([pieces for _, pieces in (*state["verdict"], *state["states"])]),
        state["late"][0],
        *(text for row in state["rows"] for text in row[6:10]),
    ]

    assert [each for each in said if english(re.sub(r"[\w/-]+/[\w.-]+(?:[?#]\S*)?", "", each))] == []
    assert {"Q3 2024", "Zweiter Bericht"} <= set(said)


#: What is not said of a period: the precision of a date, the keys of the data.
OF_CALENDAR = re.compile(
    r"nur der Monat bekannt|ganzen Monaten|ein Monat zählt|zwölf Monaten|months(?:\.json|/)"
)


def test_no_page_speaks_of_months(site: Site) -> None:
    """Nor does it name a quarter with a title of its own by its number."""
    said = {
        f"{path.relative_to(site.out)}: {text}"
        for path in sorted(site.out.rglob("*.html"))
        for text in shown(BeautifulSoup(path.read_text("utf-8"), "html.parser"))
        if re.search(r"monat|month|januar|februar|märz|Q2 2024", OF_CALENDAR.sub("", text), re.IGNORECASE)
    }

    assert said == set()


def test_a_quarter_is_a_period_everywhere(site: Site) -> None:
    index = json.loads((site.out / "data/months.json").read_text("utf-8"))
    schema = json.loads((site.out / "data/schema/months.schema.json").read_text("utf-8"))
    assert [(each["month"], each["as_of"]) for each in index["months"]] == [
        ("2024-Q1", "2024-03-31"), ("2024-Q2", "2024-06-30"), ("2024-Q3", "2024-09-30"),
    ]  # fmt: skip
    Draft202012Validator(schema).validate(index)
    assert index["as_of"] == "2024-09-30"
    # Without a date, only the quarter of an achievement is known.
    page = site.page("milestones/M-3.html")
    assert "2024-Q3" in page.text
    # The title of 1A.01.01 applies from the second quarter on, and the first one is not in use any more.
    assert "Ziegel" in site.page("reports/2024-Q1/K.01.html").text
    assert [str(each["href"]) for each in site.page("reports/2024-Q1/K.02.html").select("a.report-out")] == [
        "https://code.example/bau/tor/issues/3"
    ]
    assert site.page("months/2024-Q2.html").select_one("a[href='../reports/2024-Q2/index.html']")


def test_scripts_and_styles_get_their_words(site: Site) -> None:
    page = site.page("milestones/index.html")
    scripts = [str(tag["src"]).partition("?")[0] for tag in page.select("script[src]")]
    words = json.loads(
        (site.out / "_static/translations/report.js").read_text("utf-8")[:-2].partition(" = ")[2]
    )

    ours = [name.rpartition("_static/")[2] for name in scripts]
    assert "translations.js" not in ours  # that of Sphinx, which the policy refuses
    assert ours.index("translations/report.js") < ours.index("words.js") < ours.index("tables.js")
    assert words["Sort by"] == "Sortieren nach"
    assert words["{count} result."] == {"one": "{count} Ergebnis.", "other": "{count} Ergebnisse."}
    assert '--report-label-due: "Fällig";' in (site.out / "_static/translations/report.css").read_text(
        "utf-8"
    )


def test_feed_calendar_and_text_have_no_english(site: Site) -> None:
    feed = (site.out / "feed.xml").read_text("utf-8")
    said = re.findall(r"<(?:title|summary)>(.*)</|<category [^>]*label=\"(.*)\"", feed)
    said = ["".join(each) for each in said]
    calendar = (site.out / "data/milestones.ics").read_bytes().decode().replace("\r\n ", "")
    said += re.findall(r"^(?:NAME|SUMMARY|DESCRIPTION|CATEGORIES):(.*)\r$", calendar, re.MULTILINE)
    said += (site.out / "reports/2024-Q2.md").read_text("utf-8").splitlines()

    assert [each for each in said if english(each)] == []
    assert "Aus anderen Quellen zusammengestellt" in said


def test_the_search_knows_the_endings_of_the_language(site: Site) -> None:
    """*Dachziegel*, *Ziegeln*: one stem; *der* is too frequent to be searched."""
    terms = {term for path in (site.out / "search").glob("*-[0-9]*.js") for term in taken(path)}

    assert {"gebrannt", "bau", "kuppelbau"} <= terms
    assert terms.isdisjoint({"der", "und", "fur", "für"})


def test_the_field_of_the_search_speaks_the_language_of_the_site(site: Site) -> None:
    for path in ("index.html", "search.html", "reports/2024-Q1/K.01.html"):
        assert "Wörter suchen, oder zu einer Kennung gehen" in {
            field.get("placeholder") for field in site.page(path).select("input[type=search]")
        }
