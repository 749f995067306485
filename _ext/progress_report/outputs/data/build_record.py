"""``data/build.json``: what the site was built from (content model, section 6).

It is the only file that may differ between two builds of the same content.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from ..html.base_url import at_end_of_site

PACKAGES = ("sphinx", "myst-parser", "pydata-sphinx-theme")


@at_end_of_site
def write_record(app: Sphinx) -> None:
    """Write the record (event ``build-finished``)."""
    record = {"commit": commit_of(Path(app.srcdir)), "versions": {name: version(name) for name in PACKAGES}}
    path = Path(app.outdir, "data", "build.json")
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8", newline="\n")


def commit_of(root: Path) -> str | None:
    """Return the commit of the source at ``root``: from the environment, else from git; None without one."""
    told = os.environ.get("REPORT_COMMIT")
    git = shutil.which("git")
    if told or git is None or not (root / ".git").exists():
        return told or None
    # The command does not depend on content.
    done = subprocess.run(  # noqa: S603 - a fixed command
        [git, "-C", str(root), "rev-parse", "--verify", "--quiet", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or None
