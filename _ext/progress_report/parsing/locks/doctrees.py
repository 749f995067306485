"""Refuse doctrees that come with the repository.

Sphinx keeps its environment and doctrees as pickles, which may run any code when they are loaded. Git carries
ignored files, too, so a pull request could contain them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError


def refuse(app: Sphinx, _config: Config) -> None:
    """Refuse them before one is loaded (event ``config-inited``).

    :raises ConfigError: if there are such files
    """
    git, directory = shutil.which("git"), Path(app.doctreedir)
    if git is None or not any(directory.glob("*")):
        return
    # Of a directory that is in no repository, git lists nothing. A hook names its repository in variables;
    # then each directory counts as its top.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - a fixed command
        [git, "-C", str(directory), "ls-files", "-z"], env=environment, capture_output=True, check=False
    )
    if done.stdout:
        raise ConfigError(
            f"the repository contains files in {directory.name}, which could run code in a build; "
            f"delete them with `git rm -r '{directory}'`"
        )
