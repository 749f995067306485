"""Identifiers (content model, section 1): which words are ids, how ids sort, and what anchors they give."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_report.core import identifiers
from progress_report.core.identifiers import Vocabulary

VOCABULARY = Vocabulary(
    milestones=frozenset({"LDM-503-04b", "DLP-802", "S21S", "DM-5", "v1.0"}),
    aliases={"ABC1": "DLP-802", "RFC-9": "DLP-802", "S21S": "DLP-802"},
    trackers=frozenset({"DM", "RFC", "LDM"}),
    documents=frozenset({"LDM", "DMTN"}),
    milestone_prefixes=frozenset({"LDM", "DLP", "DM"}),
)

IDS = ("LDM-503-04b", "DLP-802", "S21S", "v1.0", "ABC1", "DM-10770", "DMTN-065")
#: What may stand right before or after a token: anything but letters, digits, hyphens and dots.
BORDERS = ("", " ", "[", "]", "(", ")", ",", ";", ":", "/", "_", "\n", "“", "”", "'")
#: Words, borders and ids in any order.
TEXTS = st.lists(st.sampled_from((*IDS, *BORDERS, "-", ".", "x", "é", "7", "\\")), max_size=12).map("".join)


def scan(text: str) -> list[tuple[str, str]]:
    """Kind and canonical id of what a text cites."""
    return [(found.kind, found.target) for found in VOCABULARY.scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DM-10770", [("ticket", "DM-10770")]),
        ("DMTN-065", [("document", "DMTN-065")]),
        ("S21S", [("milestone", "S21S")]),
        ("ABC1", [("milestone", "DLP-802")]),
        ("[DM-1, DM-2]", [("ticket", "DM-1"), ("ticket", "DM-2")]),
        ("DM-1/DM-2", [("ticket", "DM-1"), ("ticket", "DM-2")]),
        ("plain words, 2017-08 and 02C.03", []),
        ("", []),
    ],
)
def test_scan_finds_the_ids_of_a_text_in_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert scan(text) == expected


@pytest.mark.parametrize("text", ["DM-10770.", "DM-10770...", "DM-10770-", "(DM-10770)", "“DM-10770”:"])
def test_a_full_stop_at_the_end_does_not_belong_to_a_token(text: str) -> None:
    assert scan(text) == [("ticket", "DM-10770")]


@pytest.mark.parametrize(
    "text",
    ["aDM-1", "DM-1a", "DM-1.2", "x.DM-1", "DM-1-DM-2", "DMTN-065.pdf", "éDM-1", "DM-1é", "DM-", "DM"],
)
def test_a_token_is_matched_whole_or_not_at_all(text: str) -> None:
    assert [found for found in scan(text) if found[0] != "unknown"] == []


@pytest.mark.parametrize("text", ["dm-10770", "Dm-10770", "dmtn-065", "s21s", "abc1", "V1.0"])
def test_the_case_of_an_id_counts(text: str) -> None:
    assert scan(text) == []


def test_a_milestone_is_never_half_a_document() -> None:
    assert scan("LDM-503-04b") == [("milestone", "LDM-503-04b")]


def test_an_id_that_only_looks_like_a_milestone_is_nothing() -> None:
    assert VOCABULARY.identify("LDM-503-99") is None
    assert scan("LDM-503-99") == [("unknown", "LDM-503-99")]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("S21S", ("milestone", "S21S")),  # also an alias
        ("DM-5", ("milestone", "DM-5")),  # also a ticket
        ("RFC-9", ("milestone", "DLP-802")),  # an alias, also a ticket
        ("LDM-294", ("ticket", "LDM-294")),  # also a document
    ],
)
def test_a_milestone_comes_before_an_alias_a_ticket_and_a_document(
    token: str, expected: tuple[str, str]
) -> None:
    assert VOCABULARY.identify(token) == expected


def test_a_word_with_a_prefix_of_no_milestone_is_no_remark() -> None:
    assert scan("UTF-8 and XYZ-12-a") == []


def test_an_id_after_a_backslash_is_marked_as_escaped() -> None:
    escaped, plain = VOCABULARY.scan(r"\DM-1 DM-1")

    assert (escaped.escaped, plain.escaped) == (True, False)


def test_offsets_are_those_of_the_id_without_its_backslash() -> None:
    text = r"see \DM-1."

    (found,) = VOCABULARY.scan(text)

    assert text[found.start : found.end] == "DM-1"


@given(TEXTS)
def test_what_is_found_is_a_whole_maximal_token(text: str) -> None:
    for found in VOCABULARY.scan(text):
        before, after = text[: found.start], text[found.end :]

        assert text[found.start : found.end] == found.text
        assert not before[-1:].isalnum()
        assert not re.match(r"[-.]*[^\W_]", after)
        assert not re.search(r"[^\W_][-.]*\Z", before)


@given(st.sampled_from(IDS), st.sampled_from(BORDERS), st.sampled_from(BORDERS), st.sampled_from(["", "."]))
def test_a_known_id_between_borders_is_found(token: str, before: str, after: str, stop: str) -> None:
    assert scan(f"{before}{token}{stop}{after}") == [VOCABULARY.identify(token)]


@given(st.text())
def test_any_text_can_be_scanned(text: str) -> None:
    for found in VOCABULARY.scan(text):
        assert text[found.start : found.end] == found.text


def test_a_number_too_long_to_read_is_no_ticket() -> None:
    assert scan("DM-" + "1" * 5000) == [("unknown", "DM-" + "1" * 5000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DM-10770", ("DM", 10770)),
        ("DMTN-065", ("DMTN", 65)),
        ("DM-10770a", None),
        ("DM10770", None),
        ("-10770", None),
        ("DM-١", None),
    ],
)
def test_a_handle_is_a_prefix_a_hyphen_and_digits(text: str, expected: tuple[str, int] | None) -> None:
    assert identifiers.handle(text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ("DM-980", "DM-9680", "DM-10068"),
        ("02C.01", "02C.01.01", "02C.01.01A", "02C.01.02", "02C.10"),
        ("DLP-9", "DLP-10", "LDM-1", "LDM-503-04", "LDM-503-04b"),
        ("A-7", "A-007b"),
    ],
)
def test_ids_sort_as_people_count(expected: tuple[str, ...]) -> None:
    assert identifiers.natural(reversed(expected)) == expected


@given(st.lists(st.text(max_size=8), max_size=6))
def test_the_order_of_ids_does_not_depend_on_the_order_they_come_in(names: list[str]) -> None:
    assert identifiers.natural(names) == identifiers.natural(reversed(names))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Data Backbone", "data-backbone"),
        ("  Travel & meetings: ", "travel-meetings"),
        ("Pan-STARRS 1.0", "pan-starrs-1-0"),
        ("Übersicht Ångström", "ubersicht-angstrom"),
        ("snake_case", "snake-case"),
        ("…", "section"),
        ("", "section"),
    ],
)
def test_a_slug_is_lower_case_words_joined_by_hyphens(heading: str, expected: str) -> None:
    assert identifiers.slug(heading) == expected


@given(st.text())
def test_a_slug_can_stand_in_an_anchor(heading: str) -> None:
    slug = identifiers.slug(heading)

    assert slug
    assert not re.search(r"[\s.#\"'<>&]", slug)


def test_an_anchor_has_no_dots() -> None:
    assert identifiers.anchor_part("02C.03.04") == "02C-03-04"


@pytest.mark.parametrize(
    ("text", "prefix", "expected"),
    [
        ("1.02C.03", "1.", "02C.03"),
        ("02C.03", "1.", "02C.03"),
        ("1.02C.03", "", "1.02C.03"),
        ("1.1.02C", "1.", "1.02C"),
    ],
)
def test_the_prefix_of_an_element_is_optional(text: str, prefix: str, expected: str) -> None:
    assert identifiers.without_prefix(text, prefix) == expected


def test_the_lineage_of_an_element_ends_at_its_root() -> None:
    assert tuple(identifiers.lineage("02C.08.03.01A")) == ("02C.08.03.01A", "02C.08.03", "02C.08", "02C")


def test_a_root_has_no_parent() -> None:
    assert identifiers.parent("02C") is None
