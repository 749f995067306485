"""The site of one project: everything here and in reports/ is about it, nothing in _ext/ is."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "LSST Data Management progress reports"
author = "LSST Data Management"
copyright = "LSST Data Management"
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.mermaid",
    "progress_report",
]

# The source directory is the root of the repository, so name what people write of the site; the pages that
# are made come to it by themselves.
include_patterns = ["index.rst", "reports/**", "guide/*.md"]
# Sphinx looks through every directory that is not named here, an environment's thousands of files too.
exclude_patterns = [".*", "_build", "tests"]
templates_path = ["_templates"]
nitpicky = True
primary_domain = "report"

# --- The project's identifiers -------------------------------------------------------------------

# The report writes 1.02C.03 for areas and 02C.03.04 below them; both mean the same element.
report_wbs_prefix = "1."

# Prefix of a ticket: where it is tracked.
report_trackers = {
    "DM": "https://rubinobs.atlassian.net/browse/{id}",
    "LCR": "https://rubinobs.atlassian.net/browse/{id}",
    "RFC": "https://rubinobs.atlassian.net/browse/{id}",
}

# Prefix of a document's handle: where it is found.
report_documents = dict.fromkeys(
    ("DMTN", "DMTR", "LDM", "LPM", "LSE", "LSO", "LTS", "SQR"), "https://ls.st/{id}"
)

# Heading in an area's file: the kind of what stands below it.
report_kinds = {
    "Current accomplishments": "accomplishments",
    "Planned activities": "plans",
    "Recruitment update": "recruitment",
    "Pittsburgh contract": "other",
}

# A section of one sentence that begins with one of these says that nothing was done.
report_silence = [
    "No activity",
    "No activities",
    "No new work",
    "No recruitment activity",
    "No work",
]

# The scheduler gives the first of a month where a finish is known to the month alone (for `make import`).
report_first_is_month = True
# The scheduler writes 11/30/2017.
report_date_order = "mdy"

# What the entries of feed and calendar are known by. It never changes, or readers see all of them anew.
report_key = "lsst-dm-progress-reports"

# Where `make pdf` leaves the months that it prints; a build of the site takes them in.
report_pdf_dir = "_build/pdf"

# `make links-online`: a server has so many seconds for one answer. What else it can be told stands in
# _ext/progress_report/outputs/links/links_online.py, and in the manual of Sphinx's link checker.
linkcheck_timeout = 15

# What the footer of each page says, and where a page is edited: an address with {path} in it.
report_licence = "CC BY 4.0"
report_edit_address = os.environ.get("REPORT_EDIT_ADDRESS", "")

# Who is asked to review what (`make codeowners`): an area, or a path that begins with / or *, to the names
# that GitHub knows, as in "02C.03": "@organisation/alert-production".
report_owners: dict[str, str] = {}

# Pages that have moved: the old name to the new document, as in "wbs/02C.99": "wbs/02C.06".
report_redirects: dict[str, str] = {}

# --- Markdown ------------------------------------------------------------------------------------

myst_enable_extensions = ["colon_fence", "deflist"]
# The levels of headings are free: the extension groups sections by what they are.
suppress_warnings = ["myst.header"]

# --- HTML ----------------------------------------------------------------------------------------

html_theme = "pydata_sphinx_theme"
html_title = project
# Where the site will stand, such as https://example.org/reports/. With it come sitemap.xml and the canonical
# address of each page; without it the page for what is not found expects to stand at the root of its host.
# Read the Docs tells it in a variable of its own.
html_baseurl = os.environ.get("REPORT_BASEURL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_favicon = html_logo = "_static/mark.svg"
html_static_path = ["_static"]
html_css_files = ["report.css", "search.css", "guide.css", "print.css"]
html_js_files = [
    (name, {"defer": "defer"}) for name in ("tables.js", "as-of.js", "csv.js", "page.js", "print.js")
]
# These pages have no section of the tree to show beside them.
html_sidebars = {f"{name}/**": [] for name in ("documents", "milestones", "tickets", "wbs")}
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {"text": "LSST DM reports", "alt_text": ""},
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "collapse_navigation": True,
    "navigation_with_keys": False,
    "show_toc_level": 2,
    # A summary names its sources by their addresses: files of one repository must not look the same.
    "shorten_urls": False,
    "search_bar_text": "Search words, or go to an id",
    "secondary_sidebar_items": ["page-toc", "edit-source"],
    "footer_start": ["copyright", "report-footer"],
    "footer_end": [],
}
