"""The documentation of the codes: what each means, with a mistake and its correction.

The texts are in ``explanations.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..core.problems import Code


@dataclass(frozen=True, slots=True)
class Explanation:
    """The severity of a code (``fault`` or ``remark``), its meaning in one line, and an example: wrong, then
    right."""

    severity: str
    meaning: str
    wrong: str
    right: str


@cache
def explanations() -> Mapping[Code, Explanation]:
    """Return the explanation of each code."""
    texts = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {Code(code): Explanation(**text) for code, text in texts.items()}


def explain(code: Code) -> str:
    """Return the explanation of ``code`` in a few lines."""
    found = explanations()[code]
    head = f"report.{code.value} ({found.severity}): {found.meaning}"
    return f"{head}\n  wrong: {found.wrong}\n  right: {found.right}"
