"""Write the icons that the theme and the pages of this site show into a font of their own: ``make icons``.

The theme's font has 2,000 icons in 115 kB, which each reader loads. A file in ``_static/`` replaces it. It is
a part of Font Awesome Free, which is licensed under the SIL Open Font License.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pydata_sphinx_theme
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from progress_report.core.package_files import LOCALES

ROOT = Path(__file__).parent.parent
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme"

#: The font of the theme, and ours in its place.
NAME = "vendor/fontawesome/webfonts/fa-solid-900.woff2"
FULL, SMALL = THEME / "static" / NAME, ROOT / "_static" / NAME

#: The files that show icons, besides the style sheets of the theme. Content shows none.
SHOWING = (
    *THEME.rglob("*.html"),
    *THEME.parents[1].glob("*.py"),
    THEME / "static/scripts/pydata-sphinx-theme.js",
    *(
        path
        for base in (LOCALES.parent, ROOT / "_static", ROOT / "_templates")
        for path in base.rglob("*")
        if path.suffix in (".css", ".html", ".js")
    ),
    ROOT / "conf.py",
)

#: The icon of each class in the style sheet, and any other use of an icon there.
_CLASSES = re.compile(r'((?:\.fa-[\w-]+(?:::?before)?,?)+)\{--fa: ?"([^"]*)"\}?')
_CLASS = re.compile(r"fa-[\w-]+")
_ESCAPE = re.compile(r"\\([0-9a-f]{4})")


def wanted() -> set[int]:
    """Return the icons that are shown, as the numbers of their characters in the font."""
    used = {name for path in SHOWING for name in _CLASS.findall(path.read_text("utf-8", "replace"))}
    return numbers_of(used) | (set(_characters(_CLASSES.sub("", _styles()))) & numbers_in(FULL))


def numbers_of(classes: Collection[str]) -> set[int]:
    """Return the icons of ``classes``, such as ``fa-sun``."""
    listed = _CLASSES.findall(_styles())
    icons = "".join(icon for names, icon in listed if not set(_CLASS.findall(names)).isdisjoint(classes))
    return set(_characters(icons)) & numbers_in(FULL)


@cache
def numbers_in(font: Path) -> set[int]:
    """Return the icons in a ``font``; its letters and digits are none."""
    return {number for number in TTFont(font).getBestCmap() if 0xE000 <= number <= 0xF8FF}


@cache
def _styles() -> str:
    return "".join(path.read_text("utf-8") for path in sorted((THEME / "static/styles").glob("*.css")))


def _characters(text: str) -> Iterator[int]:
    yield from map(ord, text)
    yield from (int(code, 16) for code in _ESCAPE.findall(text))


def main() -> int:
    """Write the font, and print its size."""
    font = TTFont(FULL, recalcTimestamp=False)
    subsetter = Subsetter(
        Options(flavor="woff2", drop_tables=["FFTM"], layout_features=[], notdef_outline=True)
    )
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    font.flavor = "woff2"
    made = BytesIO()
    font.save(made)
    SMALL.parent.mkdir(parents=True, exist_ok=True)
    SMALL.write_bytes(made.getvalue())
    print(f"{len(wanted())} icons, {len(made.getvalue())} bytes in {SMALL.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
