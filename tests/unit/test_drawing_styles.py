"""What of the styles in a drawing may stay on a page."""

from __future__ import annotations

import pytest
from progress_report.outputs.drawings.drawing_styles import (
    harmless_declarations,
    harmless_sheet,
    is_harmless,
)


@pytest.mark.parametrize(
    "sheet",
    [
        "#d{font-family:x;fill:#000}",
        '#d .node rect,#d [data-look="neo"].node path{fill:#eee}',
        "#d .a:hover{stroke:rgb(0, 0, 0)}",
        "#d .b{filter:drop-shadow(1px 2px 2px rgba(185, 185, 185, 1))}",
        "#d .c{marker-end:url(#d-arrow)}",
        "@keyframes dash{to{stroke-dashoffset:0;}}",
    ],
)
def test_what_colours_a_drawing_stays(sheet: str) -> None:
    kept = harmless_sheet(sheet, "d")

    for part in ("fill:", "stroke:", "filter:", "marker-end:", "dashoffset:", '"neo"'):
        assert (part in kept) == (part in sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        "#d{position:fixed;inset:0;width:100vw;z-index:9}",
        "#d{transform:scale(50)}",
        "#d{overflow:visible}",
        "#d::after{fill:red}",
        "body{fill:red}",
        "#d,body{color:red}",
        "#d body:has(#d){display:none}",
        "body #d{display:none}",
        "#d~*{display:none}",
        "#dx{fill:red}",
        "@media all{#d .x{fill:red}}",
        "@media all{body{display:none}}",
        "@import 'http://elsewhere.example/i';",
        "@font-face{font-family:x;src:url(http://elsewhere.example/f)}",
        "#d .x{fill:url(http://elsewhere.example/)}",
        "#d .x{cursor:URL( //elsewhere.example/ )}",
        "#d .x{cursor:image-set('http://elsewhere.example/' 1x)}",
        "#d .x{fill:u\\72l(http://elsewhere.example/)}",
        "#d .x{fill:url/**/(http://elsewhere.example/)}",
        "#d .x{background-image:url(#a)}",
        "@@@@{#d{",
        "#d .x{fill:{red}",
    ],
)
def test_what_reaches_out_of_a_drawing_goes(sheet: str) -> None:
    assert harmless_sheet(sheet, "d").replace("#d{color:red}", "") == ""


def test_a_drawing_keeps_its_width_and_its_shapes_their_colours() -> None:
    assert harmless_declarations("max-width: 9px; top: 0;", of_root=True) == "max-width:9px"
    assert harmless_declarations("max-width: 9px; fill: red !x", of_root=False) == "fill:red !x"


def test_a_call_that_is_not_known_is_not_harmless() -> None:
    assert is_harmless("rgba(0, 0, 0, .5)")
    assert not is_harmless("rgba(0, 0, 0, .5) (x)")
    assert not is_harmless("paint(x)")
