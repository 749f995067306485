"""``data/needs.json``: the milestones for Sphinx-Needs (``needs_external_needs``, ``needimport``).

It is a view for these tools only: everything that they have no field for is in the other files. It contains
no time, like a file that Sphinx-Needs writes with ``needs_reproducible_json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...core.printable import embeddable
from ...domain import page_names
from ...export.data import VERSION
from ...export.record_builder import View
from ...milestones.milestone_status import milestone_status

#: The type that a project declares in ``needs_types`` to import them.
TYPE, TYPE_NAME = "milestone", "Milestone"


def needs(view: View) -> str | None:
    """Return the text of the file, whose version is the newest month; None while no month is published."""
    if not view.month:
        return None
    found = dict(_needs(view))
    version = {
        "creator": {"program": "progress_report", "version": VERSION},
        "needs_amount": len(found),
        "needs": found,
    }
    told = {"project": view.project, "current_version": view.month, "versions": {view.month: version}}
    return embeddable(json.dumps(told, ensure_ascii=False, indent=1)) + "\n"


def _needs(view: View) -> Iterator[tuple[str, dict[str, object]]]:
    catalogue = view.catalogue
    for name, milestone in catalogue.known.registers.milestones.items():
        now = milestone_status(catalogue, name, view.month)
        yield (
            name,
            {
                "id": name,
                "title": milestone.title,
                "type": TYPE,
                "type_name": TYPE_NAME,
                "status": now.status,
                "content": milestone.description,
                # A link to a milestone that is not in the file would be a broken one.
                "links": [each for each in milestone.after if catalogue.milestone(each)],
                "tags": [now.area] if now.area else [],
                "docname": page_names.milestone(name),
                "wbs": milestone.wbs,
                "due": str(now.due or ""),
                "expected": str(now.expected or ""),
            },
        )
