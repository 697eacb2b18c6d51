"""Every page that a person sees: no serious finding of axe, no sideways scrolling, a silent console; light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import said_by, watched

pytestmark = pytest.mark.browser

PUBLIC = ("/", "/feeds/", "/ko/", "/ar/", "/api/v1/docs/", "/no-such-page/")
DESK = (
    "/admin/",
    "/admin/stories/story/",
    "/admin/stories/story/add/",
    "/admin/stories/article/",
    "/admin/media/image/",
    "/admin/reference/publisher/",
    "/admin/partners/apikey/",
    "/admin/foundation/editlog/",
)
TABS = ("change", "articles", "images", "timeline", "summary", "publish", "history")


def faults(page: Page, address: str, *, is_searched: bool = True) -> list[str]:
    """What a designer would mend at this address; with is_searched also what axe finds serious or critical."""
    page.goto(address)
    page.wait_for_timeout(50)
    told = [f"{address}: {line}" for line in said_by(page) if "no-such-page" not in address]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        told.append(f"{address}: scrolls sideways")
    if is_searched:
        found = Axe().run(page).response["violations"]
        grave = [finding for finding in found if finding["impact"] in {"serious", "critical"}]
        told += [f"{address}: {finding['id']}: {finding['nodes'][0]['html'][:160]}" for finding in grave]
    said_by(page).clear()  # axe itself sets styles, which the policy blocks
    return told


@pytest.mark.parametrize(
    ("width", "scheme", "is_searched"),
    [(360, "light", True), (360, "dark", False), (768, "light", False), (1440, "light", False), (1440, "dark", True)],
)
def test_public_pages_have_nothing_to_mend(browser: Browser, demo_newsroom, width, scheme, is_searched) -> None:
    base = f"http://localhost:{demo_newsroom.port}"
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched(context)
    page.goto("/")
    stories = page.eval_on_selector_all("a[href^='/stories/']", "links => [...new Set(links.map(a => a.pathname))]")
    page.goto("/feeds/")
    topics = page.eval_on_selector_all("a[href^='/topics/']", "links => [...new Set(links.map(a => a.pathname))]")
    topics = [topic for topic in topics if not topic.endswith(".xml")][:2]
    assert len(stories) >= 3
    found = []
    for address in [*PUBLIC, *stories, *topics]:
        found += faults(page, address, is_searched=is_searched)
    context.close()
    assert found == []


@pytest.mark.parametrize(
    ("width", "scheme", "is_searched"), [(360, "light", False), (1280, "light", True), (1280, "dark", True)]
)
def test_desk_pages_have_nothing_to_mend(browser: Browser, demo_newsroom, width, scheme, is_searched) -> None:
    base = f"http://localhost:{demo_newsroom.port}"
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched(context)
    found = faults(page, "/admin/login/")
    page.fill("#id_username", "demo")
    page.fill("#id_password", demo_newsroom.password)
    page.click("[type=submit]")
    for address in DESK:
        found += faults(page, address, is_searched=is_searched)
    page.goto("/admin/stories/story/")
    story = page.locator("#result_list a").first.get_attribute("href") or ""
    for tab in TABS:
        found += faults(page, story.replace("/change/", f"/{tab}/"), is_searched=is_searched)
    context.close()
    assert found == []
