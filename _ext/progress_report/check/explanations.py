"""The documentation of the codes: what each means, with a mistake and its correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..core.problems import FAULT, REMARK, Code


@dataclass(frozen=True, slots=True)
class Explanation:
    """The meaning of a code in one line, the severity, and an example: wrong, then right."""

    severity: str
    meaning: str
    wrong: str
    right: str


def _fault(meaning: str, wrong: str, right: str) -> Explanation:
    return Explanation(FAULT, meaning, wrong, right)


def _remark(meaning: str, wrong: str, right: str) -> Explanation:
    return Explanation(REMARK, meaning, wrong, right)


EXPLANATIONS: Mapping[Code, Explanation] = {
    Code.ACHIEVED: _fault(
        "A milestone is stated as achieved again after an earlier month stated it as achieved.",
        "M-1 under 'achieved' in 2017-07 and in 2017-08",
        "M-1 under 'achieved' only in the month in which it was achieved",
    ),
    Code.ADDRESS: _remark(
        "An address is used where the id of a ticket or document would survive a move of the tracker.",
        "[the ticket](https://tracker.example/browse/T-12)",
        "T-12, or {ticket}`the ticket <T-12>`",
    ),
    Code.AFTER: _fault(
        "A milestone is listed as its own predecessor.",
        "M-2: {title: …, wbs: …, due: 2017-12-31, after: [M-1, M-2]}",
        "M-2: {title: …, wbs: …, due: 2017-12-31, after: [M-1]}",
    ),
    Code.ANCHOR: _fault(
        "A heading occurs twice in one section, so a link cannot distinguish the two.",
        "#### Results … #### Results",
        "#### Results … #### Results of the second run",
    ),
    Code.BACKUP: _remark(
        "A backup or temporary file of an editor is among the reports. No page is made of it.",
        "reports/2017-08/1A.01.md~",
        "reports/2017-08/1A.01.md alone",
    ),
    Code.COVERAGE: _remark(
        "An area that is marked in wbs.yaml has no file in a full report, or reports no accomplishments.",
        "no file 1A.02.md in 2017-08",
        "1A.02.md, if only with 'No activity.'",
    ),
    Code.DATE: _fault(
        "A date does not exist or has the wrong format.",
        "due: 2017-02-30",
        "due: 2017-02-28, or due: 2017-02",
    ),
    Code.DELAYED: _fault(
        "A milestone is stated as delayed after an earlier month stated it as achieved.",
        "M-1 under 'achieved' in 2017-07, under 'delayed' in 2017-08",
        "correct the wrong month",
    ),
    Code.DIRECTIVE: _fault(
        "An option of a directive has an invalid value.", ":status: late", ":status: delayed"
    ),
    Code.DOCUMENT: _fault(
        "A document has a prefix that is not in report_documents in conf.py.",
        "{document}`DCO-1`",
        "{document}`DOC-1`",
    ),
    Code.DUE: _fault(
        "A due date differs from the one that an earlier month stated, without a rebaselining between them.",
        "due: 2017-09-30 under 'delayed', after due: 2017-05-31 in 2017-07",
        "the old date, or the new one under 'rebaselined' with a note",
    ),
    Code.DUPLICATE: _fault(
        "A key or an id occurs twice where only one is allowed.",
        "M-1 under 'achieved' and under 'delayed' of one month",
        "M-1 under one of them",
    ),
    Code.ELEMENT: _fault(
        "A WBS element is not in wbs.yaml, or is outside the area of the file.",
        "### 1A.02.01 in the file 1A.01.md",
        "### 1A.01.01",
    ),
    Code.EMPTY: _remark(
        "A section is empty. Readers cannot know whether nothing happened or somebody forgot to write.",
        "### 1A.01.02 at the end of the file",
        "### 1A.01.02 with 'No activity.' below it",
    ),
    Code.ENCODING: _fault(
        "A file is not UTF-8 text.", "a file saved as Windows-1252", "the same saved as UTF-8"
    ),
    Code.FILE: _fault(
        "A required file is missing, or a file cannot be used.",
        "a month without milestones.yaml",
        "an empty milestones.yaml",
    ),
    Code.HEADING: _fault(
        "A heading is not in report_kinds in conf.py, or is not allowed in this place.",
        "## Curent accomplishments",
        "## Current accomplishments",
    ),
    Code.ID: _fault("An id contains a space or has an invalid form.", "T- 12", "T-12"),
    Code.IDLE: _remark(
        "A comment silences a code, but there is no such message in this place.",
        "- Done. <!-- check: ignore report.token -->",
        "- Done.",
    ),
    Code.IGNORE: _fault(
        "A comment silences an unknown code.",
        "<!-- check: ignore report.tokn -->",
        "<!-- check: ignore report.token -->",
    ),
    Code.IN_USE: _remark(
        "A month uses an element before its 'since' or after its 'until' in wbs.yaml.",
        "### 1A.01.05 in 2017-08, with 'until: 2016-12'",
        "the element that replaced it, or a later 'until'",
    ),
    Code.KEY: _fault("A key is unknown.", "forcast: 2017-09", "forecast: 2017-09"),
    Code.LINK: _fault(
        "A link, reference or picture leads nowhere, or the text of a link is an id but it leads elsewhere.",
        "[T-12](https://old-tracker.example/T-12)",
        "T-12",
    ),
    Code.LINK_DEFINITION: _fault(
        "An id in brackets before a colon defines a link in Markdown; the text disappears from the page.",
        "- [T-12]: The server runs.",
        "- The server runs. [T-12]",
    ),
    Code.MARKUP: _fault(
        "Reports must not use this markup: raw HTML, files outside the month, scripts.",
        "<b>now</b>",
        "**now**",
    ),
    Code.MILESTONE: _fault("A milestone is not in milestones.yaml.", "- id: M-l", "- id: M-1"),
    Code.MONTH: _fault("There is no report for a month.", "{month}`2071-08`", "{month}`2017-08`"),
    Code.NAME: _fault("A file or directory has an unknown name.", "reports/2017-8/", "reports/2017-08/"),
    Code.NOTE: _remark(
        "A note about a milestone is the same, word for word, in three or more months.",
        "note: Work goes on. (in June, July and August)",
        "note: The second of three parts is done.",
    ),
    Code.OVERDUE: _remark(
        "A milestone is overdue at the end of the month, and the month does not mention it.",
        "2017-08 does not mention M-1, due 2017-07-31",
        "M-1 under 'delayed', 'achieved' or 'cancelled'",
    ),
    Code.PARENT: _fault(
        "The parent of an element is not in wbs.yaml.",
        "1A.01.01: Part one (without 1A.01)",
        "1A.01: First area",
    ),
    Code.PLAN: _remark(
        "No later month mentions something that a report planned.",
        "T-12 planned in 2017-07 and not mentioned since",
        "T-12 is postponed.",
    ),
    Code.PREFIX: _remark(
        "A word looks like a ticket or document, but its prefix is not in conf.py.", "TM-12", "MT-12"
    ),
    Code.REDIRECT: _fault(
        "An entry of report_redirects in conf.py leads to a page that does not exist.",
        '"wbs/1A.9": "wbs/1A.8"',
        '"wbs/1A.9": "wbs/1A.08"',
    ),
    Code.REQUIRED: _fault(
        "A required key is missing.",
        "cancelled: [{id: M-1}]",
        "… with a note: that says why",
    ),
    Code.SCHEDULE: _remark(
        "The schedule in milestones.yaml and a month disagree. Both are shown; correct one if it is wrong.",
        "finished: 2017-05-31, and 'delayed' in 2017-08",
        "the right date",
    ),
    Code.SECTION: _fault(
        "An element occurs twice under one kind of heading in a file.",
        "### 1A.01.01 … ### 1A.01.01",
        "### 1A.01.01 with the text of both",
    ),
    Code.SIZE: _fault(
        "A file, a text or a diagram exceeds a limit. A file that does is not read.",
        "a Markdown file of more than 100,000 bytes",
        "the file without pasted logs and the like",
    ),
    Code.TICKET: _fault(
        "A ticket has a prefix that is not in report_trackers in conf.py.",
        "{ticket}`TT-12`",
        "{ticket}`T-12`",
    ),
    Code.TITLE: _fault(
        "A title is missing, or differs from the one that wbs.yaml gives for this month.",
        "### 1A.01.01 Part won",
        "### 1A.01.01 Part one, or ### 1A.01.01",
    ),
    Code.TOKEN: _remark(
        "A word looks like an id but is none: it is not registered, or lacks its hyphen.",
        "M-99, T 12",
        "M-9, T-12",
    ),
    Code.TYPE: _fault("A value has the wrong type.", "delayed: M-1", "delayed: [{id: M-1}]"),
    Code.YAML: _fault(
        "A file is not valid YAML, or contains the markers of an unfinished merge.",
        "note: Late: no staff",
        'note: "Late: no staff"',
    ),
}


def explain(code: Code) -> str:
    """Return the explanation of ``code`` in a few lines."""
    found = EXPLANATIONS[code]
    head = f"report.{code.value} ({found.severity}): {found.meaning}"
    return f"{head}\n  wrong: {found.wrong}\n  right: {found.right}"
