"""One month: its page, statements and areas (content model, section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from ..core import identifiers
from ..core.data_annotations import MONTH, Anchor, DataKey, Line, SourcePath, either
from ..core.dates import YEARS, Date
from ..core.periods import end_of, kind, period_name
from ..core.problems import Code, Problems
from ..syntax import markdown_text
from ..syntax.beside import below
from ..syntax.markdown_text import Block, Directives, Markdown
from ..syntax.yaml_text import Fields, read, top_mapping, web_address
from .area import AreaFile, repeated_heading
from .known import Known
from .mentions import Mention, Mentions, mentions
from .refusals import examine, our_directives
from .statements import Statement
from .yaml_keys import CORRECTION, DRAFT, REPORT, SUMMARY, index

INDEX_FILE = "index.md"


@dataclass(frozen=True, slots=True)
class Correction:
    """A dated note on a correction after publication."""

    date: Annotated[Date, "The date of the correction."]
    text: Annotated[str, "What was corrected."]


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of the month's page with its anchor."""

    line: Line
    text: Annotated[str, "The text."]
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Page:
    """The month's page ``index.md``: front matter, headings, texts and mentions.

    ``lead`` is its first paragraph as plain text; for a summary, which begins with its sources, the first one
    below a heading. ``directives`` are those of this extension. ``texts`` holds the paragraphs and bullets
    below each anchor as plain text; only search and data show them. ``beside`` holds what else is stated
    there (see :attr:`.Markdown.beside`).
    """

    path: SourcePath
    title: Annotated[str, "Its title."]
    draft: bool
    published: Annotated[Date | None, "The date of publication, if it is known."]
    summary: Annotated[
        bool, "A summary is compiled from other sources.", DataKey("kind"), either(REPORT, SUMMARY)
    ]
    sources: Annotated[tuple[str, ...], "The sources of a summary."]
    corrections: Annotated[tuple[Correction, ...], "Corrections after publication."]
    lead: Annotated[str, "Its introduction: one paragraph without markup."]
    headings: Annotated[tuple[PageHeading, ...], "Its headings, in order."]
    mentions: Mentions
    directives: Directives
    texts: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), compare=False)
    beside: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a month's page.

    The defaults keep an unreadable one from being published by mistake.
    """

    draft: bool = True
    published: Date | None = None
    summary: bool = False
    sources: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The content of one directory under ``reports/``; areas are sorted by element."""

    name: Annotated[str, "The month.", DataKey("month"), MONTH]
    page: Annotated[Page, "The month's own page.", DataKey("report")]
    statements: Annotated[tuple[Statement, ...], "Its statements about milestones, in order."]
    areas: Annotated[tuple[AreaFile, ...], "The reports of its areas, by element."]

    @property
    def end(self) -> Date:
        """The last day: every derived figure is as of this day."""
        return end_of(self.name)

    @property
    def docname(self) -> str:
        """The document of the month's page."""
        return self.page.path.removesuffix(".md")


def read_page(text: str, month: str, known: Known, problems: Problems) -> Page:
    """Read ``index.md`` with the content ``text`` for ``month`` (``YYYY-MM``)."""
    front, body = markdown_text.split_front_matter(text)
    wrong, line = markdown_text.wrong_front_matter(text)
    if wrong and text.startswith("---"):  # of all others, it is said that they are missing
        problems.fault(line, Code.YAML, wrong)
        said = FrontMatter()
    else:
        said = read_front(front, problems)
    markdown = markdown_text.parse(body, known.settings.markdown)
    examine(markdown, known, problems)
    blocks = [piece for piece in markdown.pieces if isinstance(piece, Block)]
    title = next((block.plain for block in blocks if block.level == 1 and block.plain), "")
    headings = tuple(_headings(blocks, problems))
    anchors = {heading.line: heading.anchor for heading in headings}
    texts: dict[str, list[str]] = {}
    cited: list[Mention] = []
    opening = lead = anchor = ""
    for block in blocks:
        if block.level:
            anchor = anchors[block.line]
        elif block.plain:
            texts.setdefault(anchor, []).append(block.plain)
            if block.path == ("paragraph",):
                opening = opening or block.plain
                below_title = anchor and anchor != headings[0].anchor
                lead = lead or (block.plain if below_title or not said.summary else "")
        cited.extend(mentions(block, anchor, known, problems))
    # For an empty file, one fault is enough.
    if not title and text.strip():
        problems.fault(
            1,
            Code.TITLE,
            f"the {kind().word}'s page has no title; expected a line such as '# {period_name(month)}'",
        )
    return Page(
        path=problems.path,
        title=title or (headings[0].text if headings else month),
        draft=said.draft,
        published=said.published,
        summary=said.summary,
        sources=said.sources,
        corrections=said.corrections,
        lead=lead or opening,
        headings=headings,
        mentions=tuple(cited),
        directives=our_directives(markdown),
        texts=tuple((anchor, tuple(said)) for anchor, said in texts.items()),
        beside=tuple(_beside(markdown, headings)),
    )


