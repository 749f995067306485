"""Three short months of a project that has nothing in common with the real one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Small telescope"
copyright = "Small telescope"
language = "en"
extensions = ["progress_report"]
include_patterns = ["index.rst", "reports/**"]
templates_path = ["_templates"]
primary_domain = "report"
myst_enable_extensions = ["colon_fence", "deflist"]

report_wbs_prefix = "P."
report_trackers = {
    "T": "https://tracker.example/issues/{id}",
    "CR": "https://tracker.example/changes/{number}",
}
report_documents = {"DOC": "https://docs.example/{id}", "NOTE": "https://notes.example/n{number}"}
report_kinds = {
    "Done": "accomplishments",
    "Next": "plans",
    "People": "recruitment",
    "Side contract": "other",
    "Loan": "other",
}
report_silence = ["Nothing done", "No activity"]

html_theme = "basic"
html_title = project
html_static_path = ["_static"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
