"""What somebody may hide in a text of a report: Markdown, notes, and values of the registers."""

from __future__ import annotations

import json

from progress_report.syntax.allowed_markup import DIRECTIVES, OURS

SECRET = "TOPSECRETWORD"  # noqa: S105 - of a file that no page may show

#: How a directive looks that must not be reached. Each of them alone leaves a trace that a test finds.
RUN = "~~~{run-code} reports.evil\n~~~"
COVER = "~~~{div} fixed-top\n:style: position:fixed;inset:0\n\ncover\n~~~"
SENT_AWAY = "~~~{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0;url=https://evil.example\n~~~"
READ = "~~~{literalinclude} ../../secret.txt\n~~~"


def indented(text: str, by: str) -> str:
    return "\n".join(by + line for line in text.split("\n"))


def nested(text: str, depth: int) -> str:
    """A directive in many others."""
    for count in range(depth):
        fence = "`" * (count + 4)
        text = f"{fence}{{note}}\n{text}\n{fence}"
    return text


LF = "\n"

#: Characters that some function takes for the end of a line, or that nobody sees.
CONTROLS = [*map(chr, (*range(9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, 0x85, 0x9B, 0x2028, 0x2029))]

CASES: dict[str, str] = {
    **{
        f"line ends by U+{ord(char):04X}": f"```{{note}}\na{char}{char}{RUN.replace(LF, char)}\n```"
        for char in CONTROLS
    },
    "as it is": RUN,
    "in backticks": RUN.replace("~", "`"),
    "in colons": RUN.replace("~", ":"),
    "reStructuredText": SENT_AWAY,
    "what draws the classes of a module": "```{autoclasstree} reports.evil\n```",
    "reStructuredText that runs": "```{eval-rst}\n.. autoclasstree:: reports.evil\n```",
    "reStructuredText in colons": SENT_AWAY.replace("~", ":"),
    "reStructuredText with words behind": SENT_AWAY.replace("{eval-rst}", "{eval-rst} now"),
    "a style": COVER,
    "a list of pages": "```{toctree}\nx <javascript://%0aalert(1)>\n```",
    "a diagram from a file": "```{mermaid} ../../secret.txt\n```",
    "a diagram from a file in a note": "````{note}\n```{mermaid} ../../secret.txt\n```\n````",
    "a diagram from the root": "```{mermaid} /secret.txt\n```",
    "a file of code": READ,
    "a file of text": "```{include} ../../secret.txt\n```",
    "a file as it stands": "```{include} ../../secret.txt\n:literal:\n```",
    "a table from a file": "```{csv-table} t\n:file: ../../secret.txt\n```",
    "raw output": "```{raw} html\n<script>alert(1)</script>\n```",
    "raw output from a file": "```{raw} html\n:file: ../../secret.txt\n```",
    "many others around": nested(RUN, 25),
    "two around": nested(RUN, 2),
    "a blank before the marks of options": f"```{{note}}\n ---\nclass: tip\n\n{RUN}\n ---\n```",
    "options that never end": f"```{{note}}\n---\n{RUN}\n```",
    "words behind the end of options": (
        "```{compound}\n---\nclass: tip\n--- :::{div} fixed-top\n:style: position:fixed\n:::\n```"
    ),
    "more dashes than three": f"```{{note}}\n-----\nclass: tip\n------\n{RUN}\n```",
    "the first line of a body": "```{compound} :::{div} fixed-top\n:style: position:fixed\n:::\n```",
    "the first line of a note": "~~~~{note} ```{literalinclude} ../../secret.txt\n```\n~~~~",
    "a glossary": f"```{{glossary}}\nterm\n{indented(RUN, '        ')}\n```",
    "a glossary with tabs": f"```{{glossary}}\nterm\n{indented(RUN, chr(9))}\n```",
    "a glossary with a blank line": f"```{{glossary}}\nterm2\n    x\n\n{indented(COVER, '    ')}\n```",
    "a term of a glossary": "```{glossary}\n{download}`../../secret.txt`\n    x\n```",
    "a bullet": f"- x\n\n{indented(RUN, '  ')}",
    "a bullet at once": "- " + indented(RUN, "  ")[2:],
    "a number": "1. " + indented(RUN, "   ")[3:],
    "a quotation": indented(RUN, "> "),
    "a quotation in a bullet": "- " + indented(indented(RUN, "> "), "  ")[2:],
    "a footnote": f"a[^f]\n\n[^f]: {indented(RUN, '    ')[4:]}",
    "a definition": f"Term\n: {indented(RUN, '  ')[2:]}",
    "a list as a table": f"```{{list-table}}\n* - {indented(RUN, '    ')[4:]}\n```",
    "a table that is none": f"```{{table}}\n{RUN}\n```",
    "the words below a figure": f"```{{figure}} x.png\n{RUN}\n```",
    "a tab": f"`````{{tab-set}}\n````{{tab-item}} x\n{RUN}\n````\n`````",
    "a card": f"```{{card}} x\n{RUN}\n```",
    "the head of a card": f"```{{card}} x\n{RUN}\n^^^\nbody\n+++\nfoot\n```",
    "the foot of a card": f"```{{card}} x\nbody\n+++\n{COVER}\n```",
    "a fence around the mark of a card": f"`````{{card}} x\n````text\n^^^\n{RUN}\n````\n`````",
    "a drop-down": f"```{{dropdown}} x\n{RUN}\n```",
    "a sidebar": f"```{{sidebar}} x\n{COVER}\n```",
    "a topic": f"```{{topic}} x\n{COVER}\n```",
    "an epigraph": f"```{{epigraph}}\n{RUN}\n```",
    "after the source of a quotation": "```{epigraph}\nx\n\n-- {download}`../../secret.txt`\n```",
    "a version": f"```{{versionadded}} 1.0\n{COVER}\n```",
    "a version's words": "```{versionadded} 1.0 {download}`../../secret.txt`\n```",
    "capitals": "```{AutoClassTree} reports.evil\n```",
    "capitals of what is read": "```{LiteralInclude} ../../secret.txt\n```",
    "a letter that looks alike": "```{аutoclasstree} reports.evil\n```",
    "a domain": "```{py:function} f(x)\n```",
    "the standard domain": "```{std:option} --x\n```",
    "reStructuredText's domain": "```{rst:directive} x\n```",
    "a page of the extension": "```{report:milestone-facts} OPT-1\n```",
    "a page of the extension without a domain": "```{overview} milestones\n```",
    "an unknown domain": "```{x:note}\ny\n```",
    "no name": "```{}\nx\n```",
    "braces in the name": "```{note}}\nx\n```",
    "a role made anew": "```{role} evil(raw)\n:format: html\n```",
    "another domain": "```{default-domain} py\n```",
    "a title": "```{title} Owned\n```",
    "what robots read": "```{meta}\n:http-equiv=refresh: 0;url=https://evil.example\n```",
    "a figure with words": "```{figure-md} x\n![x](x.png)\n\nx\n```",
    "a style of the site": "```{container} fixed-top\nx\n```",
    "a style of the page": "```{note}\n:class: fixed-top\nx\n```",
    "a style in quotes": '```{note}\n:"class": "fixed-top"\nx\n```',
    "a style as a block": "```{note}\n---\nclass: |\n  fixed-top\n---\nx\n```",
    "a style as a folded block": "```{note}\n---\nclass: >-\n  tip\n  fixed-top\n---\nx\n```",
    "a style of code": "```{code-block} text\n:class: fixed-top\nx\n```",
    "a link over the page": "```{container} sd-stretched-link\nx\n```",
    "a script where a picture leads": "```{image} x.png\n:target: javascript:alert(1)\n```",
    "data where a figure leads": "```{figure} x.png\n:target: data:text/html,x\n```",
    "a script where a card leads": "```{card} x\n:link: javascript:alert(1)\n```",
    "a picture of a card": "```{card} x\n:img-top: ../../secret.txt\n```",
    "a picture behind a card": "```{card} x\n:img-background: https://evil.example/x.png\n```",
    "settings of a diagram": "```{mermaid}\n:config: {\"securityLevel\": \"loose\"}\n\ngraph TD\nA-->B\n```",
    "settings that are none": "```{mermaid}\n:config: x\n\ngraph TD\nA-->B\n```",
    "a title of a diagram": "```{mermaid}\n:title: x\n\ngraph TD\nA-->B\n```",
    "words of a diagram": "```{mermaid}\n:caption: x\n\ngraph TD\nA-->B\n```",
    "a file to take along": "{download}`../../secret.txt`",
    "a file to take along, in a title": "```{admonition} {download}`../../secret.txt`\nx\n```",
    "a file to take along, under code": (
        "```{code-block} text\n:caption: {download}`../../secret.txt`\n\nx\n```"
    ),
    "a file to take along, in a table": "| a |\n|---|\n| {download}`../../secret.txt` |",
    "a role of raw output": "{raw}`<script>alert(1)</script>`",
    "a role that nobody knows": "{eval}`1`",
    "a role of another domain": "{py:func}`x`",
    "a role in capitals": "{DOWNLOAD}`../../secret.txt`",
    "an icon": "{octicon}`report;1em;fixed-top`",
    "a button": "{button-link}`javascript:alert(1)`",
    "an index of words": "{index}`x`",
    "HTML": "<script>alert(1)</script>",
    "HTML within a line": "a <b onclick='alert(1)'>b</b>",
    "HTML after a comment": "<!-- x --><img src=x onerror=alert(1)>",
    "HTML that opens": "<div style='position:fixed'>\n\nx\n\n</div>",
    "a picture of the machine": "![x](../../secret.txt)",
    "a picture from elsewhere": "![x](https://evil.example/x.png)",
    "a picture by the way of a definition": "```{note}\n![x][s]\n```\n\n[s]: ../../secret.txt",
    "a drawing that runs": "![x](x.svg)",
    "a file of the machine": "[x](../../secret.txt)",
    "a file by its path": "[x](path:../../secret.txt)",
    "a file by its path, in angles": "<path:../../secret.txt>",
    "an address that tries": "[x](ftp://evil.example)",
    "an address without a scheme": "[x](//evil.example)",
}  # fmt: skip

#: Directives with a body or an option that means little. They are no attack, and must end no build.
BODIES = ("", "(x)=", "[x]: https://a.example", "---\na: b\n---")
ODD = "\n\n".join(
    f"`````{{{name}}}\n{body}\n`````"
    for name in sorted({*DIRECTIVES, *OURS} - {"mermaid"})
    for body in BODIES
)
ODD_OPTIONS = "\n\n".join(
    f"`````{{{name}}} x\n:{option}: {value}\n\nx\n`````"
    for name, form in sorted(DIRECTIVES.items())
    for option in form.options
    for value in ("", "x")
    if name != "mermaid"
)

#: Texts of a register, each the note of a statement that stands on the line above.
REGISTER = "reports/2021-02/milestones.yaml"
IN_NOTES = [
    json.dumps(text)
    for text in (
        RUN, f"a\x0b\x0b{RUN.replace(LF, chr(0xB))}", SENT_AWAY, READ, COVER, f"---{LF}x: y{LF}---{LF}{RUN}",
        f"a\x85\x85{RUN.replace(LF, chr(0x85))}", "- " + indented(RUN, "  ")[2:], indented(RUN, "> "),
        "```{note}\nx\n```", "{download}`../../secret.txt`", "<script>alert(1)</script>",
        "![x](../../secret.txt)", "[x](path:../../secret.txt)",
        "x\u2028\u2028~~~{autoclasstree} reports.evil", "{raw}`<b>`",
    )
]  # fmt: skip
NOTES = "delayed:\n" + "".join(f"  - id: ARC-1\n    note: {text}\n" for text in IN_NOTES)

#: At these MyST itself falls; the first lock does not let it come to that.
FALLS: dict[str, str] = {
    "no character": "[x](%00)",
    "no character in a picture": "![x](a%00.png)",
    "an address without end": f"[x]({'a' * 5000})",
    "a picture without end": f"![x]({'a' * 5000}.png)",
}  # fmt: skip

#: Values of registers and addresses. What runs calls ``mark``; what loads asks evil.example.
VALUES = (
    "<script>mark()</script>", '"><script>mark()</script>', "'><img src=x onerror=mark()>",
    "<svg/onload=mark()>",
    "</script><script>mark()</script>", "</title><script>mark()</script>", "</style><script>mark()</script>",
    "--><script>mark()</script>", "]]><script>mark()</script>", "</textarea><img src=x onerror=mark()>",
    "<iframe srcdoc='<script>parent.mark()</script>'></iframe>",
    "<iframe src=javascript:parent.mark()></iframe>",
    "javascript:mark()", "[x](javascript:mark())", "<javascript:mark()>", "<a href=javascript:mark()>x</a>",
    "[x]: javascript:mark()", "![x](javascript:mark())", "{{mark()}}", "${mark()}",
    "{% raw %}{{ mark() }}", "<%= mark() %>",
    "`-mark()-`", "';mark();//", '";mark();//', '\\";mark();//',
    "\\u003cscript\\u003emark()\\u003c/script\\u003e",
    "&lt;script&gt;mark()&lt;/script&gt;", "&#60;script&#62;mark()&#60;/script&#62;",
    "%3Cscript%3Emark()%3C/script%3E",
    "<details open ontoggle=mark()>", "<input autofocus onfocus=mark()>", "<body onload=mark()>",
    "<object data='javascript:mark()'></object>", "<embed src='data:text/html,<script>mark()</script>'>",
    "<base href='https://evil.example/'>", "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><button>x</button></form>", "<img src=https://evil.example/x.png>",
    "<math><mi xlink:href='javascript:mark()'>x</mi></math>",
    "<video poster=https://evil.example/x src=x onerror=mark()>",
    "<noscript><p title='</noscript><img src=x onerror=mark()>'>",
    "<svg><foreignObject><img src=x onerror=mark()>",
    "<svg><a xlink:href='javascript:mark()'>x</a></svg>", "<x onclick=mark()>x</x>", "__proto__",
    "constructor",
)  # fmt: skip

#: Values that a spreadsheet, a calendar or a terminal would take for its own. Each begins a text.
COMMANDS = (
    '=HYPERLINK("https://evil.example";"x")', "@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1", "\uff1d1+1", "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE",
    "x\\nATTACH:https://evil.example",
    "x\u2028FORGED report:milestone 1 evil.html x",
    "x\x85FORGED report:wbs 1 evil.html x",
    "x\u2028ATTACH:https://evil.example", "x\x1b]0;owned\x07", "x\u202ex",
)  # fmt: skip

#: What a reader may have in the address of a page besides a value: parts that no address may have.
ADDRESSES = ("%", "%00", "%E0%A4%A", "%FF", "#", "a=b&a=b", "9" * 5000, "..%2f..%2f", "//evil.example/")
