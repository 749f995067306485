"""A report of our own making, as Markdown and as the other formats that ``convert`` reads."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from markdown_it import MarkdownIt

WBS = """\
1A: Whole
1A.01:
  title: First area
  area: true
1A.01.01: Part one
1A.01.02: Part two & more
1A.02:
  title: Second area
  area: true
1A.02.01: Part three
"""

MILESTONES = """\
M-1:
  title: First milestone
  wbs: 1A.01.01
  due: 2017-07-31
M-2:
  title: Second milestone
  wbs: 1A.01.02
  due: 2017-12-31
MX-100:
  title: Third milestone
  wbs: 1A.02.01
  due: 2017-06-30
MX-101:
  title: Fourth milestone
  wbs: 1A.02.01
  due: 2017-06-30
"""

CONF = """\
report_wbs_prefix = "1."
report_trackers = {"DM": "https://tracker.example/browse/{id}"}
report_documents = {"LDM": "https://docs.example/{id}"}
report_kinds = {
    "Current accomplishments": "accomplishments",
    "Planned activities": "plans",
    "Recruitment update": "recruitment",
}
report_silence = ["No activity", "No work"]
"""

MARKDOWN = """\
# August 2017

## High-level summary

The mirror was cast, and **nothing** was late. The *second* casting follows, see
[the plan](https://example.org/plan).

## Risk management

No new risks were added.

## Milestone summary

### Achieved milestones

| ID | Description | Due Date |
|---|---|---|
| M-1 | First milestone | 2017-07-31 |

### Delayed milestones

| ID | Description | Due Date |
|---|---|---|
| M-2 | Second milestone *It waits for parts.* | 2017-12-31 |
| MX-100, MX-101 | Both milestones *They wait for M-2.* | 30 June 2017 |

## 1.1A.01: First area

### Current accomplishments

#### 1A.01.01 – Part one

- Casting [DM-10]:
  - The mould was made. [DM-11, DM-12]
  - It was filled.
- Polishing has begun; see LDM-3.

#### 1A.01.02 – Part two & more

- No activity this month.

### Planned activities

#### 1A.01.01 – Part one

- Polish it, and measure its surface with the new interferometer, which is to arrive in the middle of the
  month together with its stand and two spare lamps.

### Recruitment update

A technician joined.

## 1.1A.02: Second area

### Current accomplishments

#### 1A.02.01 – Part three

The drives were ordered.

| Drive | Weight |
|---|---|
| first | 20 kg |
| second | 30 kg |

### Planned activities

#### 1A.02.01 – Part three

1. Unpack them. [DM-13]
2. Test them.
"""

STYLE = """
@page { size: A5; margin: 2cm; @top-center { content: "Whole project, monthly report" }
  @bottom-center { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10pt serif; line-height: 1.35 } td, th { border: 0.5pt solid; padding: 2pt; text-align: left }
table { border-collapse: collapse; width: 100% } p, li { hyphens: manual }
"""


#: A page of two columns with hyphens, running heads, and a table whose rows are cut.
NASTY = """
@page { size: A4; margin: 2cm; @top-left { content: "Whole project" } @top-right { content: "August 2017" }
  @bottom-center { content: counter(page) } }
body { font: 10pt serif; columns: 2; column-gap: 0.8cm; text-align: justify; hyphens: auto }
table { border-collapse: collapse; width: 100%; font-size: 9pt } td, th { border: 0.5pt solid; padding: 2pt }
h1, h2, h3, h4 { font-size: 11pt; hyphens: manual } h4 { font-style: italic; font-weight: normal }
"""

#: Tables without rules.
BARE = """
@page { size: A4; margin: 2.5cm } body { font: 11pt serif }
td, th { padding: 2pt 14pt 2pt 0; text-align: left }
"""


def long_markdown() -> str:
    """The report with more rows, items and text, so that it has several pages."""
    words = (
        "the mirror was measured with an interferometer whose repeatability is documented thoroughly".split()
    )

    def sentence(seed: int, count: int) -> str:
        return (
            " ".join(words[(seed * 7 + at * at + at) % len(words)] for at in range(count)).capitalize() + "."
        )

    rows = "\n".join(f"| M-2 | Second milestone *{sentence(at, 25)}* | 2017-12-31 |" for at in range(14))
    items = "\n".join(
        f"- {sentence(at, 12)} [DM-{at + 20}]\n  - {sentence(at, 40)}\n  - {sentence(at + 1, 30)}"
        for at in range(8)
    )
    return (
        MARKDOWN.replace("| M-2 | Second milestone *It waits for parts.* | 2017-12-31 |", rows)
        .replace("- Polishing has begun", f"{items}\n- Polishing has begun")
        .replace("The drives were ordered.", "\n\n".join(sentence(at, 80) for at in range(4)))
    )


def html(markdown: str = MARKDOWN, style: str = STYLE) -> str:
    """The report as a page."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    return (
        f'<html lang="en"><head><title>Report</title><style>{style}</style></head><body>{body}</body></html>'
    )


_TEMPLATE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{0} xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{1}'
    "</w:{0}>"
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="'
    'application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(markdown: str = MARKDOWN) -> bytes:
    """The report as a Word document: headings by style, lists by numbering, links by relation."""
    body: list[str] = []
    links: list[str] = []
    lists: list[int] = []
    cells: list[str] = []
    kind = ""
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "heading_open":
            kind = f'<w:pStyle w:val="Heading{token.tag[1]}"/>'
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(1 if token.type.startswith("bullet") else 2)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            level = len(lists) - 1
            kind = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{lists[-1]}"/></w:numPr>'
        elif token.type == "inline":
            text = f"<w:p><w:pPr>{kind}</w:pPr>{_runs(token.children or [], links)}</w:p>"
            kind = ""
            (cells if cells or _in_table(body) else body).append(text)
        elif token.type == "table_open":
            body.append("<w:tbl>")
        elif token.type == "tr_close":
            body.append(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>")
            cells = []
        elif token.type == "table_close":
            body.append("</w:tbl>")
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in range(1, 7)
    )
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">'
        + "".join(f'<w:lvl w:ilvl="{each}"><w:numFmt w:val="{form}"/></w:lvl>' for each in range(9))
        + "</w:abstractNum>"
        for at, form in ((1, "bullet"), (2, "decimal"))
    ) + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2))
    relations = "".join(
        f'<Relationship Id="l{at}" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for at, target in enumerate(links)
    ) + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "numbering")
    )
    main = f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS.format(main))
        archive.writestr(
            "word/document.xml", _TEMPLATE.format("document", f"<w:body>{''.join(body)}</w:body>")
        )
        archive.writestr("word/styles.xml", _TEMPLATE.format("styles", styles))
        archive.writestr("word/numbering.xml", _TEMPLATE.format("numbering", numbering))
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS.format(relations))
    return stream.getvalue()


def _in_table(body: list[str]) -> bool:
    return bool(body) and re.match(r"<w:(?:tbl|tr)>", body[-1]) is not None


def _runs(children, links: list[str]) -> str:
    runs, style = [], ""
    for child in children:
        if child.type in ("strong_open", "em_open"):
            style = "<w:b/>" if child.type.startswith("strong") else "<w:i/>"
        elif child.type in ("strong_close", "em_close"):
            style = ""
        elif child.type == "link_open":
            runs.append(f'<w:hyperlink r:id="l{len(links)}">')
            links.append(str(child.attrs["href"]))
        elif child.type == "link_close":
            runs.append("</w:hyperlink>")
        else:
            text = escape(child.content if child.type == "text" else " ")
            runs.append(f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')
    return "".join(runs)
