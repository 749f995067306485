"""The words of each syntax, which a mutation puts where they mean something else."""

from __future__ import annotations

from progress_report.content import yaml_keys
from progress_report.syntax.allowed_markup import DIRECTIVES, OURS, ROLES

from ..integration.odd_writing import SINGLE

#: Values that a reader of texts may take for something else.
VALUES = (
    "null", "~", "yes", "off", "true", ".inf", ".nan", "0x1F", "0o17", "1e999", "-1", "1_000", "1:30",
    "2017-02-30",
    "2017-08", "2017-13", "0000-00-00", "9999-12-31", "10000-01", "2017-W01", "2017-Q5", "12/31/2017",
    "31.12.17", "",
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "../../etc/passwd", "C:\\x", "con", "https://x.example/%00",
    "javascript:1",
    "M-1", "M-2", "OPT-1", "1A.01", "1A", "P.1A.01", "DM-10", "T-7", "DOC-8", "1A.01.01.01.01", "index",
    "a/b", "..",
)  # fmt: skip

_YAML = (
    "&a ", "*a", "<<: *a\n", "<<: [*a, *a]\n", "&a [*a]", "!!python/object/apply:os.system [true]",
    "!!binary x",
    "!!set {a}", "!!str ", "!x ", "!!int x", "!!timestamp x", "? ", "? a\n: b\n", "- ", "- - ", ": ", "{",
    "}", "[", "]",
    "|\n", "|2-\n", ">+\n", "---\n", "...\n", "%YAML 9.9\n---\n", "%TAG ! x\n", "# ", '"\\ud800"', '"\\x00"',
    '"\\udfff\\ud800"', '"\\u202e"', "'", '"', "\t", "@", "`", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n",
    "# report: ignore[date]\n", "# report: ignore\n",
)  # fmt: skip


def _names() -> set[str]:
    """The keys of all files of YAML, from the tables of the model."""
    found: set[str] = set()
    for value in vars(yaml_keys).values():
        if isinstance(value, (tuple, frozenset, set, dict)):
            found |= {str(each) for each in value if isinstance(each, str)}
    return found


def _bytes(*groups: object) -> list[bytes]:
    made = [str(each) for group in groups for each in group]  # type: ignore[attr-defined]
    return [each.encode("utf-8", "surrogatepass") for each in made]


KEYS = sorted({
    *_names(), "id", "note", "due", "wbs", "title", "date", "forecast", "aka", "baselines", "from",
    "after", "level",
    "finished", "renamed", "since", "until", "area", "description", "achieved", "delayed", "cancelled",
    "rebaselined",
    "status", "kind", "as_of", "resolved", "element", "epic", "url",
})  # fmt: skip

YAML = _bytes(
    _YAML,
    VALUES,
    (f"{key}:\n" for key in KEYS),
    (f"  {key}: x\n" for key in KEYS),
    (f"{key}: [" for key in KEYS),
)

MARKDOWN = _bytes(
    SINGLE,
    VALUES,
    (f"\n```{{{name}}}\n" for name in sorted({*DIRECTIVES, *OURS})),
    (f"{{{role}}}`" for role in sorted(ROLES)),
    (f":{option}: x\n" for form in DIRECTIVES.values() for option in form.options),
    ("# ", "## Done\n", "### 1A.01.01\n", "#### x\n", "---\n", "```\n", "````\n", ":::\n", "|---|\n",
    "| a | b |\n", "> ",
     "- ", "1. ", "    ", "[^1]", "[^1]: ", "(x)=\n", "<!-- ", " -->", "<b>", "$$\n", "$x$", "{{ x }}",
     "% ", "+++\n", "\\",
     "[", "](", ")", "![", "`", "**", "_", "~~", "&amp;", "&#0;", "&#xD800;", "<https://", "\n\n",
     "---\nstatus: draft\n---\n",
     "<!-- report: ignore[markup] -->\n"),
)  # fmt: skip

TABLE = _bytes(
    VALUES,
    ('"', '""', ",", ";", "\t", "\n", "\r", "\r\n", "'", "|", "task_code,", "Activity ID,", "Summary,",
    "Issue key,",
     "01-Jan-17 A", "28/Aug/17 3:45 PM", "31-Dec-2017*", "1,000", "43000", "A, B, C", "M-1 FS +5d"),
)  # fmt: skip

JSON = _bytes(
    VALUES,
    ("{", "}", "[", "]", ",", ":", '"', "NaN", "-Infinity", "1E400", '"\\ud800"', '"\\u0000"', "[[[[",
    '{"a":', "//", '"key":',
     '"fields":', '"issues":', '"title":', '"number":', '"html_url":', '"web_url":', '"state":', "9" * 5000),
)  # fmt: skip

RECORD = _bytes(
    VALUES,
    (" = ", " = 01234567", "=", "#", "#id1", "objects.inv#", "objects.inv#report:milestone ", "std:label x",
     "reports/2021-02/index = 1\n", "reports/2021-02/index\n", "reports/2021-02/", "/", "//", "index\n",
     "a b # c = d = e\n", " ", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "||||||| x\n", "# x\n",
     "9" * 5000),
)  # fmt: skip

HTML = _bytes(
    VALUES,
    ("<p>", "</p>", "<table>", "<tr>", "<td>", "<td colspan=9999999>", "<td rowspan=-1>", "<ul>", "<li>",
    "<ol start=x>",
     "<a href='javascript:x'>", "<script>", "</script>", "<style>", "<pre>", "<h1>", "<h9>", "<!--",
     "-->", "<![CDATA[",
     "<?xml ", "&nbsp;", "&#99999999;", "<svg>", "<br>", "<b>", "<i>", "<template>", "<html>", "<body>",
     "<img src=x alt=y>"),
)  # fmt: skip

#: Of formats that are not text.
BINARY = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF-1.7",
    b"obj",
    b"stream",
    b"\xff" * 9,
    b"\0" * 9,
    b"<w:p>",
    b"</w:p>",
    b"<!DOCTYPE x [",
]
