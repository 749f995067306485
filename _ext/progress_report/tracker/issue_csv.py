"""Read the issues of a table, such as the CSV that Jira exports.

Jira names the columns in the language of its user, and repeats the name of a column that has several values.
Its fields of one project are named ``Custom field (…)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..core.dates import Date
from ..core.limits import TITLE_CHARACTERS
from ..schedule.activities import Note
from ..schedule.date_formats import date_of, orders_of
from ..schedule.scheduler_table import ScheduleError, Table, clean
from .issues import Issue, IssueExport, Known, TrackerError, collect, newest

ID, TITLE, STATUS, RESOLVED, CHANGED = "id", "title", "status", "resolved", "changed"
ELEMENT, LABELS, EPIC = "element", "labels", "epic"

#: The columns that are read, with their names in exports, the most telling one first: those of Jira in
#: English, German, French and Spanish, and those of GitLab's CSV.
COLUMNS: dict[str, tuple[str, ...]] = {
    ID: ("Issue key", "Key", "Vorgangsschlüssel", "Schlüssel", "Clé de ticket", "Clé", "Clave de incidencia",
         "Clave", "URL"),
    TITLE: ("Summary", "Title", "Zusammenfassung", "Résumé", "Resumen"),
    STATUS: ("Status", "State", "État", "Statut", "Estado"),
    RESOLVED: ("Resolved", "Resolution Date", "Closed At (UTC)", "Closed At", "Erledigt", "Résolu",
               "Résolue", "Resuelta", "Resuelto"),
    CHANGED: ("Updated", "Created", "Updated At (UTC)", "Created At (UTC)", "Aktualisiert", "Erstellt",
              "Mise à jour", "Création", "Créée", "Actualizada", "Creada"),
    ELEMENT: ("WBS", "WBS Element", "WBS Code", "WBS Number"),
    LABELS: ("Labels", "Component/s", "Components", "Component", "Stichwörter", "Stichworte",
             "Komponenten", "Komponente/n", "Étiquettes", "Composants", "Etiquetas", "Componentes"),
    EPIC: ("Epic Link", "Parent key", "Epos-Verknüpfung", "Lien d'épopée"),
}  # fmt: skip

_NAMES = {name.casefold(): column for column, names in COLUMNS.items() for name in names}

#: The date of a text in a column.
Read = dict[tuple[str, str], Date | None]

#: Columns of ids and titles are at the top; exports for a spreadsheet may have a heading above them.
HEADER_ROWS = 10


def read_csv(table: Table, known: Known, order: str) -> IssueExport:
    """Return the issues of ``table``.

    :param order: the order of numeric dates, as ``report_date_order`` in ``conf.py`` has it; may be empty
    :raises TrackerError: if it has no columns of ids and titles, or dates that can't be read
    """
    head = next((at for at, row in enumerate(table[:HEADER_ROWS]) if _is_head(_columns(row))), None)
    if head is None:
        raise TrackerError(
            f"no row with the columns '{COLUMNS[ID][0]}' and '{COLUMNS[TITLE][0]}' among the first "
            f"{HEADER_ROWS}; export all fields as CSV, or as JSON"
        )
    columns = _columns(table[head])
    dates = {column: _dates(table, head, columns.get(column, ())) for column in (RESOLVED, CHANGED)}
    try:
        orders = orders_of({COLUMNS[column][0]: found for column, found in dates.items() if found}, order)
    except ScheduleError as error:
        raise TrackerError(str(error)) from error
    read: Read = {
        (column, text): date_of(text, orders[COLUMNS[column][0]])
        for column, found in dates.items()
        for _, text in found
    }
    notes = [
        Note("not understood as a date", row, detail=text[:TITLE_CHARACTERS])
        for column, found in dates.items()
        for row, text in found
        if not read[column, text]
    ]
    rows = _issues(table, head, columns, known, read)
    return collect(rows, known, notes, resolves=RESOLVED in columns)


def _is_head(columns: dict[str, list[int]]) -> bool:
    return ID in columns and TITLE in columns


def _columns(row: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of each column in a header row."""
    found: dict[str, list[int]] = {}
    for at, cell in enumerate(row):
        name = clean(cell)
        # A field of a project's own is `Custom field (WBS)`.
        custom = name.rpartition("(")[2].removesuffix(")") if name.endswith(")") else ""
        column = _NAMES.get(name.casefold()) or _NAMES.get(custom.casefold())
        if column:
            found.setdefault(column, []).append(at)
    return found


def _cells(row: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    return filter(None, (clean(row[at]) for at in places if at < len(row)))


def _dates(table: Table, head: int, places: Sequence[int]) -> list[tuple[int, str]]:
    """Return the dates in a column, each with its row."""
    return [
        (index, _day(cell))
        for index, row in enumerate(table[head + 1 :], head + 2)
        for cell in _cells(row, places)
    ]


_TIME = re.compile(r"(?<![T ,])[T ,]+\d{1,2}[:.h]\d\d.*$")


def _day(text: str) -> str:
    """Return a date without its time, which the languages of Jira write differently."""
    return _TIME.sub("", text)


def _issues(
    table: Table, head: int, columns: dict[str, list[int]], known: Known, read: Read
) -> Iterator[Issue]:
    for index, row in enumerate(table[head + 1 :], head + 2):
        cells = {column: list(_cells(row, places)) for column, places in columns.items()}
        if not any(cells.values()):
            continue
        days = {
            column: [read[column, _day(cell)] for cell in cells.get(column, ())]
            for column in (RESOLVED, CHANGED)
        }
        names = cells.get(ID, ())
        epics = filter(None, map(known.ticket, cells.get(EPIC, ())))
        yield Issue(
            row=index,
            id=next((each for each in names if known.ticket(each)), "")
            or known.at(names)
            or next(iter(names), ""),
            title=next(iter(cells[TITLE]), ""),
            status=next(iter(cells.get(STATUS, ())), ""),
            resolved=next(iter(days[RESOLVED]), None),
            element=known.element([*cells.get(ELEMENT, ()), *cells.get(LABELS, ())]),
            epic=next(epics, ""),
            changed=newest([*days[RESOLVED], *days[CHANGED]]),
        )
