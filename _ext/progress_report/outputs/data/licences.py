"""``data/licences.txt``: the licences of the style sheets, scripts and icons that pages load."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from pathlib import Path

from sphinx.application import Sphinx

from ...core.files import write_whole
from ...core.package_files import LICENCE
from ...domain import page_names
from ..html.base_url import at_end_of_site

#: What copies files into a site, besides this extension, which need not be installed, and the theme.
SHIPPED = ("pygments", "sphinx", "sphinx-design")

#: What the packages themselves copied from elsewhere: notices beside the files.
NOTICES = "_static/**/*.LICENSE.txt"

LINE = "=" * 100


@at_end_of_site
def write_licences(app: Sphinx) -> None:
    """Write the file (event ``build-finished``)."""
    site = Path(app.outdir)
    texts = [*_packages(app), *((path.name, _text(path)) for path in sorted(site.glob(NOTICES)))]
    whole = "\n".join(f"{LINE}\n{name}\n{LINE}\n\n{text.strip()}\n" for name, text in texts).encode()
    path = site / page_names.LICENCES_FILE
    if not path.is_file() or path.read_bytes() != whole:
        write_whole(path, whole)


def _packages(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the name and the licence of each package with files in the site."""
    themes = [each.dist for each in entry_points(group="sphinx.html_themes", name=app.config.html_theme)]
    found = {each.name: each for each in (*themes, *map(_installed, SHIPPED)) if each}
    yield "progress-report", _text(LICENCE)
    for name, made in sorted(found.items(), key=lambda item: item[0].casefold()):
        files = [
            path for path in made.files or () if "licenses" in path.parts or "LICEN" in path.name.upper()
        ]
        texts = [str(path.read_text()) for path in sorted(files) if path.parts[0].endswith(".dist-info")]
        yield f"{name} {made.version}", "\n\n".join(texts)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
