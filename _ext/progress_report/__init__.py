"""Monthly progress reports of a project as a cross-linked site: a Sphinx extension.

Sphinx calls :func:`setup`. The commands in :mod:`.cli` do without Sphinx, whose import takes longer than a
whole check, so this module imports nothing; :mod:`.extension` has the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.2.0.dev0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    from .extension import register

    return register(app, __version__)
