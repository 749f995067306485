"""Pages that are watched: what they complain of, what their policy forbids, and whom else they ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, Page, Request

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@dataclass
class Watched:
    """A page with what it complains of and whom else it asks."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    leaving: bool = False
    """Whether an address was asked for whose page is not there yet."""

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._arrived)
        self.page.on("request", self._asked)
        self.page.on("console", lambda m: self.troubles.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.add_init_script(WATCH)

    def open(self, address: str) -> Watched:
        """Open an address, and forget what was before."""
        self.leaving = True
        home = urlsplit(address)
        self.own = (f"{home.scheme}://{home.netloc}/", "data:", "blob:")
        self.page.goto(address, wait_until="load")
        return self

    def _arrived(self, frame: Frame) -> None:
        """Forget what the page before complained of to its end."""
        if self.leaving and frame.parent_frame is None:
            self.leaving = False
            self.troubles.clear()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.own):
            self.troubles.append(request.url)

    def violations(self) -> list[str]:
        """What the policy has forbidden since the page was opened."""
        found: list[str] = self.page.evaluate("window.violations")
        return found


class Tabs:
    """One tab for pages of servers and one for those in folders: a new tab takes longer than most tests.

    Who opens a page finds nothing of the one before.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.tabs: dict[str, Watched] = {}

    def open(self, address: str, width: int = 1280, scheme: str = "light") -> Watched:
        """Open an address in a window of a width in pixels, light or dark."""
        kind = urlsplit(address).scheme
        tab = self.tabs.get(kind) or self.tabs.setdefault(kind, Watched(self.browser.new_page()))
        size = {"width": width, "height": 900}
        tab.page.evaluate("location.protocol === 'about:' || localStorage.clear()")
        # The same page would only scroll, and a page that is to go need not be laid out anew.
        if urlsplit(tab.page.url).path == urlsplit(address).path or tab.page.viewport_size != size:
            tab.page.goto("about:blank")
            tab.page.set_viewport_size(size)
        tab.page.emulate_media(media="null", color_scheme=scheme)
        return tab.open(address)