def _beside(markdown: Markdown, headings: tuple[PageHeading, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    anchors = ("", *(each.anchor for each in headings))
    found = below(markdown.beside, [0, *(each.line for each in headings)])
    yield from ((anchor, texts) for anchor, texts in zip(anchors, found, strict=True) if texts)


def _headings(blocks: list[Block], problems: Problems) -> Iterator[PageHeading]:
    """Yield the headings of a page, each with a unique anchor."""
    lines: dict[str, int] = {}
    above: list[tuple[int, str]] = []
    for block in blocks:
        if block.level:
            anchor = identifiers.slug(block.plain)
            if anchor[0].isdigit():
                anchor = f"section-{anchor}"
            above = [each for each in above if each[0] < block.level]
            # The title of the page is above all of them.
            if anchor in lines and above[1:]:
                anchor = f"{above[-1][1]}-{anchor}"
            if anchor in lines:
                problems.fault(block.line, Code.ANCHOR, repeated_heading(block.plain, lines[anchor]))
                anchor = f"{anchor}-{block.line}"
            lines[anchor] = block.line
            above.append((block.level, anchor))
            yield PageHeading(block.line, block.plain, anchor)


def read_front(front: str | None, problems: Problems) -> FrontMatter:
    """Read the front matter of a month's page; ``front`` is None for a page that has none."""
    what = f"a {kind().word}'s front matter"
    if front is None:
        problems.fault(
            1,
            Code.REQUIRED,
            f"the {kind().word}'s page needs front matter; expected '---', 'status: published' and '---' as "
            "its first lines",
        )
        return FrontMatter()
    faults = len(problems.found)
    mapping = top_mapping(read(front, problems, 2), problems, "keys and values")
    if mapping is None:
        if len(problems.found) == faults:
            problems.fault(1, Code.REQUIRED, f"{what} needs a 'status'")
        return FrontMatter()
    keys = index()
    fields = Fields(mapping, keys.names, problems, what)
    fields.require(keys.required)
    date = fields.date("date")
    if date and date.year not in YEARS:
        # All months between two releases are on some charts.
        message = (
            f"'date: {date}' is not the date of a release; expected a year from {YEARS[0]} to {YEARS[-1]}"
        )
        problems.fault(fields.line, Code.DATE, message)
        date = None
    # Without its date a release has no place among the others.
    draft = "date" in keys.required and date is None
    return FrontMatter(
        fields.choice("status", keys.choices("status"), DRAFT) == DRAFT or draft,
        fields.date("published"),
        fields.choice("kind", keys.choices("kind"), REPORT) == SUMMARY,
        tuple(filter(None, (web_address(each, "sources", problems) for each in fields.texts("sources")))),
        tuple(_corrections(fields, problems)),
        date,
    )


def _corrections(fields: Fields, problems: Problems) -> Iterator[Correction]:
    for item in fields.mappings("corrections"):
        correction = Fields(item, CORRECTION.names, problems, "a correction")
        correction.require(CORRECTION.required)
        text, date = correction.scalar("text"), correction.date("date")
        if text and date:
            # One paragraph: other lines would be markup of their own in the text edition.
            yield Correction(date, " ".join(text.text.split()))
