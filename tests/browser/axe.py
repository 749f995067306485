"""axe-core on a page that is open, in the light and in the dark."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCHEMES = ("light", "dark")

#: The rules about colours, and the elements that they look at: those of :data:`MARK_LOOKS`, not all texts.
COLOURS = {"color-contrast": "[data-new-look]", "link-in-text-block": "a[href][data-new-look]"}

CONFIGURE = "(all) => axe.configure({rules: Object.entries(all).map(([id, selector]) => ({id, selector}))})"

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

RUN = "async (options) => (await axe.run(document, options)).violations"


def violations(page: Page, looks: Looks) -> dict[str, list[str]]:
    """What axe-core finds against WCAG 2.2 AA and its best practices, by scheme.

    Whatever is no matter of colour is asked once: it is the same in the light and in the dark.

    :param looks: what was judged before, and is not judged again; what is judged now is added
    :returns: of each scheme with a fault, and of "any", a line for each: its rule, a colon and the element
    """
    found: dict[str, list[str]] = {each: [] for each in ("any", *SCHEMES)}
    for scheme in SCHEMES:
        switch(page, scheme)
        for line in faults(page, looks[scheme], but_of_colour=scheme == SCHEMES[0]):
            found[scheme if line.partition(":")[0] in COLOURS else "any"].append(line)
    return {scheme: each for scheme, each in found.items() if each}


def faults(page: Page, looks: set[str], *, but_of_colour: bool) -> list[str]:
    """What axe-core finds in one scheme about the colours of texts that look like none before.

    :param looks: those before; the new ones are added
    :param but_of_colour: whether to ask for all else, too; it is the same in the light and in the dark
    """
    found = page.evaluate(MARK_LOOKS, [*looks])
    looks.update(found)
    if but_of_colour:
        return _run(page, {})
    return _run(page, {"runOnly": [*COLOURS]}) if found else []


def switch(page: Page, scheme: str) -> None:
    """Show a page in the light or in the dark."""
    page.emulate_media(color_scheme=scheme)
    shown = "(scheme) => (document.documentElement.dataset.theme ?? scheme) === scheme"
    page.wait_for_function(shown, arg=scheme)
    # Some colours change by and by; what counts is what they change to.
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")


def _run(page: Page, options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(CONFIGURE, COLOURS)
    # Nothing is loaded anew for rules about style sheets: there is none among those that are on.
    options = {"resultTypes": ["violations"], "preload": False, **options}
    found: list[dict[str, Any]] = page.evaluate(RUN, options)
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
