"""Wrong values of ``conf.py``: one clear line for each, with its name, place, and what was expected."""

from __future__ import annotations

import re
from typing import Any

import pytest
from progress_report.content.settings import SETTINGS, SettingsError, check_settings

GOOD: dict[str, Any] = {
    "report_wbs_prefix": "1.",
    "report_trackers": {"DM": "https://tracker.example/browse/{id}", "DM-X": "http://x.example/{number}"},
    "report_documents": {"LDM": "https://documents.example/{id}"},
    "report_kinds": {"Done": "accomplishments", "DONE": "accomplishments", "Next": "plans"},
    "report_silence": ["No activity"],
    "report_first_is_month": True,
    "report_date_order": "dmy",
    "report_owners": {"1.2": "@dome"},
    "report_redirects": {"old": "new"},
    "report_edit_address": "https://example.org/edit/{path}",
    "report_links_seconds": 0,
    "report_links_host_seconds": 1.5,
    "report_links_login": "log-?in",
    "report_links_private": False,
    "report_policy": True,
}


def faults(values: dict[str, Any], source: str = "") -> list[str]:
    try:
        check_settings(values, source)
    except SettingsError as error:
        return str(error).split("\n")
    return []


def test_good_settings_have_no_fault() -> None:
    assert set(GOOD) <= set(SETTINGS)
    assert faults(GOOD) == []
    assert faults({"project": 3, "extensions": ["report_nothing"]}) == []


