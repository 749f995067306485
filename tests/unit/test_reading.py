"""What a page asks of the catalogue is recorded whole."""

from __future__ import annotations

import pytest
from progress_report.domain.reading import Reader
from progress_report.milestones.verdict import verdict


def test_a_named_argument_is_refused_since_no_record_would_contain_it() -> None:
    reader = Reader("index", None, lambda _, question: question)

    question = ("progress_report.milestones.verdict:verdict", ("2017-08", "1A.01"))
    assert reader.ask(verdict, "2017-08", "1A.01") == question
    with pytest.raises(TypeError, match="verdict: area must be positional"):
        reader.ask(verdict, "2017-08", area="1A.01")
