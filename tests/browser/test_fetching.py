"""Pages that are fetched, followed in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import said_by

pytestmark = pytest.mark.browser


def test_a_page_is_followed_without_loading_and_what_came_to_nothing_is_pasted_by_hand(desk: Page) -> None:
    desk.goto("/admin/stories/story/add/")
    desk.fill("#id_headline", "A strike nobody wrote about")
    desk.get_by_role("button", name=re.compile("begin|save|make|add", re.IGNORECASE)).first.click()
    desk.fill("#urls", "http://127.0.0.1/strike")
    desk.get_by_role("button", name="Fetch and attach").click()
    expect(desk.locator(".messagelist")).to_contain_text("1 page will be fetched.")
    desk.evaluate("window.isSamePage = true")
    desk.fill("#id_headline", "What somebody types stays")
    expect(desk.locator("#fetches")).to_contain_text("leads into a network that is not public", timeout=20_000)
    expect(desk.get_by_role("button", name=re.compile("Fetch .* again"))).to_be_visible()
    assert desk.evaluate("window.isSamePage")
    expect(desk.locator("#id_headline")).to_have_value("What somebody types stays")
    desk.fill("#id_headline", "")
    desk.get_by_role("link", name="Paste it by hand").click()
    expect(desk.locator("#id_url")).to_have_value("http://127.0.0.1/strike")
    assert said_by(desk) == []
