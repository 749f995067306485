"""A year's beginning of a made-up project in which everything happens that a history can tell of."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Radio array"
copyright = "Radio array"
language = "en"
extensions = ["progress_report"]
include_patterns = ["index.rst", "reports/**"]
templates_path = ["_templates"]
primary_domain = "report"

report_trackers = {
    "T": "https://tracker.example/issues/{id}",
    "CR": "https://tracker.example/changes/{number}",
}
report_documents = {"DOC": "https://docs.example/{id}"}
report_kinds = {"Done": "accomplishments", "Next": "plans", "People": "recruitment"}
report_silence = ["Nothing done"]

html_theme = "basic"
html_title = project
html_static_path = ["_static"]
html_copy_source = False
html_show_sourcelink = False
