"""What one document asks of the catalogue while it is read; the answers decide when it is stale."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from ..model.catalogue import Catalogue
from .links import Links

if TYPE_CHECKING:
    from .domain import ReportDomain

P = ParamSpec("P")
T = TypeVar("T")

#: A question as it is remembered: the method's name and its arguments.
Question = tuple[str, tuple[object, ...]]


def digest(value: object) -> bytes:
    """A short, stable digest of an immutable value of the model."""
    return hashlib.blake2b(repr(value).encode(), digest_size=8).digest()


class Reader:
    """The catalogue as one document sees it: every question is remembered with its answer.

    So the set of what a page was made from is exactly what it asked for, and nobody has to keep a
    list of dependencies by hand.
    """

    def __init__(self, domain: ReportDomain, docname: str) -> None:
        self.domain = domain
        self.docname = docname
        self.links = Links(self)

    def ask(
        self, method: Callable[Concatenate[Catalogue, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask the catalogue: ``reader.ask(Catalogue.milestone_title, "DLP-802")``."""
        answer = method(self.domain.catalogue, *args, **kwargs)
        self.domain.note_question(self.docname, (method.__name__, args))
        return answer

    @property
    def month(self) -> str | None:
        """The month that the document is about; None for a page about no month.

        Of the form ``reports/2017-08/…``; whether such a month exists is another question.
        """
        return self.domain.month_of(self.docname)

    def month_or_newest(self) -> str | None:
        """The month of the document, else the newest published one."""
        return self.month or self.ask(Catalogue.newest)
