"""The catalogues of words: complete, compiled, in agreement with the sources, and used for one build only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import cast

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from progress_report.cli.new_month import meant_month
from progress_report.core.dates import Span
from progress_report.core.language import counted, gettext, ngettext, number, use_language
from progress_report.core.package_files import TEMPLATES
from progress_report.core.periods import MONTH, QUARTER, RELEASE, period_name, use_periods
from progress_report.outputs.html.templates import all_words
from progress_report.render import words
from sphinx.application import Sphinx

from .. import messages

LANGUAGES = messages.languages()

#: A place in a text: of Python and scripts, and of ``{% trans %}``.
PERCENT = re.compile(r"%\((\w+)\)s")

extracted = cache(messages.extracted)
read = cache(messages.read)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Leave no language for other tests."""
    yield
    use_language(None)


def keys(catalog: Catalog) -> dict[tuple[str, object], Message]:
    return {(context(each), forms(each.id)): each for each in catalog if each.id}


def context(message: Message) -> str:
    # Babel reads that of a compiled text as bytes.
    found = cast("str | bytes", message.context or "")
    return found.decode() if isinstance(found, bytes) else found


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> set[str]:
    return {*PERCENT.findall(text)} or {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_german_and_french_are_there() -> None:
    assert {"de", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_each_text_of_the_sources_and_no_other(language: str) -> None:
    """Otherwise: ``make messages``."""
    assert keys(read(language)).keys() == keys(extracted(language)).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_translates_each_text_with_its_places(language: str) -> None:
    wrong = [
        each.id
        for each in keys(read(language)).values()
        if each.fuzzy
        or not all(forms(each.string))
        or len(forms(each.string)) != (read(language).num_plurals if each.pluralizable else 1)
        or any(places(form) != places(forms(each.id)[-1]) for form in forms(each.string))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_translators(language: str) -> None:
    """Otherwise: ``make messages``."""
    with messages.po_file(language).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)

    texts = {name: forms(each.string) for name, each in keys(compiled).items()}
    assert texts == {name: forms(each.string) for name, each in keys(read(language)).items()}


def test_no_text_is_within_another_one() -> None:
    """Before Python 3.12, nothing collects a text that is in an f-string."""
    within = [
        f"{path.name}:{call.lineno}"
        for path in messages.PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in messages.FUNCTIONS
        and isinstance(call.args[0], ast.Constant)
    ]

    assert within == []


def test_each_build_has_its_own_language() -> None:
    said = []
    for language in ("de", "fr", "en", None, "xx", "de_AT"):
        use_language(language)
        said.append((gettext("Overdue"), words.STATUS["overdue"], period_name("2024-03"), number(1234)))

    german, french, english = (
        ("Überfällig", "Überfällig", "März 2024", "1.234"),
        ("Échu", "Échu", "mars 2024", "1\N{NARROW NO-BREAK SPACE}234"),
        ("Overdue", "Overdue", "March 2024", "1,234"),
    )
    assert said[:5] == [german, french, english, english, english]
    assert said[5][:3] == german[:3]


def test_words_are_added_to_those_of_sphinx_for_one_build() -> None:
    theirs = NullTranslations()
    theirs.add_fallback(NullTranslations())
    app = cast("Sphinx", SimpleNamespace(translator=theirs))
    use_language("de")

    assert all_words(app).gettext("Overdue") == "Überfällig"
    assert theirs.gettext("Overdue") == "Overdue"


def test_a_language_has_its_own_plural() -> None:
    use_language("fr")
    assert [counted("{count} day", "{count} days", count) for count in (0, 1, 2)] == [
        "0 jour",
        "1 jour",
        "2 jours",
    ]

    use_language("de")
    assert words.days_late(Span(1, "month", (1, 31))) == "1–31 Tage verspätet"


@pytest.mark.parametrize("text", ["Mär. 2024", "march 2024", "3/2024", "März 2024"])
def test_a_month_is_understood_by_its_name_in_the_language_of_the_site(text: str) -> None:
    use_language("de")

    assert meant_month(text) == "2024-03"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_word_of_its_own(path: Path) -> None:
    text = re.sub(
        r"(?s)\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<script>.*?</script>|<[^>]*>", "", path.read_text("utf-8")
    )

    assert re.findall(r"[^\W\d_]+", text) == []


@pytest.mark.parametrize(
    ("period", "language", "said"),
    [
        (MONTH, "de", ("Monate", "(2 im Mai)", "1 Monat")),
        (QUARTER, "de", ("Quartale", "(2 in Mai)", "1 Quartal")),
        (RELEASE, "fr", ("Versions", "(2 dans Mai)", "1 version")),
        (QUARTER, "en", ("Quarters", "(2 in Mai)", "1 quarter")),
        (RELEASE, "nl", ("Releases", "(2 in Mai)", "1 release")),
    ],
)
def test_words_are_about_the_period_of_the_reports(
    period: str, language: str, said: tuple[str, str, str]
) -> None:
    use_language(language)
    use_periods(period)

    counted_months = ngettext("{number} month", "{number} months", 1).format(number=1)
    assert said == (
        gettext("Months"),
        gettext("({count} in {month})").format(count=2, month="Mai"),
        counted_months,
    )
    assert gettext("No such text") == "No such text"
