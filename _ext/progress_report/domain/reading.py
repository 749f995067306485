"""Record what each document asks of the catalogue while it is read; the answers decide when it is stale."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Concatenate, ParamSpec, TypeVar, cast

from ..content.catalogue import (
    CITED,
    CITED_TICKETS,
    MILESTONES,
    REGISTERS,
    STATED,
    TEXTS,
    TICKETS,
    Catalogue,
)
from ..content.citations import mentions_of
from ..content.known import ELEMENT
from ..core.periods import is_period, kind
from .links import Links

P = ParamSpec("P")
T = TypeVar("T")

#: The package whose questions depend on no text of areas.
_MILESTONES = f"{__package__.rpartition('.')[0]}.milestones."

#: A recorded question: the name of its function, and the arguments after the catalogue.
Question = tuple[str, tuple[object, ...]]


@cache
def name_of(function: Callable[..., object]) -> str:
    """Return the name under which a function of the model is recorded."""
    return f"{function.__module__}:{function.__qualname__}"


def function_of(name: str) -> Callable[..., object]:
    """Return the function with a recorded name.

    :raises LookupError: if it no longer exists; then the code has changed and everything is read again
    """
    module, _, path = name.partition(":")
    try:
        return cast("Callable[..., object]", attrgetter(path)(import_module(module)))
    except (ImportError, AttributeError) as error:
        raise LookupError(name) from error


def digest(value: object) -> bytes:
    """Return a short, stable digest of an immutable value of the model."""
    return hashlib.blake2b(repr(value).encode(), digest_size=8).digest()


def as_of(question: Question) -> str:
    """Return the month as of whose end a question is answered: the newest one among its arguments; empty if
    it is about all months.

    No such answer depends on the texts of later months (see :attr:`.Catalogue.fingerprints`). A milestone may
    have the name of a release, so among releases every question is about all of them.
    """
    if not kind().months:
        return ""
    named = (getattr(argument, "month", argument) for argument in question[1])
    return max(
        (each for each in named if isinstance(each, str) and each[4:5] == "-" and is_period(each)), default=""
    )


#: What an answer is made from (see :func:`.depends_on`), and the month as of whose end it is given; empty for
#: all months.
Basis = tuple[str, str]


def basis(question: Question) -> Basis:
    """Return what the answer to a question is made from.

    While the fingerprint of that is the same, so is the answer.
    """
    what = _depends_on(question[0])
    return what, as_of(question) if what in (TEXTS, MILESTONES, STATED) else ""


@cache
def _depends_on(name: str) -> str:
    default = MILESTONES if name.startswith(_MILESTONES) else TEXTS
    return getattr(function_of(name), "depends_on", default)


def fingerprints(catalogue: Catalogue, before: Mapping[Basis, bytes]) -> dict[Basis, bytes]:
    """Return a digest of everything that the answers with each basis are made from.

    :param before: those of the build before: what is cited in a month is the same as long as its texts are
    """
    texts = catalogue.fingerprints
    found = {(TEXTS, month): value for month, value in texts.items()}
    found |= {(MILESTONES, month): value for month, value in catalogue.milestone_fingerprints.items()}
    found |= _stated(catalogue, before)
    found[REGISTERS, ""] = texts[REGISTERS]
    found[TICKETS, ""] = catalogue.ticket_fingerprint
    for name in catalogue.published():
        month, value = catalogue.month(name), before.get((CITED, name), b"")
        if month and not value.startswith(texts[name]):
            # All that a citation has: a mention may move to another line.
            value = texts[name] + digest(
                [
                    (docname, kind, element, each.kind, each.id, each.anchor, each.text)
                    for docname, kind, element, each in mentions_of(month, catalogue.element_of)
                ]
            )
        found[CITED, name] = value
    cited = [found[CITED, name].removeprefix(texts[name]) for name in catalogue.published()]
    found[CITED, ""] = digest((texts[REGISTERS], cited))
    found[CITED_TICKETS, ""] = digest((found[CITED, ""], catalogue.ticket_fingerprint))
    return found


#: What one month states about milestones, without notes; no question has this basis.
_STATED_ALONE = "stated alone"


def _stated(catalogue: Catalogue, before: Mapping[Basis, bytes]) -> dict[Basis, bytes]:
    """Return a digest of what is stated about milestones until the end of each month, and of each alone."""
    found: dict[Basis, bytes] = {}
    whole = b""
    for name, texts in catalogue.milestone_fingerprints.items():
        month, value = catalogue.month(name), before.get((_STATED_ALONE, name), b"")
        if month and not value.startswith(texts):
            statements = [each.without_note() for each in month.statements]
            # Which areas there are decides to which one a milestone belongs.
            areas = [area.element for area in month.areas]
            value = texts + digest((month.page.draft, month.page.summary, areas, statements))
        found[_STATED_ALONE, name] = value if month else b""
        alone = texts if name == REGISTERS else found[_STATED_ALONE, name].removeprefix(texts)
        # The last one, of the empty month, is that of all.
        whole = whole if name == "" else digest((whole, name, alone))
        found[STATED, name] = whole
    return found


class Reader:
    """The catalogue as one document uses it: every question is recorded with its answer.

    So the recorded dependencies of a page are exactly what it asked for, and nobody has to maintain them by
    hand.
    """

    def __init__(self, docname: str, month: str | None, answer: Callable[[str, Question], object]) -> None:
        """Read for the document ``docname`` about ``month``, None for a page about no month.

        ``answer`` returns and records the answer to a question of a document.
        """
        self.docname = docname
        self.month = month
        self._answer = answer
        self.links = Links(self)

    def ask(self, function: Callable[Concatenate[Catalogue, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Return the catalogue's answer: ``reader.ask(Catalogue.milestone_title, "DLP-802")``.

        Arguments are positional and hashable, answers immutable.

        :raises TypeError: for a named argument, which no record would contain
        """
        if named:
            raise TypeError(f"{function.__qualname__}: {', '.join(named)} must be positional")
        return cast("T", self._answer(self.docname, (name_of(function), args)))

    @property
    def area(self) -> str:
        """The element that names the document, the file of an area, by its current id."""
        name = self.docname.rpartition("/")[2]
        return self.ask(Catalogue.resolve, ELEMENT, name) or name

    def month_or_newest(self) -> str | None:
        """Return the month of the document, else the newest published one."""
        return self.month or self.ask(Catalogue.newest)
