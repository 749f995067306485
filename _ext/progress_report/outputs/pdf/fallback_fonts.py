"""Fonts for characters that the typeface of a PDF lacks: emoji, symbols and other scripts.

They come from packages in ``requirements-pdf.txt``, so that a PDF is the same on every machine. Only those
that a text needs are loaded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

#: The packages with fonts to try, the smaller one first.
PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")

# Characters without a glyph of their own: controls, joiners, spaces, variation selectors.
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Co", "Cn"})


def fallbacks(text: str, typeface: Path) -> tuple[list[Path], set[str]]:
    """Find fonts for characters that a typeface lacks.

    :param text: everything that is printed
    :param typeface: the font file for most of it
    :returns: the files of the further fonts that are needed, and the characters that no font has
    """
    missing = set(filter(_seen, set(text))) - _characters(typeface)
    found: list[Path] = []
    for path in _fonts() if missing else ():
        has = _characters(path)
        if missing & has:
            found.append(path)
            missing -= has
        if not missing:
            break
    return found, missing


def _seen(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f"
    return not selector and unicodedata.category(char) not in _UNSEEN


def _fonts() -> Iterator[Path]:
    for package in PACKAGES:
        try:
            directory = Path(str(files(package)))
        except ImportError:
            continue
        yield from sorted(path for path in directory.iterdir() if path.suffix in (".ttf", ".otf", ".ttc"))


def _characters(path: Path) -> set[str]:
    """Return the characters that a font file has."""
    # A dependency of WeasyPrint, so it is missing if WeasyPrint is.
    from fontTools.ttLib import TTCollection, TTFont

    opened = TTCollection(path, lazy=True) if path.suffix == ".ttc" else TTFont(path, lazy=True)
    with opened:
        return {chr(code) for font in getattr(opened, "fonts", [opened]) for code in font.getBestCmap()}
