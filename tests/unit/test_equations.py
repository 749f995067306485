"""Equations: what can't be converted is said, and takes no time."""

from __future__ import annotations

import time

import pytest
from progress_report.core.limits import EQUATION_CHARACTERS
from progress_report.syntax.equations import displayed, mathml, wrong_equations
from progress_report.syntax.markdown_text import parse


@pytest.mark.parametrize("text", ["a & <b>", r"\nonsense{x}", "# x", "^", r"\frac{a}"])
def test_what_cannot_be_read_is_a_fault_with_its_words(text: str) -> None:
    (message,) = wrong_equations((text,), block=False)

    assert message.startswith(f"the equation '{text}' can't be read: ")


def test_an_environment_around_a_displayed_equation_is_left_to_the_browser() -> None:
    assert "<mtable" in mathml(r"\begin{align} a &= b \\ c &= d \end{align}", block=True)


def test_an_equation_is_judged_where_it_stands() -> None:
    text = "First.\n\n```{math} a & b\n:label: one\n\nc^2\n\n#\n```\n\n- It is {math}`x^`.\n"

    found = [(line, message.partition(" can't")[0]) for message, line in parse(text).malformed]

    assert found == [(3, "the equation 'a & b'"), (3, "the equation '#'"), (11, "the equation 'x^'")]


@pytest.mark.parametrize("text", ["{x}", r"\hat ", "x^", r"\sqrt{", "1"])
def test_a_long_equation_takes_no_time(text: str) -> None:
    start = time.process_time()
    found = list(wrong_equations((text * (100_000 // len(text)),), block=True))

    assert time.process_time() - start < 0.1
    assert found[0].endswith(f"expected {EQUATION_CHARACTERS:,} at most")


def test_paragraphs_of_a_directive_are_equations() -> None:
    assert displayed("a\nb\n\n \n\nc") == ("a\nb", "c")
