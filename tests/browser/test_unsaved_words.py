"""Nobody's words are lost, in a real browser: a closed tab, a log-in that ended, two people at one story."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DemoNewsroom, said_by, watched
from tests.browser.test_looks import faults
from tests.operator.running import manage

pytestmark = pytest.mark.browser

MAKE = """
from django.contrib.auth.models import Group
from foundation.models import User
user = User.objects.create_user("mina", password={password!r}, is_staff=True, first_name="Mina", last_name="Park")
user.groups.set(Group.objects.filter(name="editor"))
"""


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture(scope="package")
def mina(demo_newsroom: DemoNewsroom) -> str:
    """The password of Mina, an editor."""
    made = manage(demo_newsroom.var, "shell", "-c", MAKE.format(password=demo_newsroom.password))
    assert made.returncode == 0, made.stderr
    return demo_newsroom.password


def context_of(browser: Browser, newsroom: DemoNewsroom) -> BrowserContext:
    return browser.new_context(base_url=f"http://localhost:{newsroom.port}", viewport={"width": 1280, "height": 900})


def begin(desk: Page, headline: str) -> str:
    """Begin a story; returns the address of its Story tab."""
    desk.goto("/admin/stories/story/add/")
    desk.fill("#id_headline", headline)
    desk.get_by_role("button", name="Begin story").click()
    expect(desk.locator(".messagelist")).to_contain_text("is begun")
    return re.sub(r"articles/.*", "change/", desk.url)


def test_words_typed_in_a_tab_that_was_closed_are_given_back(desk: Page) -> None:
    address = begin(desk, "Vell Ferry Stops for a Day")
    typing = desk.context.new_page()
    typing.goto(address)
    typing.fill("#id_standfirst", "Half a standfirst that nobody saved.")
    expect(typing.locator(".kept-at")).to_contain_text("not saved yet", timeout=15_000)
    typing.fill("#id_kicker", "Left at once")
    typing.close()

    desk.goto(address)
    expect(desk.locator(".drafts")).to_contain_text("Half a standfirst that nobody saved.")
    expect(desk.locator("#id_standfirst")).to_have_value("")
    desk.get_by_role("link", name=re.compile("Restore")).click()
    expect(desk.locator("#id_standfirst")).to_have_value("Half a standfirst that nobody saved.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved.")
    expect(desk.locator("#id_standfirst")).to_have_value("Half a standfirst that nobody saved.")
    expect(desk.locator(".drafts")).to_have_count(0)


def test_a_page_that_is_left_at_once_keeps_the_last_words_too(desk: Page) -> None:
    address = begin(desk, "Vell Harbour Freezes")
    desk.goto(address)
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.fill("#id_kicker", "A word typed last")
    desk.goto(address.replace("/change/", "/timeline/"))
    expect(desk.locator("h1")).to_contain_text("Vell Harbour Freezes")
    desk.goto(address.replace("/change/", "/timeline/"))
    expect(desk.locator(".drafts")).to_contain_text("A word typed last")


def test_a_log_in_that_ends_while_one_types_costs_no_word(browser: Browser, demo_newsroom: DemoNewsroom) -> None:
    context = context_of(browser, demo_newsroom)
    page = watched(context)
    log_in(page, "demo", demo_newsroom.password)
    address = begin(page, "Vell Bridge Opens Late")
    page.goto(address)
    elsewhere = context.new_page()
    elsewhere.goto("/admin/")
    elsewhere.locator("#logout-form button").click()
    elsewhere.wait_for_load_state()

    page.fill("#id_kicker", "Typed after the log-in ended")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#not-kept")).to_contain_text("You are logged out")
    expect(page.locator(".kept-at")).to_contain_text("Not kept. You are logged out.")
    expect(page.locator("#id_kicker")).to_have_value("Typed after the log-in ended")
    assert page.url == address

    log_in(elsewhere, "demo", demo_newsroom.password)
    expect(page.locator(".kept-at")).to_contain_text("not saved yet", timeout=20_000)
    expect(page.locator("#not-kept")).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.locator("#id_kicker")).to_have_value("Typed after the log-in ended")
    said_by(page).clear()
    context.close()


@pytest.mark.deep
def test_words_of_one_person_are_not_saved_by_another_who_logs_in_at_the_same_machine(
    browser: Browser, demo_newsroom: DemoNewsroom, mina: str
) -> None:
    context = context_of(browser, demo_newsroom)
    page = watched(context)
    log_in(page, "demo", demo_newsroom.password)
    address = begin(page, "Vell Tram Line Shortened")
    page.goto(address)
    elsewhere = context.new_page()
    elsewhere.goto("/admin/")
    elsewhere.locator("#logout-form button").click()
    log_in(elsewhere, "mina", mina)
    page.fill("#id_kicker", "Not Mina's words")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#not-kept")).to_contain_text("Somebody else is logged in")
    elsewhere.goto(address)
    expect(elsewhere.locator("#id_kicker")).to_have_value("")
    expect(elsewhere.locator(".drafts")).to_have_count(0)
    context.close()


@pytest.mark.deep
def test_two_people_see_each_other_and_keep_both_words(
    desk: Page, browser: Browser, demo_newsroom: DemoNewsroom, mina: str
) -> None:
    address = begin(desk, "Vell Market Moves Indoors")
    context = context_of(browser, demo_newsroom)
    other = watched(context)
    log_in(other, "mina", mina)
    # Pages ask every ten seconds; by their own clocks these pass at once.
    other.clock.install()
    desk.clock.install()
    other.goto(address)
    desk.goto(address.replace("/change/", "/summary/"))
    expect(desk.locator(".here")).to_have_text("Mina Park is in Story", timeout=20_000)
    other.clock.fast_forward(11_000)
    expect(other.locator(".here")).to_contain_text("is in Summary", timeout=20_000)
    other.goto(address.replace("/change/", "/timeline/"))
    desk.clock.fast_forward(11_000)
    expect(desk.locator(".here")).to_have_text("Mina Park is in Timeline", timeout=20_000)

    other.goto(address)
    desk.goto(address)
    other.fill("#id_headline", "Vell Market Moves Indoors in May")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("Saved.")
    desk.fill("#id_kicker", "Markets")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Mina Park changed the headline")
    expect(desk.locator("#id_headline")).to_have_value("Vell Market Moves Indoors in May")
    expect(desk.locator("#id_kicker")).to_have_value("Markets")

    other.fill("#id_headline", "Vell Market Moves Indoors in June")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator(".both")).to_have_count(0)
    desk.fill("#id_headline", "Vell Market Stays Outdoors")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".both")).to_contain_text("What stands now")
    expect(desk.locator(".both ins").first).to_be_visible()
    desk.get_by_label(re.compile("Take theirs")).check()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#id_headline")).to_have_value("Vell Market Moves Indoors in June")
    assert said_by(other) == []
    said_by(desk)[:] = [line for line in said_by(desk) if "409 (Conflict)" not in line]
    context.close()


@pytest.mark.deep
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_offers_presence_and_two_versions_have_nothing_to_mend(
    browser: Browser, demo_newsroom: DemoNewsroom, mina: str, scheme: str
) -> None:
    context = browser.new_context(
        base_url=f"http://localhost:{demo_newsroom.port}", viewport={"width": 1280, "height": 900}, color_scheme=scheme
    )
    page, other = watched(context), watched(context_of(browser, demo_newsroom))
    log_in(page, "demo", demo_newsroom.password)
    log_in(other, "mina", mina)
    address = begin(page, f"Vell Library in the {scheme} season")
    timeline = address.replace("/change/", "/timeline/")
    other.goto(timeline)
    page.goto(timeline)
    page.get_by_label("Text").last.fill("Half an entry about the library.")
    expect(page.locator(".kept-at")).to_be_visible(timeout=15_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.locator(".here")).to_contain_text("Mina Park", timeout=20_000)
    assert faults(page, address) == []
    other.goto(address)
    for name, words in (("headline", "Vell Library Closes for Repairs"), ("standfirst", "The roof leaks.")):
        other.fill(f"#id_{name}", words)
        page.fill(f"#id_{name}", f"{words} until the autumn")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("Saved.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".both")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    context.close()
    other.context.close()


def test_a_button_pressed_twice_while_words_are_being_kept_saves_once(desk: Page) -> None:
    address = begin(desk, "Vell Pier Repainted")
    desk.goto(address.replace("/change/", "/timeline/"))
    desk.get_by_label("Date").last.fill("Aug 2025")
    desk.get_by_label("Text").last.fill("Painters begin.")
    desk.get_by_role("button", name="Add entry").dblclick()
    expect(desk.locator(".messagelist")).to_contain_text("The entry was added.")
    expect(desk.locator("#entries .count")).to_have_text("1")
