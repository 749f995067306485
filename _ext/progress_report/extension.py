"""Register the extension with Sphinx.

:func:`register` only registers handlers. ``guide/extending/code.md`` lists them in the order of Sphinx's
events, with the packages and what each is for. In short: :func:`pages.begin_build.begin` loads the catalogue
and writes the sources of generated pages; :mod:`domain.freshness` decides what is read and written again;
roles, directives and transforms query the catalogue through a :class:`domain.reading.Reader`;
:mod:`outputs` writes the site.

The builder :class:`outputs.pdf.month_pdf.MonthPdfBuilder` prints one month in the same way; the builder
:class:`outputs.links.online.LinksBuilder` requests the addresses of links from the network.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from .content.known import ROLES
from .directives import (
    area_overview,
    changes,
    charts,
    citation_index,
    coverage,
    data_list,
    element_page,
    milestone_page,
    milestone_table,
    month_list,
    overview,
    plan_and_outcome,
    wbs_index,
)
from .domain import config, freshness, tune_gc, warning_filters
from .domain.autolink import Autolink
from .domain.domain import ReportDomain, use_short_names
from .domain.roles import ReportRole
from .outputs import disk_errors, lost_sources, static_files
from .outputs.data import build_record, data_files, licences
from .outputs.drawings import drawings, equations
from .outputs.html import (
    assets,
    base_url,
    citation,
    navigation,
    not_found,
    page_context,
    partials,
    parts,
    pdf_links,
    redirects,
    site_files,
    sitemap,
    templates,
    without_html,
)
from .outputs.links import online, permalinks
from .outputs.pdf import month_pdf
from .outputs.search import search_index
from .pages import begin_build, describe
from .pages.area_page import AreaPage
from .pages.former_anchors import FormerAnchors
from .pages.month_page import MonthPage
from .pages.translated_headings import TranslatedHeadings
from .parsing import content_parser, discovery, packed_trees
from .parsing.locks import doctrees as doctree_lock
from .parsing.locks import nodes as node_lock
from .parsing.sections import AreaSections
from .parsing.tolerance import DeadLinks, LostFootnotes, ThematicBreaks

#: The extensions that pages need.
BASED_ON = ("myst_parser", "sphinx_design", "sphinxcontrib.mermaid")


def register(app: Sphinx, version: str) -> ExtensionMetadata:
    """Register the extension, of this ``version``."""
    for name in BASED_ON:
        app.setup_extension(name)
    tune_gc.register(app)
    warning_filters.watch(app)
    disk_errors.watch(app)
    static_files.register(app)
    config.register(app)
    content_parser.register(app)
    packed_trees.register(app)
    app.add_domain(ReportDomain)
    for kind in ROLES:
        app.add_role_to_domain("report", kind, ReportRole())
    app.add_directive_to_domain("report", "milestone-table", milestone_table.MilestoneTableDirective)
    app.add_directive_to_domain("report", "month-list", month_list.MonthList)
    app.add_directive_to_domain("report", "wbs-index", wbs_index.WbsIndex)
    app.add_directive_to_domain("report", "ticket-index", citation_index.TicketIndex)
    app.add_directive_to_domain("report", "document-index", citation_index.DocumentIndex)
    app.add_directive_to_domain("report", "milestone-gantt", charts.MilestoneGantt)
    app.add_directive_to_domain("report", "milestone-trend", charts.MilestoneTrend)
    app.add_directive_to_domain("report", "burndown", charts.Burndown)
    app.add_directive_to_domain("report", "changes", changes.ChangesDirective)
    app.add_directive_to_domain("report", "coverage", coverage.CoverageDirective)
    app.add_directive_to_domain("report", "plan-and-outcome", plan_and_outcome.PlanAndOutcome)
    app.add_directive_to_domain("report", "plan-tracker", plan_and_outcome.PlanTracker)
    app.add_directive_to_domain("report", "milestone-facts", milestone_page.MilestoneFacts)
    app.add_directive_to_domain("report", "milestone-ledger", milestone_page.MilestoneLedger)
    app.add_directive_to_domain("report", "milestone-neighbours", milestone_page.MilestoneNeighbours)
    app.add_directive_to_domain("report", "milestone-siblings", milestone_page.MilestoneSiblings)
    app.add_directive_to_domain("report", "element-facts", element_page.ElementFacts)
    app.add_directive_to_domain("report", "element-months", element_page.ElementMonths)
    app.add_directive_to_domain("report", "element-cited", element_page.ElementCited)
    app.add_directive_to_domain("report", "overview", overview.Overview)
    app.add_directive_to_domain("report", "area-overview", area_overview.AreaOverview)
    app.add_directive_to_domain("report", "data-files", data_list.DataFiles)
    app.add_transform(node_lock.CleanReport)
    app.add_transform(AreaSections)
    app.add_transform(LostFootnotes)
    app.add_transform(ThematicBreaks)
    app.add_post_transform(DeadLinks)
    app.add_transform(MonthPage)
    app.add_transform(AreaPage)
    app.add_transform(FormerAnchors)
    app.add_transform(TranslatedHeadings)
    app.add_transform(Autolink)
    base_url.register(app)
    assets.register(app)
    drawings.register(app)
    partials.register(app)
    parts.register(app)
    without_html.register(app)
    equations.register(app)
    templates.register(app)
    redirects.register(app)
    navigation.register(app)
    page_context.register(app)
    citation.register(app)
    site_files.register(app)
    app.connect("config-inited", doctree_lock.refuse, priority=0)
    app.connect("config-inited", discovery.leave_reports_out)
    app.connect("builder-inited", begin_build.begin)
    app.connect("builder-inited", search_index.replace_index)
    app.connect("env-get-outdated", freshness.outdated)
    app.connect("env-before-read-docs", begin_build.check_reports_are_found)
    app.connect("env-before-read-docs", node_lock.lock_settings)
    app.connect("source-read", use_short_names)
    app.connect("source-read", node_lock.clean_source)
    app.connect("doctree-read", freshness.note_document)
    app.connect("doctree-read", describe.describe)
    app.connect("doctree-read", freshness.note_questions, priority=900)
    app.connect("env-updated", begin_build.forget_module_index)
    app.connect("env-updated", freshness.rewritten)
    app.connect("doctree-resolved", freshness.note_resolved)
    app.connect("html-collect-pages", freshness.note_documents, priority=0)
    app.connect("html-collect-pages", not_found.collect)
    app.connect("build-finished", freshness.finish)
    app.connect("build-finished", permalinks.check_permalinks)
    app.connect("build-finished", lost_sources.check_sources)
    pdf_links.register(app)
    app.add_builder(month_pdf.MonthPdfBuilder)
    online.register(app)
    app.connect("build-finished", search_index.write_index)
    app.connect("build-finished", sitemap.write_sitemap)
    app.connect("build-finished", data_files.write_data)
    app.connect("build-finished", build_record.write_record)
    app.connect("build-finished", licences.write_licences)
    return {
        "version": version,
        "env_version": freshness.extension_version(Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
