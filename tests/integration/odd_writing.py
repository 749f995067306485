"""What people write and may not mean: directives with too much or too little, links to nowhere."""

from __future__ import annotations

from progress_report.syntax.allowed_markup import DIRECTIVES, OURS, ROLES

#: What may be below the name of a directive.
BODIES = (
    "", "x", "(x)=", "[x]: https://a.example", "---\na: b\n---", "- a\n- b", "| a |\n|---|\n| b |", "x\n\ny",
    "## h", "***", ":foo: x\n\nx", ":class: tip\n\nbody", ":class: tip\nbody", ":::{note}\nx\n:::",
)  # fmt: skip
VALUES = ("", "x", "1", "left", "50%", "1 2", "https://a.example", "tip")
ROLE_TEXTS = ("x", "1", "a <b>", "x (y)", "!x", "1A.01", "#a", "-", "OPT-1", "8")

#: One of each kind. A name is given once in all, so that none but what is meant is given twice.
SINGLE = (
    # Footnotes
    "a[^1]",
    "a[^u]\n\n[^u]: x",
    "[^v]: x",
    "a[^w]\n\n[^w]: x\n\n[^w]: y",
    "````{note}\na[^y]\n````\n\n[^y]: x",
    # Links and pictures
    "[x](./plan.md)",
    "[x](#heading)",
    "### Two words, then?\n\n[x](#two-words-then) [y](#two-words)",
    "[x](1A.01.md)",
    "[x](../2021-01/1A.01.md)",
    "[x](index.md#nope)",
    "[x](../2021-01/1A.01.md#nope)",
    "[x](OPT-1)",
    "[x](opt-1)",
    "[x](project:index.md)",
    "[x](path:index.md)",
    "[](index.md)",
    "[](index)",
    "[x](/index.md)",
    "[x](..)",
    "[x]()",
    "[x](?a=b)",
    "[x](#)",
    "[x](2021-01)",
    "[x](/wbs/1A.01)",
    "[x](../../wbs/1A.01.md)",
    "[x](file.pdf)",
    "[x](a%20b.md)",
    "[x](image.png)",
    "[x](T-1)",
    "![](chart.png)",
    "![x](../2021-01/x.png 'title')",
    "a\n[x](./plan.md)\nb",
    "[x](https://a.example 't')",
    "```{figure} chart.png\nx\n```",
    "```{image} chart.png\n```",
    "```{card} x\n:img-top: x.png\n\ny\n```",
    "[ref]: https://example.org/a\n[Ref]: https://example.org/b\n\n[ref]",
    "{ref}`nope`",
    "{ref}`done`",
    "{doc}`1A.01`",
    "{doc}`/index`",
    "{doc}`nope.md`",
    "{any}`nope`",
    "{eq}`nope`",
    "```{math}\n:label: Odd-One\nE = m\n```\n\n{eq}`Odd-One` and {eq}`odd-one`",
    "{any}`OPT-1`",
    "{term}`nope`",
    "{pep}`8#a`",
    "{rfc}`x`",
    # What an inventory or a count of pictures would decide
    "{numref}`done` {numref}`see %s <nope>`",
    "[x](inv:a:std:label#b) <inv:#index>",
    "{external+a:std:ref}`x` {external}`x`",
    "a\n{pep}`x`\nb",
    # Names
    "(n1)=\n\ny\n\n(n1)=\n\nz",
    "(n2)=\n#### n2\n\n{ref}`n2`",
    "{ref}`n3`\n\n(n3)=\n\ny",
    "[x](#n4)\n\n(n4)=\n\ny",
    "```{math}\n:label: e1\n\nx\n```\n\n```{math}\n:label: e1\n\ny\n```",
    "```{note}\n:name: n5\n\nx\n```",
    "```{note}\n:name: n6\n\nx\n```\n\n```{tip}\n:name: n6\n\nx\n```",
    # Lines, code, diagrams
    "***",
    "a\n\n***\n\nb",
    "- ***",
    "> ***",
    "***\n***",
    "+++",
    "+++ {a",
    "```nolang\nx\n```",
    "```json\n{a\n```",
    "```{code-block} nolang\nx\n```",
    "```{code-block} a b\nx\n```",
    "``` {.python}\nx\n```",
    "```{code-block} python\n:emphasize-lines: 9\n\nx\n```",
    "```{mermaid}\n```",
    "```mermaid\n  \n  \n```",
    "```mermaid\ngrph TD\na --> b\n```",
    # Fences of colons
    ":::note\n[x](./plan.md) <b>x</b>\n:::",
    ":::warning Be [careful](./plan.md)\nx\n:::",
    "- :::tip\n  {nonsense}`x`\n  :::",
    "::::{note}\n:::tip\nx\n:::\n::::",
    ":::\n#### Title\n\nx\n:::",
    "::: mermaid\ngrph TD\n:::",
    "\n".join(":" * (320 - depth) for depth in range(318)) + "\nx\n",
    "```mermaid\n```",
    # Glossaries and tables
    "```{glossary}\nt1\n  def\n\n\nt2\n  def\n```",
    "```{glossary}\nt3\n\n  def\n```",
    "```{glossary}\n  x\n```",
    "```{glossary}\n&nbsp;\n  x\n```",
    "```{glossary}\nt4\n  def\nt5\n  def\n```",
    "```{glossary}\nt6\n  def\n\nt6\n  def\n```",
    "{term}`T7`",
    "```{glossary}\nt7\n  def\n```",
    "{term}`t7`",
    "```{list-table}\n* - a\n  - b\n* - c\n```",
    "```{list-table}\n:header-rows: 3\n\n* - a\n```",
    "```{list-table}\n:widths: 1 2 3\n\n* - a\n```",
    "```{table}\n:widths: 1 2\n\n| a |\n|---|\n| b |\n```",
    "```{table} t\n| a |\n|---|\n\n| b |\n|---|\n```",
    "````{tab-set}\n```{note}\nx\n```\n````",
    "````{tab-set}\nx\n````",
    "````{tab-set}\n[^z]: z\n\na[^z]\n````",
    "```{card} x\nh\n^^^\ny\n+++\nz\n```",
    "```{admonition} 日本\nx\n```",
    "```{admonition} 2017\nx\n```",
    "```{tab-item} x\ny\n```",
    "````{grid} 2\n```{grid-item}\nx\n```\n````",
    "```{grid-item}\nx\n```",
    "````{grid} 9 9\nx\n````",
    "```{note} x\n:class: tip\ny\n```",
    "```{note}\n:class: tip # c\n\nx\n```",
    "```{note}\n---\nfoo\n---\nx\n```",
    # As on GitHub
    "https://a.example/x, www.a.example and a@b.example",
    "~~x~~ and ~y~",
    "- [ ] x\n- [x] y",
    "> [!FOO]\n> x",
    "> [!WARNING]\n> x",
    "@name, owner/repo#12, #12 and GH-12",
    "```math\nx^2\n```",
    "```math\n\\nonsense{\n```",
    "Mass $E=mc^2$ :tada:",
    "<details>\n<summary>x</summary>\n\ny\n\n</details>",
    "a <b>b</b> <i>i</i>",
    "a<br>b",
    "<div>\n<b>x</b>\n</div>",
)


def odd_texts() -> list[str]:
    """All of them."""
    names = sorted({*DIRECTIVES, *OURS} - {"glossary"})
    written = [
        f"`````{{{name}}}{argument}\n{body}\n`````"
        for name in names
        for argument in ("", " x")
        for body in BODIES
    ]
    chosen = [
        f"`````{{{name}}} x\n:{option}: {value}\n\nx\n`````"
        for name, form in sorted(DIRECTIVES.items())
        for option in form.options
        for value in VALUES
        if option not in ("name", "label") and name != "glossary"
    ]
    roles = [f"see {{{role}}}`{text}`" for role in sorted(ROLES) for text in ROLE_TEXTS]
    # Each combination costs a tenth of a second; every third one finds whatever a kind of them has.
    return [*SINGLE, *written[::3], *chosen[::5], *roles[::2]]
