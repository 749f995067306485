"""The settings of this project. Only this file, index.rst and reports/ are about it; nothing in _ext/ is."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "LSST Data Management progress reports"
author = "LSST Data Management"
copyright = "LSST Data Management"
language = "en"

extensions = ["progress_report"]

# The source directory is the root of the repository, so name the files that people write; the extension adds
# the generated pages.
include_patterns = ["index.rst", "reports/**", "guide/**"]
# Sphinx searches every directory that is not named here, including the thousands of files of an environment.
exclude_patterns = [".*", "_build", "tests"]
# A file here or in _static/ replaces that of the same name in the extension.
templates_path = ["_templates"]
nitpicky = True
primary_domain = "report"

# --- The project's identifiers -------------------------------------------------------------------

# The reports write 1.02C.03 for areas and 02C.03.04 below them; the prefix is optional.
report_wbs_prefix = "1."

# The prefix of a ticket, and its address.
report_trackers = {
    "DM": "https://rubinobs.atlassian.net/browse/{id}",
    "LCR": "https://rubinobs.atlassian.net/browse/{id}",
    "RFC": "https://rubinobs.atlassian.net/browse/{id}",
}

# The prefix of a document's handle, and its address.
report_documents = dict.fromkeys(
    ("DMTN", "DMTR", "LDM", "LPM", "LSE", "LSO", "LTS", "SQR"), "https://ls.st/{id}"
)

# A heading in area files, and the kind of the text below it.
report_kinds = {
    "Current accomplishments": "accomplishments",
    "Planned activities": "plans",
    "Recruitment update": "recruitment",
    "Pittsburgh contract": "other",
}

# A section of one sentence that begins with one of these reports no activity.
report_silence = [
    "No activity",
    "No activities",
    "No new work",
    "No recruitment activity",
    "No work",
]

# For `make import`: the scheduler exports the first of a month if a finish is known only to the month.
report_first_is_month = True
# The scheduler writes 11/30/2017.
report_date_order = "mdy"

# Identifies the entries of feed and calendar. Never change it, or all entries appear as new ones.
report_key = "lsst-dm-progress-reports"

# The directory where `make pdf` writes PDFs; a build of the site includes them.
report_pdf_dir = "_build/pdf"

# `make links-online`: the timeout of one request in seconds. For other settings see guide/reference.md and
# the manual of Sphinx's link checker.
linkcheck_timeout = 15

# The licence in the footer of each page, and the address at which a page is edited, containing {path}.
report_licence = "CC BY 4.0"
report_edit_address = os.environ.get("REPORT_EDIT_ADDRESS", "")

# For `make codeowners`: an area, or a path that begins with / or *, and its reviewers on GitHub, as in
# "02C.03": "@organisation/alert-production".
report_owners: dict[str, str] = {}

# Pages that have moved: the old name and the new one, as in "guide/old": "guide/new". Objects have `aka`.
report_redirects: dict[str, str] = {}

# --- Markdown ------------------------------------------------------------------------------------

myst_enable_extensions = ["colon_fence", "deflist"]

# --- HTML ----------------------------------------------------------------------------------------

html_theme = "pydata_sphinx_theme"
html_title = project
# The address of the site, such as https://example.org/reports/. With it, the site has a sitemap and canonical
# addresses; without it, the "not found" page assumes that the site is at the root of its host. Read the Docs
# sets a variable of its own.
html_baseurl = os.environ.get("REPORT_BASEURL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_favicon = html_logo = "_static/mark.svg"
html_static_path = ["_static"]
html_css_files = ["guide.css"]
# These pages are in no toctree, so they have no sidebar.
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
    # The sources of a summary are shown as addresses: files of one repository must not look the same.
    "shorten_urls": False,
    "secondary_sidebar_items": ["page-toc", "edit-source"],
    "footer_start": ["copyright", "report-footer"],
    "footer_end": [],
    # The theme renders each component once more to see whether it is empty; these never are.
    "templates_skip_empty_check": (
        "navbar-logo.html, navbar-nav.html, theme-switcher.html, search-button-field.html, "
        "sidebar-nav-bs.html, copyright.html, report-footer.html"
    ),
}
