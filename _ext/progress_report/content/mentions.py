"""The ids that a text mentions: each with its place, and a message for one that is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from ..core import identifiers
from ..core.data_annotations import Anchor, Line, word
from ..core.limits import BLOCK_IDS
from ..core.problems import Code, Problems, UnreadableError
from ..syntax.markdown_text import Block, Run, split_role
from .known import LISTS, MILESTONE, ROLES, Known
from .malformed_ids import check_words
from .unknown_ids import unknown_word

_REST_OF_ID = re.compile(r"\s+(\d+)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a text."""

    kind: Annotated[str, "The kind of object.", word(*ROLES)]
    id: Annotated[str, "The id in its canonical form."]
    line: Line
    anchor: Anchor
    text: Annotated[str, "The paragraph or bullet around it, without markup."]


Mentions = Annotated[tuple[Mention, ...], "The ids that it cites, in order."]


def role_ids(kind: str, text: str) -> tuple[str, ...]:
    """Return the ids in ``text``, the content of a role of ``kind``: one, or several separated by commas if
    allowed."""
    title, target = split_role(text)
    if title is not None or kind not in LISTS:
        return (target,)
    return tuple(part.strip() for part in target.split(",") if part.strip()) or ("",)


def mentions(block: Block, anchor: str, known: Known, problems: Problems) -> Iterator[Mention]:
    """Yield the ids that a block cites, in order, to be found at ``anchor``; report unknown ones.

    :raises UnreadableError: if there are more than :data:`.limits.BLOCK_IDS`
    """
    for count, mention in enumerate(_all_mentions(block, anchor, known, problems)):
        if count == BLOCK_IDS:
            raise UnreadableError(mention.line, f"more than {BLOCK_IDS} ids in one paragraph")
        yield mention


def _all_mentions(block: Block, anchor: str, known: Known, problems: Problems) -> Iterator[Mention]:
    for run in block.runs:
        kind = run.role.removeprefix("report:")
        if kind in ROLES:
            yield from _role_mentions(kind, run, block, anchor, known, problems)
        elif run.linkable:
            for found in known.vocabulary.scan(run.text):
                if found.kind == "unknown":
                    if not found.escaped:
                        _unknown_token(found, run, known, problems)
                elif not found.escaped:
                    yield Mention(found.kind, found.target, run.line, anchor, block.plain)
            check_words(run, known, problems)


def _role_mentions(
    kind: str, run: Run, block: Block, anchor: str, known: Known, problems: Problems
) -> Iterator[Mention]:
    for text in role_ids(kind, run.text):
        target = known.resolve(kind, text)
        if target is not None:
            yield Mention(kind, target, run.line, anchor, block.plain)
        elif wrong := known.unknown(kind, text):
            problems.fault(run.line, *wrong)


def _unknown_token(found: identifiers.Found, run: Run, known: Known, problems: Problems) -> None:
    token = found.text
    wrong = known.unknown(MILESTONE, token)
    if wrong is None:
        return
    split = _REST_OF_ID.match(run.text, found.end)
    if split and token + split[1] in known.registers.milestones:
        problems.fault(
            run.line, Code.ID, f"a space inside an id: '{token} {split[1]}'; expected '{token}{split[1]}'"
        )
    else:
        problems.remark(run.line, Code.TOKEN, unknown_word(token, wrong[1]))
