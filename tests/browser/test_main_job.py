"""The main job as people do it, in a real browser against real processes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.making import HARBOUR

pytestmark = pytest.mark.browser

TABS = ("change", "articles", "images", "timeline", "summary", "figures", "publish", "history")


def paste(desk: Page, n: int, text: str) -> None:
    """Take an article in on the Articles tab, by its text."""
    desk.fill("#id_url", f"https://port{n}.example/walk/{n}")
    desk.fill("#id_headline", f"Port paper {n} on the strike")
    desk.fill("#id_publisher", f"Port Paper {n}")
    desk.fill("#id_date", f"2026-02-{14 + n} 09:30")
    desk.fill("#id_text", text)
    desk.get_by_role("button", name="Take in and attach", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text(f"Port paper {n} on the strike")


def open_tab(desk: Page, name: str) -> None:
    desk.get_by_role("navigation", name=re.compile("story", re.IGNORECASE)).get_by_role("link", name=name).click()


def test_log_in_make_attach_publish_read_attach_again_and_see_the_change(desk: Page, picture: Path) -> None:
    desk.goto("/admin/stories/story/add/")
    desk.fill("#id_headline", "Vell Strike Ends After Ten Days")
    desk.get_by_role("button", name=re.compile("begin|save|make|add", re.IGNORECASE)).first.click()

    for n, text in enumerate(HARBOUR[:3], start=1):
        paste(desk, n, text)
    expect(desk.locator("#attached .rows > li")).to_have_count(3)

    open_tab(desk, "Images")
    desk.set_input_files("#id_pictures", str(picture))
    desk.fill("#id_caption", "The port of Vell at night.")
    desk.fill("#id_alt_text", "Cranes above dark water")
    desk.fill("#id_credit_line", "Demo drawing")
    desk.get_by_role("button", name="Upload and place").click()
    expect(desk.locator("#placed .rows > li")).to_have_count(1)

    open_tab(desk, "Timeline")
    desk.get_by_label("Date").last.fill("Feb 30, 2026")
    desk.get_by_label("Text").last.fill("The vote ends the strike in Vell.")
    desk.get_by_role("button", name="Add entry").click()
    expect(desk.locator("#refused")).to_contain_text("February 2026 has 28 days")
    desk.locator("#refused").get_by_label("Date").fill("Feb 18, 2026")
    desk.get_by_role("button", name="Add entry").click()
    expect(desk.locator("#entries")).to_contain_text("Feb 18, 2026")

    open_tab(desk, "Summary")
    expect(desk.locator("h2", has_text="Summary: current")).to_be_visible(timeout=60_000)
    expect(desk.locator("mark").first).to_be_visible()
    desk.get_by_role("button", name="Keep this wording").first.click()
    expect(desk.locator("main, #content").first).to_contain_text("et the machine have it")

    open_tab(desk, "Publish")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator("#versions tbody tr")).to_have_count(1)

    desk.get_by_role("link", name="Public page").click()
    expect(desk.locator("h1")).to_have_text("Vell Strike Ends After Ten Days")
    expect(desk.locator("body")).to_contain_text("(3 articles)")
    expect(desk.locator("body")).to_contain_text("Feb 18, 2026")
    assert desk.locator("figure img").first.evaluate("image => image.complete && image.naturalWidth > 0")
    public = desk.url
    mark = desk.locator("a[href^='#p-']").first
    mark.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Vell")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(mark).to_be_focused()

    desk.goto("/admin/stories/story/?q=Vell+Strike+Ends")
    desk.get_by_role("link", name="Vell Strike Ends After Ten Days").first.click()
    open_tab(desk, "Articles")
    paste(desk, 4, HARBOUR[3])
    desk.goto(public)
    for _ in range(100):
        if "(4 articles)" in desk.content():
            break
        desk.wait_for_timeout(100)
        desk.reload()
    expect(desk.locator("body")).to_contain_text("Updated")
    expect(desk.locator("body")).to_contain_text("(4 articles)")


def expect_soon(desk: Page, words: str) -> None:
    """The summary's page says so in the end. It asks every five seconds, which by its own clock pass at once."""
    for _ in range(80):
        if words in desk.locator("#run").inner_text():
            break
        desk.clock.fast_forward(5_000)
        desk.wait_for_timeout(200)
    expect(desk.locator("#run")).to_contain_text(words)


def test_an_open_summary_tab_follows_what_comes_in_and_leaves_what_is_typed_alone(desk: Page) -> None:
    desk.goto("/admin/stories/story/add/")
    desk.fill("#id_headline", "Vell Port Opens Its Gates Again")
    desk.get_by_role("button", name="Begin story").click()
    paste(desk, 11, HARBOUR[0])
    desk.clock.install()
    open_tab(desk, "Summary")
    expect_soon(desk, "1 original report ")

    elsewhere = desk.context.new_page()
    elsewhere.goto(desk.url.replace("/summary/", "/articles/"))
    paste(elsewhere, 12, HARBOUR[1])
    expect_soon(desk, "2 original reports")

    desk.locator("#new-heading").fill("Half a heading")
    paste(elsewhere, 13, HARBOUR[2])
    expect_soon(desk, "updated: load the page again to see it")
    expect(desk.locator("#new-heading")).to_have_value("Half a heading")
    elsewhere.close()


def test_every_mark_opens_its_passage_without_javascript(browser: Browser, demo_newsroom) -> None:
    context = browser.new_context(base_url=f"http://localhost:{demo_newsroom.port}", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("a[href*='18-billion']").first.click()
    marks = page.locator("a[href^='#p-']")
    assert marks.count() > 5
    for n in range(3):
        target = marks.nth(n).get_attribute("href") or ""
        marks.nth(n).click()
        expect(page.locator(f"[id='{target[1:]}']")).to_be_in_viewport()
    context.close()
