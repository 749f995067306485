"""Area files as odd as people may write them: regular ones, and random ones from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterable

from .built import case_sections

#: Pieces of a line. Every @ becomes a number.
INLINE = (
    "T-@", "see T-@.", "(CR-@)", "T-@—T-@", "T-@/T-@", "T-@...", "T-@'s", "“T-@”", "T-@-", "-T-@",
    "é-T-@", "T-@é", "T-@%", "#T-@", "T-@:", "T-@\u00adx", "T\u2011@", "\ufeffT-@", "T-@,CR-@;T-@",
    "T-@_x", "X.T-@", "*T-@*", "**T-@**", "***T-@***", "_T-@_", "~~T-@~~", "$T-@$", "{{ T-@ }}", "*T*-@",
    "T-*@*", "T-**@**", "`T-@`", "``a ` T-@``", "a <!-- T-@ -->", "T-@\nT-@", "T-@\n*T-@*", "\\T-@",
    "\\\\T-@", "\\*T-@\\*", "\\`T-@\\`", "T\\-@", "T-\\@", "T&#45;@", "&amp;T-@", "T-@&nbsp;",
    "&lt;T-@&gt;", "&notanentity;T-@", "[T-@](https://example.org)", "[a T-@ b](1A.02.md)", "[T-@]",
    "[[T-@]]", "<https://example.org/T-@>", "https://example.org/T-@", "[T-@][]", "[x][T-@]",
    "[](#area-1A-01)", "[**T-@**](https://example.org) T-@", "[`T-@`](https://example.org)",
    "{ticket}`T-@`", "{ticket}`T-@, CR-@`", "{ticket}`why <T-@>`", "{ticket}`T-@ ,, `",
    "{report:ticket}`T-@`", "{ticket}`\\T-@`", "*{ticket}`T-@`*", "{ticket}``T-@``",
    "[{ticket}`T-@`](https://example.org)", "{milestone}`OPT-1`", "{milestone}`LOOP10`", "{wbs}`1A.01`",
    "{wbs}`P.1A.02`", "{wbs}`x <1A.01.01>`", "{document}`DOC-7`", "{month}`2001-01`", "{month}`1999-09`",
    "{ticket}`X-@`", "{ticket}`T-@, X-@`", "{math}`T-@`", "{code}`T-@`", "{any}`OPT-1`", "{kbd}`T-@`",
    "{doc}`T-@ <1A.02>`", "{ref}`T-@ <x>`", "{unknown}`T-@`", "OPT-2.1", "OPT-2.1.", "SW-TEN", "R7B",
    "DOC-8", "NOTE-@", "OPT-1a", "opt-1",
    "{strong}`T-@`", "{sub}`T-@`", "{abbr}`T-@ (CR-@)`",
)  # fmt: skip

#: What a line may stand in.
BLOCKS = (
    "{}", "- {}", "* {}\n* more", "1. {}\n2. two", "1) {}", "+ {}", "-\n  {}", "- {}\n\n  {}",
    "- [ ] {}", "- a\n  - {}\n    - deep", "    - {}", "    {}", "> {}", "> - {}", "> > {}", "> a\n{}",
    "\\# {}", "\\- {}", "```\n{}\n```", "~~~\n{}\n~~~", "```text\n{}\n```", "- ```\n  {}\n  ```",
    "| a | b |\n|---|---|\n| {} | x |", "| {} | b |\n|---|---|\n| y | x |", "Term {}\n: {}",
    "Term\n: - {}", "a\n\n---\n\n{}", "% {}", "+++ {}", "a\n\n***\n{}\n***\n\nb", "(a-target)=\n{}",
    "<!-- {} -->", "<!--\n{}\n-->\n\nafter", "<b>{}</b>", "<div>\n{}\n</div>", "<div>\n\n{}\n\n</div>",
    "#### {}", "#### A heading\n\n{}", "##### {}\n\n###### {}", "Setext {}\n-------", "- #### {}",
    "> #### {}", "```{{note}}\n{}\n```", "```{{note}} {}\nbody\n```", "```{{note}} {}\n```",
    "```{{note}}\n#### {}\n```", "- ```{{note}}\n  {}\n  ```", "> ```{{note}}\n> {}\n> ```",
    ":::tip {}\n{}\n:::", ":::\n#### {}\n\n{}\n:::",
    ":::{{tip}}\n{}\n:::", "::::{{note}}\n:::{{tip}}\n{}\n:::\n::::", "```{{admonition}} {}\nbody\n```",
    "```{{admonition}} Title\n:class: tip\n\n{}\n```",
    "```{{admonition}} Title\n---\nclass: tip\n---\n{}\n```", "```{{warning}}\n:name: x\n{}\n```",
    "```{{epigraph}}\n{}\n```", "```{{pull-quote}}\n- {}\n```", "```{{seealso}}\n{}\n```",
    "```{{versionadded}} 1.0\n{}\n```", "```{{container}} c\n{}\n```", "```{{compound}}\n{}\n```",
    "```{{code-block}} text\n{}\n```", "```{{math}}\n{}\n```",
    "```{{table}} {}\n| a |\n|---|\n| {} |\n```", "```{{raw}} html\n{}\n```", "```{{include}} {}\n```",
    "```{{rubric}} {}\n```", "```{{versionadded}} 1.0 {}\n```",
    "```{{milestone-table}}\n:status: achieved\n```\n\n{}",
)  # fmt: skip

#: Headings of an area file, as regular and as odd as people may write them.
HEADINGS = (
    "Done", "Next", "People", "Side contract", "Loan", "DONE", "**Done**", "Done ##", "Dome", "`Next`",
    "1A.01.01", "1A.01.01 Mirrors", "1A.01.02: Lenses", "1A.01.01 – Mirrors", "P.1A.01.01 Mirrors",
    "P.1A.01.02", "*1A.01.01* Mirrors", "**1A.01.01 Mirrors**", "`1A.01.01`",
    "[1A.01.01](https://example.org)", "1A.01.01.", "1A.01.77 Nothing", "1A.02.01", "1A.01",
    "1A.01 Optics", "1A", "2021 plans", "T-@", "On T-@ and {ticket}`T-@`", "A heading", "A *heading*",
    "1A.01.02 On T-@", "1A.01.03 Coatings (T-@)",
    "Ünïcödé", "…", "&amp;",
)  # fmt: skip


SEED = 20210131


def fill(rng: random.Random, text: str) -> str:
    return "".join(str(rng.randint(1, 99)) if char == "@" else char for char in text)


def block(rng: random.Random) -> str:
    """A block of lines, perhaps inside of lists and quotations."""
    pattern = rng.choice(BLOCKS)
    count = pattern.count("{}")
    lines = (
        " ".join(fill(rng, each) for each in rng.choices(INLINE, k=rng.randint(1, 4))) for _ in range(count)
    )
    text = pattern.format(*lines)
    for mark in rng.choices(("- ", "> ", "1. ", "  "), k=rng.randint(0, 2)):
        indent = mark if mark == "> " else " " * len(mark)
        text = mark + text.replace("\n", f"\n{indent}")
    return text


def heading(rng: random.Random) -> str:
    text = fill(rng, rng.choice(HEADINGS))
    if rng.random() < 0.1:
        return f"{text}\n{rng.choice('-=') * 4}"
    return f"{'#' * rng.randint(1, 6)} {text}"


def random_file(rng: random.Random) -> str:
    title = rng.choice(("# 1A.01 Optics", "# 1A.01", "1A.01 Optics\n============", "# P.1A.01: Optics"))
    pieces = (rng.choice((heading, block))(rng) for _ in range(rng.randint(3, 9)))
    return "\n\n".join((title, *pieces, ""))


def in_sections(texts: Iterable[str]) -> str:
    """A file with one free heading above each text."""
    return f"# 1A.01 Optics\n\n## Done\n\n### 1A.01.01\n\n{case_sections(list(texts))}"


def regular_files() -> dict[str, str]:
    """Each oddity once, so that a failure shows which one it is."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    headings = "\n\n- x\n\n".join(f"## {fill(rng, each)}" for each in HEADINGS)
    return {
        "pieces of a line": in_sections(f"a {fill(rng, each)} b {fill(rng, each)}" for each in INLINE),
        "blocks": in_sections(
            each.replace("{}", "T-1 *T-2*").replace("{{", "{").replace("}}", "}") for each in BLOCKS
        ),
        "headings": f"# 1A.01 Optics\n\n{headings}\n",
    }


def random_files(count: int) -> dict[str, str]:
    rng = random.Random(SEED)  # noqa: S311 - no secret
    return {f"random {number}": random_file(rng) for number in range(count)}
