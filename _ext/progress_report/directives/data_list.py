"""``{data-files}``: the files of the site for programs."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.catalogue import Catalogue
from ..core.language import Translated, gettext, gettext_noop
from ..domain import page_names
from ..domain.parts import Content, Part
from ..export.data import FILE_NAMES, ONE_MONTH
from ..export.editor_schemas import file_name
from ..milestones.milestone_status import due_by_day
from ..render.elements import Cell, table
from ..render.nodes import site_file
from .base import ReportDirective

#: The content of each file, in the order in which readers look for it.
_SAYS = Translated(
    {
        "months": gettext_noop("All published reports, with their full content."),
        "milestones": gettext_noop(
            "The register of milestones, with the current status and the reporting history of each."
        ),
        "wbs": gettext_noop("The work breakdown structure."),
        "tickets": gettext_noop("All cited tickets, with every citation."),
        "documents": gettext_noop("All documents, with every citation."),
    }
)


#: A file, its format, its content and its schema.
Row = tuple[str, str, str, str]


class DataFiles(ReportDirective):
    """A table of the files; those that need a published month appear once there is one."""

    def parts(self) -> Sequence[Content]:
        """Return the table."""
        newest = self.reader.ask(Catalogue.newest)
        rows = [_json(f"{name}.json", _SAYS[name], name) for name in FILE_NAMES]
        if newest:
            rows.append(
                _json(
                    f"months/{newest}.json",
                    gettext("One month; the files of the other months are named accordingly."),
                    ONE_MONTH,
                )
            )
        says = gettext("The milestones with their current status, for a spreadsheet.")
        rows.append((page_names.REGISTER_FILE, "CSV", says, ""))
        says = gettext("The cited tickets with what the register says of them, for a spreadsheet.")
        rows.append((page_names.TICKETS_FILE, "CSV", says, ""))
        if self.reader.ask(due_by_day):
            says = gettext("The due dates that are known to the day, as a calendar to subscribe to.")
            rows.append(("data/milestones.ics", "iCalendar", says, ""))
        if newest:
            says = gettext("The milestones with their current status, for Sphinx-Needs.")
            rows.append(("data/needs.json", "Sphinx-Needs", says, ""))
            rows.append(
                ("feed.xml", "Atom", gettext("An entry for each published month, with its summary."), "")
            )
            says = gettext("One month as a single text; the files of the other months are named accordingly.")
            rows.append((page_names.text_file(newest), "Markdown", says, ""))
        says = gettext("The licences of the style sheets, scripts and icons that the pages load.")
        rows.append((page_names.LICENCES_FILE, gettext("Text"), says, ""))
        columns = (
            ("file", gettext("File")),
            ("form", gettext("Form")),
            ("holds", gettext("Content")),
            ("schema", gettext("Schema")),
        )
        return [table(columns, map(_cells, rows), ["report-data-files"])]


def _json(name: str, says: str, schema: str) -> Row:
    return f"data/{name}", "JSON", says, f"data/schema/{file_name(schema)}"


def _cells(row: Row) -> list[Cell]:
    path, form, holds, schema = row
    return [_file(path, path), form, holds, _file(schema, gettext("schema")) if schema else []]


def _file(path: str, text: str) -> Part:
    return Part(site_file, text, path=path)
