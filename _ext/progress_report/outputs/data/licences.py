"""``data/licences.txt``: the licences of the style sheets, scripts and icons that pages load."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from pathlib import Path

from sphinx.application import Sphinx

from ...core.package_files import LICENCE
from ...domain import page_names
from ...domain.cache_files import OutputFile, write_files
from ...domain.freshness import output_key, surroundings
from ..html.base_url import at_end_of_site

#: What copies files into a site, besides this extension, which need not be installed, and the theme.
SHIPPED = ("pygments", "sphinx", "sphinx-design")

#: What the packages themselves copied from elsewhere: notices beside the files.
NOTICES = "_static/**/*.LICENSE.txt"

LINE = "=" * 100


@at_end_of_site
def write_licences(app: Sphinx) -> None:
    """Write the file, unless it is up to date (event ``build-finished``)."""
    site = Path(app.outdir)
    themes = [each.dist for each in entry_points(group="sphinx.html_themes", name=app.config.html_theme)]
    found = {each.name: each for each in (*themes, *map(_installed, SHIPPED)) if each}
    packages = {name: found[name] for name in sorted(found, key=str.casefold)}
    write_files(
        Path(app.doctreedir, f"licences-{output_key(app)}.json"),
        (surroundings(app), [(name, made.version) for name, made in packages.items()]),
        site,
        [OutputFile(page_names.LICENCES_FILE, None, lambda: _licences(site, packages).encode())],
        (),
    )


def _licences(site: Path, packages: Mapping[str, Distribution]) -> str:
    """Return the licence of this package, those of other ``packages`` and the notices in the ``site``, each
    below a name."""
    texts = [("progress-report", _text(LICENCE))]
    for name, made in packages.items():
        files = [
            path for path in made.files or () if "licenses" in path.parts or "LICEN" in path.name.upper()
        ]
        own = [str(path.read_text()) for path in sorted(files) if path.parts[0].endswith(".dist-info")]
        texts.append((f"{name} {made.version}", "\n\n".join(own)))
    texts += [(path.name, _text(path)) for path in sorted(site.glob(NOTICES))]
    return "\n".join(f"{LINE}\n{name}\n{LINE}\n\n{text.strip()}\n" for name, text in texts)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
