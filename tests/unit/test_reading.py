"""What a page asks of the catalogue is recorded whole."""

from __future__ import annotations

import pytest
from progress_report.domain.reading import Reader
from progress_report.milestones.verdict import late_months


def test_a_named_argument_is_refused_since_no_record_would_contain_it() -> None:
    reader = Reader("index", None, lambda _, question: question)

    question = ("progress_report.milestones.verdict:late_months", (24, "2017-08"))
    assert reader.ask(late_months, 24, "2017-08") == question
    with pytest.raises(TypeError, match="late_months: last must be positional"):
        reader.ask(late_months, 24, last="2017-08")
