"""The reference lags behind nothing: each of its tables is held against the code that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from progress_report.check.explanations import explanations
from progress_report.content import yaml_keys
from progress_report.content.known import ROLES
from progress_report.content.yaml_keys import Form, Key, Record
from progress_report.core.package_files import TEMPLATES
from progress_report.milestones.option_reader import AFTER
from progress_report.milestones.rows import GROUPINGS
from progress_report.milestones.table_options import COLUMNS, SELECTIONS, STATUS_WORDS
from progress_report.syntax.allowed_markup import OURS
from sphinx.testing.util import SphinxTestApp

from ..conftest import ROOT, Site
from .built import Crawl
from .guide_blocks import GUIDES, table

REFERENCE = ROOT / "guide" / "reference"
KEYS, MARKUP = REFERENCE / "keys.md", REFERENCE / "roles-and-directives.md"

FORMS = {
    Form.TEXT: "text", Form.TEXTS: "a text or a list", Form.DATE: "a date", Form.MONTH: "a month",
    Form.FLAG: "`true` or `false`", Form.ELEMENT: "an element", Form.TICKET: "a ticket",
    Form.MILESTONES: "an id or a list",
    Form.ADDRESS: "an address", Form.ADDRESSES: "an address or a list",
}  # fmt: skip

#: The headings of the tables of keys, each with what its file's records are.
RECORDS: dict[str, Record] = {
    "## An element in `reports/wbs.yaml`": yaml_keys.ELEMENT,
    "## A milestone in `reports/milestones.yaml`": yaml_keys.MILESTONE,
    "## A document in `reports/documents.yaml`": yaml_keys.DOCUMENT,
    "## A ticket in `reports/tickets.yaml`": yaml_keys.TICKET,
    "## A month, at the top of its `index.md`": yaml_keys.INDEX,
    "## An area, at the top of its file": yaml_keys.AREA,
}
STATEMENT = "## A statement in the `milestones.yaml` of a month"
HEAD = "| key | is | means |"


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def words(cell: str) -> set[str]:
    """The texts in backticks."""
    return set(re.findall(r"`([^`]+)`", cell))


def code_rows() -> list[str]:
    listed = sorted(explanations().items(), key=lambda each: each[0].value)
    return [f"| `report.{code.value}` | {each.severity} | {each.meaning} |" for code, each in listed]


def key_rows(record: Record, above: str = "") -> list[str]:
    rows = []
    for key in record.keys:
        rows.append(_key_row(key, f"{above}{key.name}", ", required" if key.required else ""))
        if key.of:
            rows += key_rows(key.of, f"{above}{key.name}: ")
    return rows


def statement_rows() -> list[str]:
    """The keys of all kinds of statements, with those that only some know or need."""
    rows = []
    by_name = {key.name: key for record in yaml_keys.STATEMENTS.values() for key in record.keys}
    for name, key in by_name.items():
        knowing = [status for status, record in yaml_keys.STATEMENTS.items() if name in record.names]
        needing = [status for status, record in yaml_keys.STATEMENTS.items() if name in record.required]
        said = "" if len(knowing) == len(yaml_keys.STATEMENTS) else f", only for {_listed(knowing)}"
        if needing:
            said += ", required" if needing == knowing else f", required for {_listed(needing)}"
        rows.append(_key_row(key, name, said))
    return rows


def _listed(statuses: list[str]) -> str:
    return " and ".join(f"`{status}`" for status in statuses)


def _key_row(key: Key, name: str, more: str) -> str:
    form = " or ".join(f"`{each}`" for each in key.choices) or FORMS.get(key.form, "a list")
    return f"| `{name}` | {form}{more} | {key.says} |"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """Sphinx with the extension and nothing else."""
    root = tmp_path_factory.mktemp("bare")
    (root / "conf.py").write_text("extensions = ['progress_report']\n", encoding="utf-8")
    (root / "index.rst").write_text("Bare\n====\n", encoding="utf-8")
    app = SphinxTestApp("dummy", srcdir=root)
    yield app
    app.cleanup()


def test_the_codes_are_those_of_the_model() -> None:
    assert table(REFERENCE / "messages.md", "| code | severity | meaning |") == code_rows()


@pytest.mark.parametrize(("heading", "record"), RECORDS.items(), ids=[each[3:] for each in RECORDS])
def test_the_keys_are_those_of_the_model(heading: str, record: Record) -> None:
    assert table(KEYS, HEAD, heading) == key_rows(record)


def test_the_keys_of_statements_are_those_of_the_model() -> None:
    assert table(KEYS, HEAD, STATEMENT) == statement_rows()


def test_each_value_of_conf_stands_there_with_its_default(app: SphinxTestApp) -> None:
    rows = table(REFERENCE / "settings.md", "| value | default | meaning |")
    told = {cells(row)[0]: cells(row)[1] for row in rows}

    known = {name: value.default for name, value in app.config.values.items() if name.startswith("report_")}
    assert told == {f"`{name}`": f"`{default!r}`".replace("''", '""') for name, default in known.items()}


def test_the_roles_are_those_of_the_domain() -> None:
    told = [cells(row)[0] for row in table(MARKUP, "| role | text | links to |")]

    assert told == [f"`{role}`" for role in ROLES]


def test_each_directive_for_writers_stands_there_with_its_options(app: SphinxTestApp) -> None:
    registered = app.env.domains["report"].directives
    told = {}
    for row in table(MARKUP, "| directive | options | shows |"):
        (name,) = words(cells(row)[0])
        told[name] = words(cells(row)[1])

    assert told == {name: set(registered[name].option_spec or {}) for name in told}
    assert told.keys() >= OURS
    templates = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "pages").glob("*.md"))
    for internal in registered.keys() - told.keys():
        assert f"{{{internal}}}" in templates, f"'{internal}' is neither told of nor used by a generated page"


def test_the_options_of_a_selection_stand_there_with_all_they_may_be(app: SphinxTestApp) -> None:
    spec = app.env.domains["report"].directives["milestone-table"].option_spec or {}
    rows = [cells(row) for row in table(MARKUP, "| option | values |")]
    told = {name: words(cell) for names, cell in rows for name in words(names)}

    assert told.keys() == set(spec)
    assert told["status"] == set(STATUS_WORDS)
    assert told["group-by"] == set(GROUPINGS)
    assert told["select"] == set(SELECTIONS)
    assert told["columns"] == set(COLUMNS)
    assert AFTER in told["due-from"]


def test_each_address_that_stays_leads_somewhere(august: Site) -> None:
    rows = table(REFERENCE / "addresses.md", "| what | address |")
    crawl = Crawl(august)

    addresses = [address for row in rows for address in sorted(words(cells(row)[1]))]
    assert len(addresses) >= len(rows)
    assert [each for each in addresses if not crawl.leads_somewhere("index.html", each)] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_file_of_the_code_that_a_guide_names_is_there(path: Path) -> None:
    package = ROOT / "_ext" / "progress_report"
    named = re.findall(r"`((?:\w+/)*\w+\.py)`", path.read_text(encoding="utf-8"))
    made = {"tests/unit/test_headline.py", "_ext/progress_report/directives/headlines.py"}  # while you read

    missing = [name for name in named if not (ROOT / name).exists() and not (package / name).exists()]
    assert set(missing) <= made


#: Anchors of guides whose text has moved to pages below them. Links from elsewhere lead to them.
FORMER = {
    "writing": "markdown right-and-wrong type-ids-as-they-are put-ids-at-the-end-never-before-a-colon "
    "when-a-word-only-looks-like-an-id say-that-nothing-was-done keep-the-headings "
    "paste-from-word-as-plain-text milestones-of-your-area stay-within-the-limits what-a-message-means",
    "extending": "before-the-first-line the-way-of-the-data how-data-flows the-packages "
    "four-things-that-always-hold four-invariants add-a-directive add-a-tracker add-a-rule "
    "where-things-are-decided untrusted-content",
    "reference": "ids-and-roles directives keys-of-the-content-files an-element-in-reports-wbs-yaml "
    "a-milestone-in-reports-milestones-yaml a-document-in-reports-documents-yaml "
    "a-month-at-the-top-of-its-index-md an-area-at-the-top-of-its-file "
    "a-statement-in-the-milestones-yaml-of-a-month values-of-conf-py addresses-that-stay codes-of-messages",
    "content-model": "identifiers yaml registers reports-wbs-yaml-required "
    "reports-milestones-yaml-required reports-documents-yaml-optional a-month-reports-yyyy-mm "
    "index-md-required milestones-yaml-required an-area-file-required roles-and-directives "
    "objects-pages-and-files-of-the-built-site faults-and-remarks",
}


@pytest.mark.parametrize("guide", FORMER)
def test_a_former_anchor_of_a_guide_leads_to_a_link_to_where_its_text_is_now(
    august: Site, guide: str
) -> None:
    page = august.page(f"guide/{guide}.html")

    for anchor in FORMER[guide].split():
        place = page.find(id=anchor)
        assert place is not None, anchor
        section = place if place.name == "section" else place.find_parent("section")
        assert section is not None
        assert section.get_text().strip(), anchor
