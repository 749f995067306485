"""Tables for a spreadsheet, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: Characters that begin a formula in a spreadsheet, including their full-width forms.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

Cell = str | int


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as text: RFC 4180, with the mark by which spreadsheets recognise UTF-8.

    ``columns`` are the names in the first row. No text of the ``rows`` becomes a formula.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(_harmless, rows))
    return f"\ufeff{file.getvalue()}"


def _harmless(row: Iterable[Cell]) -> list[Cell]:
    """Return the row without formulas in its texts. Numbers are our own, and may be negative."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row]
