"""Record what each document asks of the catalogue while it is read; the answers decide when it is stale."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Concatenate, ParamSpec, TypeVar, cast

from ..content.catalogue import Catalogue
from ..core.dates import is_month
from .links import Links

P = ParamSpec("P")
T = TypeVar("T")

#: A recorded question: the name of its function, and the arguments after the catalogue.
Question = tuple[str, tuple[object, ...]]


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

    No such answer depends on the texts of later months (see :attr:`.Catalogue.fingerprints`).
    """
    named = (getattr(argument, "month", argument) for argument in question[1])
    return max(
        (each for each in named if isinstance(each, str) and each[4:5] == "-" and is_month(each)), default=""
    )


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

    def month_or_newest(self) -> str | None:
        """Return the month of the document, else the newest published one."""
        return self.month or self.ask(Catalogue.newest)
