"""Months that were printed: PDFs of an earlier build, which a build of the site takes in.

The name of a print holds a digest of the files of its month. So whether a month has a print that says
what its pages say is a question of names alone; a month that was edited has none until it is printed again.
"""

from __future__ import annotations

from pathlib import Path

from ..content.catalogue import Catalogue
from ..load.loader import REPORTS
from .reading import digest


def print_name(catalogue: Catalogue, month: str) -> str:
    """The file name of a print of a month as it is today: ``2017-08-0123456789abcdef.pdf``."""
    prefix = f"{REPORTS}/{month}/"
    texts = sorted(each for each in catalogue.sources.items() if each[0].startswith(prefix))
    return f"{month}-{digest(texts).hex()}.pdf"


def prints_of(directory: Path, month: str) -> list[Path]:
    """The prints of a month in a directory, whatever they were made from."""
    return sorted(directory.glob(f"{month}-*.pdf"))


def find_prints(directory: Path, catalogue: Catalogue) -> dict[str, Path]:
    """The prints in a directory that are up to date, by month."""
    found = {name: directory / print_name(catalogue, name) for name in _printed(directory, catalogue)}
    return {name: path for name, path in found.items() if path.is_file()}


def _printed(directory: Path, catalogue: Catalogue) -> list[str]:
    return [name for name in catalogue.months() if prints_of(directory, name)]
