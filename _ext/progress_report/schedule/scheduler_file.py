"""Read a file that a scheduler exported as a table of texts: CSV, or a spreadsheet (.xls, .xlsx)."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.apart import run_apart
from ..core.limits import SCHEDULE_BYTES, SCHEDULE_COLUMNS, SCHEDULE_ROWS
from .scheduler_table import ScheduleError, Table

if TYPE_CHECKING:
    import python_calamine

#: The first bytes of spreadsheets, whatever their names: the compound file of .xls, the archive of .xlsx.
SPREADSHEETS = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04")

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: The encoding of CSV files from Excel in Western languages.
FALLBACK = "cp1252"


def read_tables(path: Path, note: Callable[[str], None]) -> dict[str, Table]:
    """Return the tables of the file ``path`` by name: one for each sheet of a spreadsheet, one for a CSV
    file.

    :param note: called with each remark on how the file was read
    :raises ScheduleError: if the file can't be read
    """
    data = read_bytes(path)
    if data.startswith(SPREADSHEETS):
        # A cell that is far away makes a library allocate all cells up to it.
        return run_apart(ScheduleError, _sheets, data)
    return {path.name: _csv(data, note)}


def _check_size(rows: int, columns: int) -> None:
    if rows > SCHEDULE_ROWS:
        raise ScheduleError(f"more than {SCHEDULE_ROWS} rows")
    if columns > SCHEDULE_COLUMNS:
        raise ScheduleError(f"more than {SCHEDULE_COLUMNS} columns")


def read_bytes(path: Path) -> bytes:
    """Return the content of the file ``path``.

    :raises ScheduleError: if it can't be read, or is too large
    """
    try:
        size = path.stat().st_size
        if size > SCHEDULE_BYTES:
            limit = SCHEDULE_BYTES // 1024 // 1024
            raise ScheduleError(f"the file has {size // 1024 // 1024} MB; expected at most {limit}")
        return path.read_bytes()
    except OSError as error:
        raise ScheduleError(f"the file can't be read: {error.strerror}") from error


def _csv(data: bytes, note: Callable[[str], None]) -> Table:
    text = text_of(data, note)
    head = text.partition("\n")[0]
    # In locales with a decimal comma, Excel separates values by semicolons.
    delimiter = max(",;\t", key=head.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            _check_size(len(rows), len(row))
    except csv.Error as error:
        raise ScheduleError(f"row {len(rows) + 1}: this is not CSV: {error}") from error
    return rows


def text_of(data: bytes, note: Callable[[str], None]) -> str:
    """Return the text of a file with the content ``data``.

    :param note: called with each remark on how it was read
    :raises ScheduleError: if its encoding is not known
    """
    encoding = _utf_16(data) or "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        row = _row_of(error)
        if encoding.startswith("utf-16"):
            raise ScheduleError(f"row {row}: not UTF-16 text, although it begins as such") from error
    try:
        text = data.decode(FALLBACK)
    except UnicodeDecodeError as error:
        byte, row = data[error.start], _row_of(error)
        raise ScheduleError(
            f"row {row}: neither UTF-8 nor {FALLBACK} text (byte 0x{byte:02X}); export as UTF-8"
        ) from error
    note(f"row {row}: not UTF-8 text, so the file is read as {FALLBACK}; check the letters there")
    return text


def _utf_16(data: bytes) -> str:
    """Return the name of the UTF-16 encoding of ``data``, with or without a byte order mark; empty for any
    other encoding.

    The names of columns are ASCII: without a mark, every other byte at the top is zero.
    """
    if data.startswith(UTF_16):
        return "utf-16"
    head = data[:64]
    if len(head) > 1 and len(head) % 2 == 0:
        for encoding, zeros, letters in (
            ("utf-16-le", head[1::2], head[::2]),
            ("utf-16-be", head[::2], head[1::2]),
        ):
            if not any(zeros) and all(letters):
                return encoding
    return ""


def _row_of(error: UnicodeDecodeError) -> int:
    return bytes(error.object).count(b"\n", 0, error.start) + 1


def _sheets(data: bytes) -> dict[str, Table]:
    try:
        import python_calamine
    except ImportError as error:
        raise ScheduleError(
            "a spreadsheet needs python-calamine; install it, or progress-report[import]"
        ) from error
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return {name: _rows(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ScheduleError(f"the spreadsheet can't be read: {error}") from error


def _rows(sheet: python_calamine.CalamineSheet) -> Table:
    _check_size(sheet.total_height, sheet.total_width)
    return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: object) -> str:
    """Return a cell as text: a date in ISO format, a whole number without a decimal point."""
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
