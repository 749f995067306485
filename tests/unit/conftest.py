"""How hypothesis runs here: the same examples every time, and no time limit for one of them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", deadline=None, database=None, derandomize=True, max_examples=150)
settings.load_profile("steady")
