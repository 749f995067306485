"""The PDFs of months from an earlier build, which a build of the site includes.

The name of a PDF contains a digest of the files of its month and of the language. So a month has a PDF that
matches its pages exactly if a file of that name exists; an edited month has none until it is printed again.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..content.catalogue import Catalogue
from ..core.language import ENGLISH, language
from ..core.places import reports
from ..progress.month_tickets import titled_tickets
from .reading import digest


def print_name(catalogue: Catalogue, month: str) -> str:
    """Return the file name of the PDF of the current ``month``: ``2017-08-0123456789abcdef.pdf``."""
    prefix = f"{reports()}/{month}/"
    texts = sorted(each for each in catalogue.sources.items() if each[0].startswith(prefix))
    made_of: object = texts if language() == ENGLISH else (texts, language())
    if tickets := titled_tickets(catalogue, month):
        # What the list of tickets shows of them.
        made_of = made_of, [(each.id, each.title, each.status, each.resolved, each.as_of) for each in tickets]
    return f"{month}-{digest(made_of).hex()}.pdf"


def prints_of(directory: Path, month: str) -> list[Path]:
    """Return all PDFs of ``month`` in ``directory``, up to date or not."""
    # The name of a release may begin like that of another one.
    name = re.compile(rf"{re.escape(month)}-[0-9a-f]+\.pdf")
    return sorted(path for path in directory.glob("*.pdf") if name.fullmatch(path.name))


def find_prints(directory: Path, catalogue: Catalogue) -> dict[str, Path]:
    """Return the PDFs in ``directory`` that are up to date, by month."""
    found = {name: directory / print_name(catalogue, name) for name in _printed(directory, catalogue)}
    return {name: path for name, path in found.items() if path.is_file()}


def _printed(directory: Path, catalogue: Catalogue) -> list[str]:
    return [name for name in catalogue.months() if prints_of(directory, name)]
