"""axe-core on a page that is open, in the light and in the dark."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCHEMES = ("light", "dark")

#: The rules about colours. They look at every text of a page, and take nearly all of the time.
COLOURS = ["color-contrast", "link-in-text-block"]

#: By scheme, the looks of the texts whose colours were judged, each as a hash: see :data:`MARK_LOOKS`.
Looks = dict[str, set[str]]

#: Marks the texts that look like none before, and returns their looks. What looks alike, on
#: grounds that look alike, has one contrast, on whatever page it is.
MARK_LOOKS = """(known) => {
  const looks = new Set(known), found = [];
  const hash = (text) => {
    let [a, b] = [0, 0];
    for (let i = 0; i < text.length; i++) {
      a = (Math.imul(a, 31) + text.charCodeAt(i)) | 0;
      b = (Math.imul(b, 37) + text.charCodeAt(i)) | 0;
    }
    return `${a} ${b}`;
  };
  const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const visit = (e, ground, around) => {
    const style = getComputedStyle(e);
    // What has no colour of its own, and is where its parent is, lets through what is behind it.
    const behind = [style.backgroundColor, style.backgroundImage, style.opacity, style.position].join();
    if (!/^rgba\\(0, 0, 0, 0\\),none,1,(static|relative)$/.test(behind)) ground = hash(ground + behind);
    const look = hash([ground, around, e.localName === "a", style.color, style.fontSize, style.fontWeight,
      style.textDecorationLine, style.textShadow, style.borderBottomWidth].join());
    const isNew = hasText(e) && !looks.has(look) && e.checkVisibility({visibilityProperty: true});
    e.toggleAttribute("data-new-look", isNew);
    if (isNew) found.push(look), looks.add(look);
    for (const child of e.children) visit(child, ground, style.color);
  };
  visit(document.body, "", "");
  return found;
}"""

RUN = "async ([context, options]) => (await axe.run(context ?? document, options)).violations"


def violations(page: Page, looks: Looks) -> dict[str, list[str]]:
    """What axe-core finds against WCAG 2.2 AA and its best practices, by scheme.

    Whatever is no matter of colour is asked once: it is the same in the light and in the dark.

    :param looks: what was judged before, and is not judged again; what is judged now is added
    :returns: of each scheme with a fault, and of "any", a line for each: its rule, a colon and the element
    """
    found = {"any": faults_but_of_colour(page)}
    for scheme in SCHEMES:
        switch(page, scheme)
        found[scheme] = faults_of_colour(page, looks[scheme])
    return {scheme: each for scheme, each in found.items() if each}


def faults_but_of_colour(page: Page) -> list[str]:
    """What axe-core finds that is the same in the light and in the dark."""
    return _run(page, None, {"rules": {rule: {"enabled": False} for rule in COLOURS}})


def faults_of_colour(page: Page, looks: set[str]) -> list[str]:
    """What axe-core finds about the colours of texts that look like none before, and adds their looks."""
    found = page.evaluate(MARK_LOOKS, [*looks])
    looks.update(found)
    return _run(page, {"include": [["[data-new-look]"]]}, {"runOnly": COLOURS}) if found else []


def switch(page: Page, scheme: str) -> None:
    """Show a page in the light or in the dark."""
    page.emulate_media(color_scheme=scheme)
    shown = "(scheme) => (document.documentElement.dataset.theme ?? scheme) === scheme"
    page.wait_for_function(shown, arg=scheme)
    # Some colours change by and by; what counts is what they change to.
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")


def _run(page: Page, context: object, options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Nothing is loaded anew for rules about style sheets: there is none among those that are on.
    options = {"resultTypes": ["violations"], "preload": False, **options}
    found: list[dict[str, Any]] = page.evaluate(RUN, [context, options])
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
