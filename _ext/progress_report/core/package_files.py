"""The files of the package besides its code. A project overrides each by one of the same name."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent

#: Templates: of whole pages, and in directories those of generated pages, of a new month and of a PDF.
TEMPLATES = _PACKAGE / "templates"

#: The licence of the package.
LICENCE = _PACKAGE / "LICENSE.txt"

#: Style sheets and scripts.
STATIC = _PACKAGE / "static"

#: Catalogues of the words in other languages.
LOCALES = _PACKAGE / "locale"
