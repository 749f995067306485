"""axe-core on a page that is open, in the light and in the dark."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCHEMES = ("light", "dark")

#: The rules about colours. They look at every text of a page, and take nearly all of the time.
COLOURS = ["color-contrast", "link-in-text-block"]

#: Marks the texts that look like none before: what looks alike, on grounds that look alike, has one contrast.
MARK_LOOKS = """(scheme) => {
  const looks = ((window.axeLooks ??= {})[scheme] ??= new Map());
  const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  let found = 0;
  const visit = (e, ground) => {
    const style = getComputedStyle(e);
    const words = [ground, e.tagName, hasText(e), style.color, style.backgroundColor, style.backgroundImage,
      style.fontSize, style.fontWeight, style.opacity, style.position, style.textDecorationLine,
      style.textShadow, style.borderBottomWidth].join();
    if (!looks.has(words)) looks.set(words, {number: looks.size, tried: false});
    const look = looks.get(words);
    const isNew = hasText(e) && !look.tried && e.checkVisibility({visibilityProperty: true});
    e.toggleAttribute("data-new-look", isNew);
    look.tried ||= isNew;
    found += isNew;
    for (const child of e.children) visit(child, look.number);
  };
  visit(document.body, "");
  return found;
}"""

RUN = "async ([context, options]) => (await axe.run(context ?? document, options)).violations"


def violations(page: Page) -> dict[str, list[str]]:
    """What axe-core finds against WCAG 2.2 AA and its best practices, by scheme.

    Whatever is no matter of colour is asked once: it is the same in the light and in the dark. Called again,
    after something has changed, it looks at the colours of what is new.

    :returns: of each scheme with a fault, and of "any", a line for each: its rule, a colon and the element
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    colourless = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
    found = {"any": _run(page, None, colourless)}
    for scheme in SCHEMES:
        switch(page, scheme)
        if page.evaluate(MARK_LOOKS, scheme):
            found[scheme] = _run(page, {"include": [["[data-new-look]"]]}, {"runOnly": COLOURS})
    return {scheme: each for scheme, each in found.items() if each}


def switch(page: Page, scheme: str) -> None:
    """Show a page in the light or in the dark."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    shown = "(scheme) => (document.documentElement.dataset.theme ?? scheme) === scheme"
    page.wait_for_function(shown, arg=scheme)
    # Some colours change by and by; what counts is what they change to.
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")


def _run(page: Page, context: object, options: dict[str, object]) -> list[str]:
    # Nothing is loaded anew for rules about style sheets: there is none among those that are on.
    options = {"resultTypes": ["violations"], "preload": False, **options}
    found: list[dict[str, Any]] = page.evaluate(RUN, [context, options])
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
