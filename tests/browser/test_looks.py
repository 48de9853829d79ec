"""The looks of these tests are sharp: each sees the fault that it is there for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.looks import Watch, axe_faults, cut_off_faults, sideways_faults

pytestmark = pytest.mark.browser
HOUSE = "http://house.example"
SOUND = "<!doctype html><html lang=en><title>House</title><main><h1>House</h1><p>Come in.</p></main></html>"

SMALL_TARGETS = "<a href=/1>1</a><a href=/2>2</a>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose network is this test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page, added: str, status: int = 200) -> list[str]:
    """All faults of a page with something added to its end."""

    def answer(route: Route) -> None:
        if not route.request.is_navigation_request():
            route.abort()
            return
        headers = {"Content-Security-Policy": "default-src 'none'; script-src 'self'", "Content-Type": "text/html"}
        route.fulfill(status=status, headers=headers, body=SOUND.replace("</main>", f"{added}</main>"))

    watch = Watch(page, HOUSE)
    page.route("**/*", answer)
    page.goto(f"{HOUSE}/")
    return [*watch.faults, *sideways_faults(page), *cut_off_faults(page), *axe_faults(page)]


@pytest.mark.parametrize("status", [200, 404, 422])
def test_a_sound_page_has_no_fault_whatever_its_status(page: Page, status: int) -> None:
    assert shown(page, "", status) == []


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        pytest.param("<input name=q>", "label: ", id="a control without a label"),
        pytest.param('<p style="color: red">Red</p>', "console: Applying inline style violates", id="an inline style"),
        pytest.param("<script>1</script>", "console: Executing inline script violates", id="an inline script"),
        pytest.param('<img src="//else.example/x" alt="">', "another host: http://else.example/x", id="another host"),
        pytest.param('<script src="/x"></script>', "did not load: ", id="a file that is not there"),
        pytest.param(SMALL_TARGETS, "target-size: ", id="two targets too small and too near"),
        pytest.param(f"<p>{'m' * 100}</p>", "px wide on a screen of 320", id="a word too long for a phone"),
        pytest.param(f"<p>{'m' * 400}</p>", "cut off: <p>", id="a word that sticks out of its box"),
    ],
)
def test_each_fault_is_seen(page: Page, added: str, fault: str) -> None:
    assert any(fault in found for found in shown(page, added))
