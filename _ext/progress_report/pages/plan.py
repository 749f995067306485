"""The generated pages and their sources: from the catalogue to {docname: source}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from ..content.catalogue import Catalogue
from ..content.known import TICKET
from ..content.registers import DOCUMENTS_FILE, MILESTONES_FILE, WBS_FILE
from ..core.identifiers import Vocabulary
from ..core.language import catalogue as words
from ..core.language import gettext_noop
from ..core.package_files import TEMPLATES
from ..core.periods import is_period, period_name, year_of
from ..core.places import generated, page, reports
from ..directives.citation_index import id_range
from ..domain import page_names
from ..milestones.register_order import siblings
from ..progress.plan_pairs import month_of_plans, newest_pairs

#: Renders a template with the given values.
Render = Callable[..., str]

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


#: The directories of templates: those of generated pages, and those of a new month.
PAGES, MONTH = "pages", "month"

#: The templates of a directory: that of its index, and that of its other pages.
_TEMPLATES = {
    "data": ("data.md", ""),
    "documents": ("documents.md", ""),
    "milestones": ("milestones.md", ""),
    "months": ("months.md", "year.md"),
    "tickets": ("tickets.md", "ticket_range.md"),
    "wbs": ("elements.md", ""),
}

#: The registers that the pages of a directory are made from, if any.
_REGISTERS = {"documents": DOCUMENTS_FILE, "milestones": MILESTONES_FILE, "wbs": WBS_FILE}


def source_of(docname: str) -> tuple[str, str] | None:
    """Return the file to edit to change a generated page: its register, relative to the root, and its
    template.

    One of them is empty; None if ``docname`` is not generated.
    """
    directory, _, name = generated(docname).partition("/")
    if not directory:
        return None
    if name != "index" and directory in _REGISTERS:
        return f"{reports()}/{_REGISTERS[directory]}", ""
    index, other = _TEMPLATES[directory]
    template = index if name == "index" else "outcomes.md" if is_period(name) else other
    return "", f"{PAGES}/{template}"


def renderer(directories: Sequence[Path], kind: str, *, trim_blocks: bool = False) -> Render:
    """Return a function that renders the templates of one ``kind``: :data:`PAGES` or :data:`MONTH`.

    A template is searched in ``directories`` and then in the package; ``!`` before its name leaves out the
    former. ``trim_blocks`` removes the newline after a block.
    """
    ours = FileSystemLoader(TEMPLATES / kind)
    theirs = FileSystemLoader([each / kind for each in directories])
    templates = Environment(
        loader=ChoiceLoader([theirs, ours, PrefixLoader({"": ours}, delimiter="!")]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=trim_blocks,
        autoescape=False,  # noqa: S701 - Markdown and YAML, not HTML: who renders escapes what people wrote
        extensions=["jinja2.ext.i18n"],
    )
    templates.install_gettext_translations(words())  # type: ignore[attr-defined]  # of an extension
    # A heading stays English for its anchor; see ``translated_headings``.
    templates.globals["N_"] = gettext_noop
    return lambda template, **values: templates.get_template(template).render(**values)


def plan(catalogue: Catalogue, render: Render) -> dict[str, str]:
    """Return the source of every generated page by document name; ``render`` renders a template."""
    return dict(_pages(catalogue, render))


def _pages(catalogue: Catalogue, render: Render) -> Iterator[tuple[str, str]]:
    vocabulary = catalogue.known.vocabulary
    years: dict[str, list[str]] = {}
    for name in catalogue.months():
        years.setdefault(year_of(name), []).append(name)
    values = {"data": page_names.data(), "years": [page_names.year(year) for year in years]}
    yield page("months/index"), render("months.md", **values)
    for year, within in years.items():
        pages = [page_names.month(name) for name in within]
        bounds = {"first": within[0], "last": within[-1]}
        yield page_names.year(year), render("year.md", year=year, months=pages, **bounds)
    for name in catalogue.months():
        before = month_of_plans(catalogue, name)
        if before:
            title, planned = (plain(period_name(each), vocabulary) for each in (name, before))
            values = {"month": name, "title": title, "planned": planned}
            yield page_names.outcomes(name), render("outcomes.md", **values)
    yield page_names.data(), render("data.md")
    newest = catalogue.newest()
    month_title = plain(period_name(newest), vocabulary) if newest else ""
    yield page("milestones/index"), render("milestones.md", month=newest, month_title=month_title)
    for name in catalogue.milestones():
        title = plain(f"{name} {catalogue.milestone_title(name)}", vocabulary)
        months = len({statement.month for statement in catalogue.history(name)})
        yield (
            page_names.milestone(name),
            render("milestone.md", id=name, title=title, months=months, siblings=siblings(catalogue, name)),
        )
    yield page("wbs/index"), render("elements.md")
    compared = newest_pairs(catalogue)
    for name in catalogue.elements():
        title = plain(f"{name} {catalogue.element_title(name, None)}", vocabulary)
        values = {"id": name, "title": title, "compared_in": compared.get(name, "")}
        yield page_names.element(name), render("element.md", texts=catalogue.element_texts(name), **values)
    for template, names in (("ticket", catalogue.cited(TICKET)), ("document", catalogue.documents())):
        yield page(f"{template}s/index"), render(f"{template}s.md")
        ranges: dict[str, list[str]] = {}
        for name in names:
            ranges.setdefault(page_names.number_range(name), []).append(name)
        for chosen, members in ranges.items():
            title = plain(id_range(members), vocabulary)
            yield page(f"{template}s/{chosen}"), render(f"{template}_range.md", range=chosen, title=title)


def plain(text: str, vocabulary: Vocabulary) -> str:
    """Return Markdown that shows ``text`` without markup and links; ``vocabulary`` are the ids to escape."""
    result, end = [], 0
    for found in vocabulary.scan(text):
        result += [_SPECIAL.sub(r"\\\g<0>", text[end : found.start]), "\\", found.text]
        end = found.end
    return "".join([*result, _SPECIAL.sub(r"\\\g<0>", text[end:])]).strip()
