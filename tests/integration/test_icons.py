"""The font of icons has those that pages show, and no others."""

from __future__ import annotations

import re

import pytest

from ..conftest import Site

icons = pytest.importorskip("tests.icons", reason="needs the packages of requirements-pdf.txt, for fonts")


def test_the_font_has_the_icons_of_the_theme_and_of_every_page(august: Site) -> None:
    shown = {
        name
        for page in august.out.rglob("*.html")
        for name in re.findall(r'class="fa-solid (fa-[\w-]+)', page.read_text(encoding="utf-8"))
    }

    # Of another version of the theme the font would lack some: `make icons`.
    assert {"fa-bars", "fa-chevron-down", "fa-house"} <= shown
    assert icons.numbers_of(shown) <= icons.wanted() == icons.numbers_in(icons.SMALL)
    assert (august.out / "_static" / icons.NAME).read_bytes() == icons.SMALL.read_bytes()
