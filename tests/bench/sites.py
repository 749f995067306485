"""The two sites that are compared: ours, and a plain one of the same Markdown with the same theme."""

from __future__ import annotations

import pprint
import runpy
import shutil
from pathlib import Path

from ..conftest import ROOT, write
from .content import AREAS, Project

#: What conf.py tells both sites alike.
SHARED = ("project", "language", "html_theme", "html_copy_source", "html_show_sourcelink", "html_context")

#: What only our templates can fill.
OURS_ALONE = ("secondary_sidebar_items", "footer_start")


def make_ours(root: Path, months: int) -> None:
    """Write the project as it is in this repository, but with made-up reports."""
    root.mkdir(parents=True)
    for name in ("conf.py", "index.rst"):
        shutil.copy2(ROOT / name, root)
    for name in ("_ext", "_static", "_templates", "guide"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    Project(months).write(root)


def make_plain(root: Path, ours: Path) -> None:
    """Write a plain site of the Markdown of another: the months in a tree of years."""
    shutil.copytree(ours / "reports", root / "reports", ignore=shutil.ignore_patterns("*.yaml"))
    conf = runpy.run_path(str(ours / "conf.py"))
    settings = {name: conf[name] for name in SHARED}
    settings["extensions"] = ["myst_parser"]
    settings["suppress_warnings"] = ["myst.header"]
    settings["exclude_patterns"] = ["_build"]
    settings["html_theme_options"] = {
        name: value
        for name, value in conf["html_theme_options"].items()
        if name not in OURS_ALONE and name != "logo"
    }
    write(root, {"conf.py": "".join(f"{key} = {pprint.pformat(value)}\n" for key, value in settings.items())})
    names = sorted(path.name for path in (root / "reports").iterdir())
    years = sorted({name[:4] for name in names})
    write(root, {"index.md": _tree("Reports", [f"years/{year}" for year in years])})
    for year in years:
        below = [f"../reports/{name}/index" for name in names if name.startswith(year)]
        write(root, {f"years/{year}.md": _tree(year, below)})
    for name in names:
        page = root / "reports" / name / "index.md"
        page.write_text(f"{page.read_text(encoding='utf-8')}\n{_toctree(list(AREAS))}", encoding="utf-8")


def _tree(title: str, names: list[str]) -> str:
    return f"# {title}\n\n{_toctree(names)}"


def _toctree(names: list[str]) -> str:
    return "```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"
