"""Files that are taken from a site carry nothing that runs, whatever its texts: one test for each kind."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import icalendar
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from ..conftest import Site, build
from .built import inventory
from .hostile_site import ADDRESS, MONTH, hostile
from .hostile_texts import COMMANDS, VALUES
from .test_hostile import ELEMENTS, SCHEMES, Elements


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return hostile(tmp_path_factory)


def exports(site: Site, pattern: str) -> dict[str, str]:
    """The files of a kind."""
    found = {path.relative_to(site.out).as_posix(): path for path in sorted(site.out.rglob(pattern))}
    assert found
    return {
        name: path.read_bytes().decode("utf-8-sig")
        for name, path in found.items()
        if not name.startswith("_static")
    }


def test_no_cell_of_a_table_is_a_formula(site: Site) -> None:
    cells = [
        cell
        for text in exports(site, "*.csv").values()
        for row in csv.reader(io.StringIO(text, newline=""), strict=True)
        for cell in row
    ]

    assert sum(cell.startswith("'=HYPERLINK") for cell in cells) >= 2
    # A number below zero is none.
    assert [cell for cell in cells if re.match(r"[=+@\t\r\n＝＋－＠]|-(?!\d+$)", cell)] == []


def test_no_text_adds_to_an_entry_of_the_calendar(site: Site) -> None:
    [text] = exports(site, "*.ics").values()
    calendar = icalendar.Calendar.from_ical(text)

    events = list(calendar.walk("VEVENT"))
    assert len(events) > len(COMMANDS)
    assert {each.name for each in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    known = {"UID", "DTSTAMP", "DTSTART", "TRANSP", "SUMMARY", "CATEGORIES", "STATUS", "DESCRIPTION", "URL"}
    assert {name for each in events for name in each} <= known
    # Also for a program that ends lines where others do not.
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)
    assert [each for each in lines if re.match("ATTACH|ACTION|BEGIN:VALARM", each)] == []
    assert all(str(each["URL"]).startswith(ADDRESS) for each in events)


def test_no_title_adds_an_object_to_the_inventory(site: Site) -> None:
    found = inventory(site)

    assert "forged" in found["std:label"]
    assert [name for objects in found.values() for name in objects if "FORGED" in name] == []


def wrong_in_html(text: str) -> Iterator[str]:
    """What runs, loads or leads elsewhere by a script in a piece of HTML."""
    for tag, has, _ in Elements(text).found:
        yield from (f"element {tag}" for _ in [0] if tag in ELEMENTS)
        yield from (f"{name} of {tag}" for name in has if name.startswith("on"))
        for name in ("href", "src", "action", "xlink:href", "poster", "data"):
            if urlsplit(has.get(name, "")).scheme not in SCHEMES:
                yield f"{name} {has[name]}"


def test_the_feed_has_no_script_and_no_address_that_runs(site: Site) -> None:
    root = ElementTree.fromstring((site.out / "feed.xml").read_bytes())  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    contents = [each.text or "" for each in root.iter(f"{atom}content")]

    assert any("mark()" in each for each in contents)
    assert [wrong for each in contents for wrong in wrong_in_html(each)] == []
    addresses = [each.get("href", "") for each in root.iter(f"{atom}link")]
    assert [each for each in addresses if not each.startswith(ADDRESS)] == []
    # Titles and summaries are texts, in which a reader of feeds sees no markup.
    assert {each.get("type", "text") for each in root.iter() if each.tag != f"{atom}link"} <= {"text", "html"}
    assert {each.tag for each in root.iter() if each.get("type") == "html"} == {f"{atom}content"}


def values(data: Any) -> Iterator[tuple[str, str]]:
    """The texts in a value of JSON, with the nearest key."""
    found: list[tuple[str, Any]] = [("", data)]
    while found:
        key, value = found.pop()
        if isinstance(value, dict):
            found += value.items()
        elif isinstance(value, list):
            found += [(key, each) for each in value]
        elif isinstance(value, str):
            yield key, value


def test_no_html_and_no_address_in_the_data_runs(site: Site) -> None:
    texts = [
        (name, key, text)
        for name, whole in exports(site, "data/*.json").items()
        for key, text in values(json.loads(whole))
    ]

    assert sum("mark()" in text for _, _, text in texts) > len(VALUES)
    assert [each for each in texts if each[1].endswith("html") and [*wrong_in_html(each[2])]] == []
    addresses = [each for each in texts if each[1] in ("url", "href", "address", "page", "uri")]
    assert addresses
    assert [each for each in addresses if urlsplit(each[2]).scheme not in SCHEMES] == []


def test_the_data_of_the_search_is_data(site: Site) -> None:
    scripts = exports(site, "search/*.js")

    assert any("mark" in text for text in scripts.values())
    for name, text in scripts.items():
        # One call of one function, whose arguments are JSON; and nothing in it ends an element of a page.
        call = re.fullmatch(r"[\w.]+\((.*)\);?\s*", text, re.DOTALL)
        assert call, name
        json.loads(f"[{call[1]}]")
        assert re.search(r"</script|<!--|[\u2028\u2029]", text, re.IGNORECASE) is None, name


SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


def test_no_drawing_runs(site: Site) -> None:
    drawn = [
        (name, tag, has)
        for name, text in exports(site, "*.html").items()
        for tag, has, around in Elements(text).found
        if "svg" in around
    ]

    assert len(drawn) > 10 * len(COMMANDS)
    for name, tag, has in drawn:
        assert tag not in ("script", "foreignobject", "iframe", "image", "use", "animate", "set"), name
        assert [each for each in has if each.startswith("on")] == [], name
        assert urlsplit(has.get("href", "") or has.get("xlink:href", "")).scheme in SCHEMES, name


@pytest.fixture(scope="module")
def pdf(site: Site, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The month of all texts, printed."""
    out = tmp_path_factory.mktemp("hostile-pdf") / "pdf"
    month = ("-D", f"report_pdf_month={Path(MONTH).name}", "-D", f"html_baseurl={ADDRESS}")
    made = build(site.source, out, *month, builder="month-pdf", doctrees=out.with_name("doctrees"))
    if made.status and "requirements-pdf.txt" in made.warnings:
        if os.environ.get("REPORT_NEED_PDF"):
            pytest.fail(made.warnings)
        pytest.skip(
            "no printer of PDFs on this machine; `make system` and `REPORT_NEED_PDF=1 make test` install it"
        )
    [path] = out.glob("*.pdf")
    return PdfReader(path)


def objects(value: Any, seen: set[int]) -> Iterator[DictionaryObject]:
    """The dictionaries of a PDF that lead on from a value."""
    todo = [value]
    while todo:
        each = todo.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, DictionaryObject):
            yield each
            todo += [each.raw_get(key) for key in each]
        elif isinstance(each, ArrayObject):
            todo += [*each]


@pytest.mark.slow  # to print takes ten seconds
def test_a_pdf_has_no_script_and_starts_nothing(pdf: PdfReader) -> None:
    found = list(objects(pdf.trailer["/Root"], set()))

    assert any("mark()" in page.extract_text() for page in pdf.pages)
    assert {str(each["/S"]) for each in found if "/URI" in each or "/JS" in each} <= {"/URI"}
    keys = {str(key) for each in found for key in each}
    assert (
        keys & {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/XFA", "/AcroForm"}
        == set()
    )
    kinds = {str(each["/S"]) for each in found if str(each.get("/Type")) == "/Action"}
    assert kinds <= {"/URI"}
    addresses = {str(each["/URI"]) for each in found if "/URI" in each}
    assert addresses
    assert {urlsplit(each).scheme for each in addresses} <= SCHEMES
