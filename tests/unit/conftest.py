"""How hypothesis runs here: the same examples every time, and no time limit for one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from progress_report.core.periods import MONTH, use_periods

settings.register_profile("steady", deadline=None, database=None, derandomize=True, max_examples=150)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def months() -> Iterator[None]:
    """Every test begins with months as periods, none with a title, whatever a test before has loaded."""
    use_periods(MONTH)
    yield
    use_periods(MONTH)
