"""The hints of messages: the name that somebody meant, and what is odd about the one that was written."""

from __future__ import annotations

import pytest
from progress_report.core.suggestions import suggestion

KNOWN = ("M-1", "DLP-802", "ÄP3")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("m-1", "; did you mean 'M-1'?"),
        ("DLP-803", "; did you mean 'DLP-802'?"),
        ("DLP\N{NON-BREAKING HYPHEN}802", "; did you mean 'DLP-802', without U+2011?"),
        ("M-1\N{ZERO WIDTH SPACE}", "; did you mean 'M-1', without U+200B?"),
        ("A\N{COMBINING DIAERESIS}P3", "; did you mean 'ÄP3', without U+0308?"),
        ("ÄP4", "; did you mean 'ÄP3'?"),
        ("xyz", ""),
    ],
)
def test_a_hint_says_what_is_odd_where_the_name_looks_the_same(written: str, hint: str) -> None:
    assert suggestion(written, KNOWN) == hint