#: A setting, a wrong value, and what the message must say besides both.
WRONG: tuple[tuple[str, object, str], ...] = (
    ("report_trackers", ["DM"], "expected a dictionary from strings to strings"),
    ("report_trackers", {"DM": 3}, "expected a dictionary"),
    ("report_trackers", {3: "https://x.example/{id}"}, "expected a dictionary"),
    ("report_trackers", {"#": "https://x.example/{id}"}, "no id can begin with '#'"),
    ("report_trackers", {"": "https://x.example/{id}"}, "no id can begin with ''"),
    ("report_trackers", {"DM-": "https://x.example/{id}"}, "no id can begin with 'DM-'"),
    ("report_trackers", {"D M": "https://x.example/{id}"}, "no id can begin with 'D M'"),
    ("report_trackers", {"D_": "https://x.example/{id}"}, "no id can begin with 'D_'"),
    ("report_documents", {"gadget/docs": "https://x.example/{id}"}, "no id can begin with 'gadget/docs'"),
    ("report_trackers", {"{number}": "https://x.example/{id}"}, "a number alone is no id"),
    ("report_trackers", {"#{nummer}": "https://x.example/{id}"}, "expected '{number}' once, at the end"),
    ("report_trackers", {"{number}#": "https://x.example/{number}"}, "with '{number}' at the end"),
    ("report_trackers", {"{repo}{number}": "https://x.example/{number}"}, "a character between '{repo}' and"),
    ("report_trackers", {"{a}-{a}-{number}": "https://x.example/{number}"}, "each field once"),
    ("report_trackers", {"#{number:03}": "https://x.example/{number}"}, "fields such as '{number}'"),
    ("report_trackers", {"#{0}": "https://x.example/{number}"}, "fields such as '{number}'"),
    ("report_trackers", {"#{number": "https://x.example/{number}"}, "fields such as '{number}'"),
    ("report_trackers", {" #{number}": "https://x.example/{number}"}, "no blank at the beginning"),
    ("report_trackers", {"#{number}": "https://x.example/{repo}/{number}"}, "needs '{id}' or '{number}'"),
    ("report_trackers", {"DM": "https://x.example/{id}", "dm": "https://y.example/{id}"}, "only in case"),
    ("report_documents", {"LDM": "https://x.example/"}, "needs '{id}' or '{number}'"),
    ("report_documents", {"LDM": "https://x.example/{ID}"}, "needs '{id}' or '{number}'"),
    ("report_documents", {"LDM": "https://x.example/{"}, "needs '{id}' or '{number}'"),
    ("report_documents", {"LDM": "x.example/{id}"}, "must begin with 'https://'"),
    ("report_documents", {"LDM": "javascript:alert({number})"}, "must begin with 'https://'"),
    ("report_documents", {"LDM": "data:text/html,{id}"}, "must begin with 'https://'"),
    ("report_documents", {"LDM": "https:///{id}"}, "must begin with 'https://'"),
    ("report_documents", {"LDM": "https://[{id}"}, "must begin with 'https://'"),
    ("report_kinds", ["Done"], "expected a dictionary"),
    ("report_kinds", {"Done": "accomplishment"}, "did you mean 'accomplishments'?"),
    ("report_kinds", {"Done": "x"}, "expected one of accomplishments, plans, recruitment, other"),
    ("report_kinds", {"Done": "plans", "DONE": "other"}, "differs only in case"),
    ("report_silence", "No activity", "expected a list of strings"),
    ("report_silence", [1], "expected a list of strings"),
    ("report_first_is_month", "yes", "expected True or False"),
    ("report_date_order", "day-first", "expected one of dmy, mdy, ymd"),
    ("report_wbs_prefix", 1.0, "expected a string"),
    ("report_redirects", ["old"], "expected a dictionary"),
    ("report_redirects", {"old": None}, "expected a dictionary"),
    ("report_licence", ["a"], "expected a string, found ['a']"),
    ("report_licence", None, "expected a string"),
    ("report_key", 7, "expected a string"),
    ("report_owners", {"1.2": ["@a"]}, "expected a dictionary"),
    ("report_edit_address", "https://example.org/edit", "'{path}'"),
    ("report_edit_address", "javascript:edit('{path}')", "must begin with 'https://'"),
    ("report_edit_address", "example.org/{path}", "must begin with 'https://'"),
    ("report_policy", "on", "expected True or False"),
    ("report_links_seconds", -1, "a number that is not negative"),
    ("report_links_seconds", True, "a number that is not negative"),
    ("report_links_fresh_days", "week", "a number that is not negative"),
    ("report_links_host_seconds", float("nan"), "a number that is not negative"),
    ("report_links_login", "(", "expected a regular expression"),
    ("report_links_login", 3, "expected a string"),
    ("report_pdf_dir", 3, "expected a string"),
    ("report_silence", ["No activity", " "], "every section begins with an empty text"),
    ("report_kinds", {"": "plans"}, "a heading is empty"),
    ("language", "german", "the code of a language, such as 'en' or 'pt_BR'"),
    ("language", "xx", "the code of a language"),
    ("language", "e n", "did you mean 'en'?"),
    ("language", 3, "expected a string"),
    ("templates_path", "_templates", "expected a list of strings"),
    ("report_tracker", {}, "did you mean 'report_trackers'?"),
    ("report_license", "", "did you mean 'report_licence'?"),
    ("report_colour", "", "report_colour: there is no such setting"),
)


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_a_wrong_setting_is_one_clear_line_with_its_place(name: str, value: object, said: str) -> None:
    source = f"project = 'x'\n\n{name} = {value!r}\n"

    (line,) = faults({**GOOD, name: value}, source)

    assert line.startswith(f"conf.py:3: {name}: ")
    assert said in line
    assert len(line) < 250


def test_a_name_like_none_gets_no_hint() -> None:
    assert faults({}, "report_colour = 1") == ["conf.py:1: report_colour: there is no such setting"]


def test_every_wrong_setting_is_told_at_once() -> None:
    found = faults({"report_policy": 1, "report_key": 2, "report_licence": ""}, "report_policy = 1")

    assert [re.split(": ", line)[1] for line in found] == ["report_policy", "report_key"]


def test_a_prefix_belongs_to_one_table() -> None:
    table = {"DM": "https://x.example/{id}"}

    (line,) = faults({"report_trackers": table, "report_documents": table})

    assert "'DM'" in line
    assert "report_trackers" in line
    assert "report_documents" in line


def test_a_setting_that_a_file_names_and_nobody_gives_is_found_too() -> None:
    assert "did you mean 'report_silence'?" in faults({}, "if True:\n    report_silense = []\n")[0]
