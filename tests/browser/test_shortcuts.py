"""The keys of the desk: they lead where the help sheet says, and are words while somebody types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import said_by

pytestmark = pytest.mark.browser


def test_keys_search_lead_through_tabs_open_the_help_and_are_letters_while_one_types(desk: Page) -> None:
    page = desk
    page.goto("/admin/stories/story/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/")
    page.keyboard.press("n")
    page.wait_for_url("**/articles/")
    page.keyboard.press("b")
    page.wait_for_url("**/change/")
    page.locator("#id_slugline").fill("")
    page.locator("#id_slugline").press_sequentially("np/?")
    assert page.locator("#id_slugline").input_value() == "np/?"
    expect(page.locator("#shortcuts")).to_be_hidden()
    assert "of about 60 characters" in page.locator("#id_headline + .length").inner_text()
    page.locator("#id_headline").fill("Another headline")
    assert page.locator("[data-of=headline]").first.inner_text() == "Another headline"
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    page.get_by_role("link", name="Summary", exact=True).click()
    page.locator(".tools summary", has_text="Edit").click()
    page.locator(".tools textarea").fill("")
    page.keyboard.press("Control+s")
    expect(page.locator(".told").first).to_be_visible()  # the empty wording was judged: no other press was taken
    page.goto(page.url)
    said_by(page).clear()  # the refusal's status
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("port")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/search/?q=port")
    assert said_by(page) == []
