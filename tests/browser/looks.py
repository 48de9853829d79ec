"""What a strict person sees on a page in a real browser."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

SMALLEST_WIDTH = 320
HEAVIEST_PAGE = 60_000
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE = Axe()
# Not those in which one can go on to the rest, nor what is there for listeners only. Some letters reach a little out of
# their box, by less than four pixels.
_CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter(each => {
    const style = getComputedStyle(each);
    if (each.closest("svg, .hide, .cards thead, input, textarea, select")) return false;
    const scrolls = ["auto", "scroll"].includes(style.overflowX);
    const isTooWide = each.clientWidth && !scrolls && each.scrollWidth > each.clientWidth + 3;
    return isTooWide || (style.overflowY === "hidden" && each.scrollHeight > each.clientHeight + 3);
}).map(each => each.outerHTML)"""
_OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}


@dataclass
class Watch:
    """Writes down what goes wrong in a page while it is open: errors, refusals by the content policy, other hosts."""

    page: Page
    base_url: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._see)
        self.page.on("requestfailed", self._see_failed)

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is answered 404 or 422 is no failure of loading it.
        is_the_page = message.location["url"] == self.page.url and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not is_the_page:
            self.faults.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base_url}/", "data:")):
            self.faults.append(f"another host: {request.url}")

    def _see_failed(self, request: Request) -> None:
        # What is downloaded leaves the page where it is.
        if not request.is_navigation_request():
            self.faults.append(f"did not load: {request.url}")


class Scales:
    """Weighs what comes over the line for a page, its files too as if this were the first visit."""

    def __init__(self, page: Page) -> None:
        self.octets = 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line.on("Network.loadingFinished", self._weigh)

    @property
    def faults(self) -> list[str]:
        """Whether the page is too heavy for a slow line."""
        return [f"{self.octets} bytes on the line"] if self.octets > HEAVIEST_PAGE else []

    def _weigh(self, finished: dict[str, Any]) -> None:
        self.octets += finished["encodedDataLength"]


def axe_faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.0 to 2.2, A and AA, and against its best practices."""
    found = _AXE.run(page, options=_OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def sideways_faults(page: Page, screen: int = SMALLEST_WIDTH) -> list[str]:
    """Whether the page scrolls sideways on a screen of this width."""
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": screen, "height": before["height"]})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)
    return [f"{width} px wide on a screen of {screen}"] if width > screen else []


def cut_off_faults(page: Page) -> list[str]:
    """Which boxes are too small for what is in them, so that it sticks out or is not seen."""
    return [f"cut off: {box}" for box in page.evaluate(_CUT_OFF)]
