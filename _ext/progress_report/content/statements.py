"""The statements of a month about milestones: ``reports/YYYY-MM/milestones.yaml`` (content model,
section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from ..core.data_annotations import MONTH, Line, NoteLine, SourcePath, word
from ..core.dates import Date
from ..core.identifiers import anchor_part
from ..core.periods import date_of, kind
from ..core.problems import Code, Problems
from ..core.suggestions import suggestion
from ..syntax import markdown_text
from ..syntax.markdown_text import Block
from ..syntax.yaml_text import Fields, Mapping, Scalar, Value, top_mapping
from .known import MILESTONE, Known
from .mentions import Mention, Mentions, mentions
from .refusals import NOT_IN_NOTE, examine
from .registers import WBS_FILE, known_element
from .yaml_keys import ACHIEVED, MONTH_MILESTONES, REBASELINED, STATEMENTS, STATUSES

_NOTE_BLOCKS = frozenset({"paragraph", "bullet_list", "ordered_list", "list_item"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a month about a milestone or a group of milestones.

    ``ids`` are canonical if the register has them, else as written.
    """

    month: Annotated[str, "The month of the report.", MONTH]
    status: Annotated[str, "The stated status.", word(*STATUSES)]
    ids: Annotated[tuple[str, ...], "The milestones."]
    title: Annotated[str, "The title of a group, else empty."]
    due: Annotated[Date | None, "The due date as this month states it."]
    forecast: Annotated[Date | None, "The expected date."]
    date: Annotated[Date | None, "The date of the achievement, if it is known to the day."]
    wbs: Annotated[str, "The element that the month reports it under, if it differs from the register."]
    note: Annotated[str, "The reason and the consequences, as written (MyST Markdown)."]
    note_line: NoteLine
    path: SourcePath
    line: Line
    mentions: Mentions = ()

    @property
    def achieved_on(self) -> Date | None:
        """The date of the achievement or, if it is not known to the day, its month; None for another
        status."""
        return (self.date or date_of(self.month)) if self.status == ACHIEVED else None

    def without_note(self) -> Statement:
        """Return the statement without its note and line."""
        return replace(self, note="", note_line=0, mentions=(), line=0)

    def anchor(self, milestone: str) -> str:
        """Return the anchor of ``milestone`` on the month's page; each id of a group has its own."""
        return statement_anchor(self.status, milestone)


def statement_anchor(status: str, milestone: str) -> str:
    """Return the anchor of a statement with ``status`` about ``milestone``."""
    return f"{status}-{anchor_part(milestone)}"


def read_statements(
    value: Value | None, month: str, known: Known, problems: Problems, *, notes: bool = True
) -> tuple[Statement, ...]:
    """Read ``value``, the content of ``milestones.yaml`` of ``month``, in the order of the file.

    Without ``notes``, the mentions in notes are not read.
    """
    mapping = top_mapping(value, problems, f"lists under {', '.join(STATUSES)}")
    if mapping is None:
        return ()
    fields = Fields(mapping, MONTH_MILESTONES.names, problems, f"a {kind().word}'s milestones")
    found: list[Statement] = []
    for key, _ in mapping.entries:
        if key.text in STATUSES:
            for item in fields.mappings(key.text):
                statement = _statement(item, key.text, month, known, problems, notes=notes)
                if statement:
                    found.append(statement)
    return tuple(_once(found, problems))


def _once(statements: list[Statement], problems: Problems) -> Iterator[Statement]:
    """Yield all statements, and report ids that are stated twice.

    With the same status their anchors would be the same; with another the month contradicts itself. A
    rebaselining may accompany another statement.
    """
    seen: dict[tuple[bool, str], Statement] = {}
    for statement in statements:
        for name in statement.ids:
            first = seen.setdefault((statement.status == REBASELINED, name), statement)
            if first is statement:
                continue
            said = f"{statement.status} twice"
            if first.status != statement.status:
                said = f"{first.status} and {statement.status}"
            problems.fault(
                statement.line,
                Code.DUPLICATE,
                f"'{name}' is stated {said} in {statement.month}; first in line {first.line}; keep one",
            )
        yield statement


def _statement(
    item: Mapping, status: str, month: str, known: Known, problems: Problems, *, notes: bool
) -> Statement | None:
    record = STATEMENTS[status]
    fields = Fields(item, record.names, problems, f"a statement under '{status}'")
    faults = len(problems.found)
    ids = tuple(dict.fromkeys(_milestone_id(scalar, known, problems) for scalar in fields.texts("id")))
    if not ids:
        if len(problems.found) == faults:
            problems.fault(item.line, Code.REQUIRED, f"a statement under '{status}' needs an 'id'")
        return None
    fields.require(name for name in record.required if name != "id")
    wbs = fields.scalar("wbs")
    elements = None if WBS_FILE in known.registers.unreadable else known.elements
    note = fields.scalar("note")
    return Statement(
        month=month,
        status=status,
        ids=ids,
        title=fields.title("title"),
        due=fields.date("due"),
        forecast=fields.date("forecast"),
        date=fields.date("date") if status == ACHIEVED else None,
        wbs=known_element(wbs, elements, known.settings, problems) if wbs else "",
        note=note.text.rstrip() if note else "",
        note_line=note.text_line if note else 0,
        path=problems.path,
        line=item.line,
        mentions=read_note(note, statement_anchor(status, ids[0]), known, problems) if note and notes else (),
    )


def _milestone_id(scalar: Scalar, known: Known, problems: Problems) -> str:
    text = scalar.text.strip()
    registers = known.registers
    target = known.resolve(MILESTONE, text)
    if target is not None:
        return target
    joined = "".join(text.split())
    if "," in text:
        listed = ", ".join(filter(None, (part.strip() for part in text.split(","))))
        problems.fault(scalar.line, Code.ID, f"'{text}' is not an id; several ids are a list: [{listed}]")
    elif joined != text:
        hint = suggestion(joined, registers.milestone_names)
        problems.fault(scalar.line, Code.ID, f"a space inside the id '{text}'{hint}")
    elif wrong := known.unknown(MILESTONE, text):
        problems.fault(scalar.line, *wrong)
    return text


def read_note(note: Scalar, anchor: str, known: Known, problems: Problems) -> tuple[Mention, ...]:
    """Return the mentions in a note, to be found at ``anchor``, and report what is wrong in it."""
    return tuple(_note_mentions(note, anchor, known, problems))


def _note_mentions(note: Scalar, anchor: str, known: Known, problems: Problems) -> Iterator[Mention]:
    markdown = markdown_text.parse(note.text, known.settings.markdown, note.text_line)
    examine(markdown, known, problems)
    told = {problem.line for problem in problems.found if problem.code == Code.MARKUP.value}
    for piece in markdown.pieces:
        simple = isinstance(piece, Block) and not piece.level and _NOTE_BLOCKS.issuperset(piece.path)
        if not simple and piece.line not in told:
            problems.fault(piece.line, Code.MARKUP, NOT_IN_NOTE)
        if isinstance(piece, Block):
            yield from mentions(piece, anchor, known, problems)
