"""A project whose tickets, milestones and elements have other forms than a prefix and a number."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..conftest import ROOTS, Site, build, copy_project, write

SETTINGS = """
report_trackers = {
    "#{number}": "https://github.com/acme/dome/issues/{number}",
    "{repo}#{number}": "https://github.com/{repo}/issues/{number}",
    "!{number}": "https://gitlab.example/acme/dome/-/merge_requests/{number}",
    "D{number}": "https://reviews.example/D{number}",
    "PR {number}": "https://reviews.example/pulls/{number}",
    "BUG-{year}-{number}": "https://bugs.example/{year}/{id}",
    "DÜ": "https://bugs.example/{id}",
}
report_documents = {"DOC": "https://docs.example/{id}"}
"""

REGISTERS = {
    "reports/wbs.yaml": (
        "AP1:\n  title: Kuppel\n  area: true\nAP1.2: Dach\nÄP3:\n  title: Äußeres\n  area: true\n"
    ),
    "reports/milestones.yaml": "".join(
        f'"{name}": {{title: "The {number}th", wbs: AP1.2, due: 2024-02-29}}\n'
        for number, name in enumerate(("v1.2.1", "2.0-rc1", "BRÜ-12", "3", "aux"), 4)
    ),
    "reports/documents.yaml": "",
}

#: A text, and the ids in it that become links, with their addresses outside the site.
TEXTS: dict[str, dict[str, str]] = {
    "closed #123 (#124), [#125].": {
        "#123": "https://github.com/acme/dome/issues/123",
        "#124": "https://github.com/acme/dome/issues/124",
        "#125": "https://github.com/acme/dome/issues/125",
    },
    "moved to acme/big-dome#7": {"acme/big-dome#7": "https://github.com/acme/big-dome/issues/7"},
    "merged !45": {"!45": "https://gitlab.example/acme/dome/-/merge_requests/45"},
    "reviewed D12345": {"D12345": "https://reviews.example/D12345"},
    "pulled PR 1234": {"PR 1234": "https://reviews.example/pulls/1234"},
    "fixed BUG-2023-001": {"BUG-2023-001": "https://bugs.example/2023/BUG-2023-001"},
    "done DÜ-5": {"DÜ-5": "https://bugs.example/D%C3%9C-5"},
    "released v1.2.1, then 2.0-rc1 and BRÜ-12": {"v1.2.1": "", "2.0-rc1": "", "BRÜ-12": ""},
    "decomposed BRU\u0308-12": {"BRU\u0308-12": ""},
    "{milestone}`3` and {milestone}`aux`": {"3": "", "aux": ""},
    "{ticket}`acme/dome#9, PR 3`": {
        "acme/dome#9": "https://github.com/acme/dome/issues/9",
        "PR 3": "https://reviews.example/pulls/3",
    },
    "found 3 bugs in colours #fff, #000 and #0a1": {},
    "in code `#77`, in D12.5, issue#12, v1#3x, a##4 and #5-6": {},
    "at https://example.org/x#12 or [here](https://example.org/#13)": {},
}

AREA = "# AP1 Kuppel\n\n## Done\n\n" + "".join(f"- {text}\n" for text in TEXTS)


def build_odd_ids(base: Path) -> Site:
    """Build the project below ``base``."""
    source = copy_project(base / "source", ROOTS / "test-months")
    shutil.rmtree(source / "reports")
    settings = (source / "conf.py").read_text(encoding="utf-8").replace('report_wbs_prefix = "P."\n', "")
    write(
        source,
        REGISTERS
        | {
            "conf.py": settings + SETTINGS,
            "reports/2024-01/index.md": "---\nstatus: published\n---\n# Start\n\n## Summary\n\nShort.\n",
            "reports/2024-01/milestones.yaml": "",
            "reports/2024-01/AP1.md": AREA,
            "reports/2024-01/ÄP3.md": "# ÄP3 Äußeres\n\n## Done\n\n- Painted. #126\n",
        },
    )
    return build(source, base / "html", "-n")
