"""One month: its page, statements and areas (content model, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

from . import identifiers, markdown_text
from .area import AreaFile
from .dates import Date
from .markdown_text import Block
from .problems import Code, Problems
from .prose import Known, Mention, examine, mentions
from .statements import Statement
from .yaml_text import Fields, read, top_mapping

INDEX_FILE = "index.md"
INDEX_KEYS = ("status", "published", "kind", "sources", "corrections")
PUBLISHED, DRAFT = "published", "draft"
REPORT, SUMMARY = "report", "summary"


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right after publication: a dated note."""

    date: Date
    text: str


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of the month's page with its anchor."""

    line: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Page:
    """The month's page ``index.md``: front matter, headings and what it cites.

    ``lead`` is its first paragraph as plain text.
    """

    path: str
    title: str
    draft: bool
    published: Date | None
    summary: bool
    sources: tuple[str, ...]
    corrections: tuple[Correction, ...]
    lead: str
    headings: tuple[PageHeading, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that one directory under ``reports/`` says; areas are sorted by element."""

    name: str
    page: Page
    statements: tuple[Statement, ...]
    areas: tuple[AreaFile, ...]

    @property
    def end(self) -> Date:
        """The last day: every derived figure is as of this day."""
        return Date.end_of(self.name)

    @property
    def docname(self) -> str:
        """The document of the month's page."""
        return self.page.path.removesuffix(".md")


def read_page(text: str, month: str, known: Known, problems: Problems) -> Page:
    """Read ``index.md`` of a month."""
    front, body = markdown_text.split_front_matter(text)
    value = read(front, problems, 2) if front is not None else None
    mapping = top_mapping(value, problems, "keys and values") if value else None
    if front is None:
        problems.fault(1, Code.REQUIRED, "the month's page needs front matter; expected '---' and 'status: published'")
    status, kind, published = PUBLISHED, REPORT, None
    sources: tuple[str, ...] = ()
    corrections: list[Correction] = []
    if mapping:
        fields = Fields(mapping, INDEX_KEYS, problems, "a month's front matter")
        fields.required("status")
        # What can't be read must not be published by mistake.
        status = fields.choice("status", (PUBLISHED, DRAFT), DRAFT)
        kind = fields.choice("kind", (REPORT, SUMMARY), REPORT)
        published = fields.date("published")
        sources = tuple(item.text.strip() for item in fields.texts("sources"))
        for item in fields.mappings("corrections"):
            correction = Fields(item, ("date", "text"), problems, "a correction")
            correction.required("date")
            said = correction.required("text")
            date = correction.date("date")
            if said and date:
                corrections.append(Correction(date, said.text.strip()))
    markdown = markdown_text.parse(body, known.settings.markdown)
    examine(markdown, known, problems)
    headings: list[PageHeading] = []
    cited: list[Mention] = []
    lead = ""
    anchors: dict[str, int] = {}
    for piece in markdown.pieces:
        if not isinstance(piece, Block):
            continue
        if piece.level:
            anchor = identifiers.slug(piece.plain)
            if anchor[0].isdigit():
                anchor = f"section-{anchor}"
            if anchor in anchors:
                problems.fault(
                    piece.line,
                    Code.ANCHOR,
                    f"the heading '{piece.plain}' stands already in line {anchors[anchor]}",
                )
                anchor = f"{anchor}-{piece.line}"
            anchors[anchor] = piece.line
            headings.append(PageHeading(piece.line, piece.plain, anchor))
        elif not lead and piece.path == ("paragraph",):
            lead = piece.plain
        anchor = headings[-1].anchor if headings else ""
        cited.extend(mentions(piece, anchor, known, problems))
    if not headings:
        problems.fault(1, Code.TITLE, "the month's page has no title; expected a line such as '# August 2017'")
    return Page(
        problems.path,
        headings[0].text if headings else month,
        status == DRAFT,
        published,
        kind == SUMMARY,
        sources,
        tuple(corrections),
        lead,
        tuple(headings),
        tuple(cited),
    )
