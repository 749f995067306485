"""No doctrees that come with the repository are loaded."""

from __future__ import annotations

import os
import pickle
import subprocess
from pathlib import Path

import pytest
from progress_report.core.files import write_whole
from sphinx.application import Sphinx
from sphinx.errors import ConfigError


class Evil:
    def __init__(self, victim: Path) -> None:
        self.victim = victim

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.victim),)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def start(root: Path) -> Sphinx:
    """Begin a build with the extension; its content does not matter here."""
    (root / "conf.py").write_text('extensions = ["myst_parser", "progress_report"]\n', "utf-8")
    (root / "index.rst").write_text("Front\n=====\n", "utf-8")
    return Sphinx(
        root, root, root / "_build/html", root / "_build/doctrees", "html", status=None, warning=None
    )


def test_a_pickle_that_git_carries_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    root = tmp_path / "a b"
    doctrees = root / "_build/doctrees"
    doctrees.mkdir(parents=True)
    write_whole(doctrees / "environment.pickle", pickle.dumps(Evil(victim)))
    git(tmp_path, "init", "-q", str(root))
    (root / ".gitignore").write_text("_build\n", "utf-8")
    git(root, "add", "-f", "_build")

    with pytest.raises(ConfigError, match=r"contains files in doctrees, which could run code.*git rm -r"):
        start(root)

    assert not victim.exists()


@pytest.mark.filterwarnings("ignore:.*is deprecated")
def test_those_of_an_earlier_build_are_loaded_also_in_a_hook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".gitignore").write_text("_build\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".gitignore")
    (tmp_path / "_build/doctrees").mkdir(parents=True)
    (tmp_path / "_build/doctrees/kept").write_text("x", "utf-8")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))

    start(tmp_path)
