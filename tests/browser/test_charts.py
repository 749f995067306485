"""The charts of the real site: no label overlaps another label or a mark, wide or narrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from ..conftest import Site

pytestmark = pytest.mark.browser

#: What overlaps in the drawings, and which labels are cut. Of a line, the points are compared.
OVERLAPS = """() => {
  const found = [];
  const within = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left),
                            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
  const crosses = (line, box) => {
    const [matrix, length] = [line.getScreenCTM(), line.getTotalLength()];
    return Array.from({ length: 200 }, (_, at) => line.getPointAtLength((at * length) / 199))
      .map((point) => point.matrixTransform(matrix))
      .some(({ x, y }) => x > box.left + 1 && x < box.right - 1 && y > box.top + 3 && y < box.bottom - 3);
  };
  for (const svg of document.querySelectorAll("[data-page] .report-svg")) {
    const page = svg.closest("[data-page]").dataset.page;
    const sized = (css) => [...svg.querySelectorAll(css)].map((each) => [each, each.getBoundingClientRect()])
      .filter(([, { width, height }]) => width || height);
    const labels = sized("text");
    const marks = sized("circle, path, polygon, rect:not(.report-box)");
    labels.forEach(([label, box], at) => {
      const said = (what) => found.push(`${page}: ${label.textContent} ${what}`);
      if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) said("is cut");
      for (const [other, beside] of labels.slice(at + 1)) {
        const [width, height] = within(box, beside);
        if (width > 1 && height > 3) said(`overlaps ${other.textContent}`);
      }
      for (const [mark, beside] of marks) {
        const [width, height] = within(box, beside);
        if (width <= 1.5 || height <= 3.5) continue;
        const filled = getComputedStyle(mark).fill !== "none";
        if (filled || crosses(mark, box)) said(`overlaps ${mark.getAttribute("class")}`);
      }
    });
  }
  return found;
}"""


def charts(site: Site) -> Iterator[tuple[str, str]]:
    """Each chart of the site, with the name of its page."""
    for path in sorted(site.out.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if "report-svg" in text:
            for chart in BeautifulSoup(text, "html.parser").select(".report-chart:has(.report-svg)"):
                yield path.relative_to(site.out).as_posix(), str(chart)


def test_no_label_of_a_chart_overlaps_another_or_a_mark(browser: Browser, august: Site) -> None:
    # All charts on one page, which has the style of the site, take a second; their pages, a minute.
    found = list(charts(august))
    page = browser.new_page()
    page.goto(f"{august.out.as_uri()}/milestones/DLP-802.html")
    page.evaluate(
        """charts => document.querySelector(".bd-article").innerHTML =
            charts.map(([page, chart]) => `<div data-page="${page}">${chart}</div>`).join("")""",
        found,
    )

    assert len({name for name, _ in found}) > 50
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERLAPS) == [], width
    page.close()
