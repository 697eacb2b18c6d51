"""The front of the desk in a browser: ages go on while it is open, and on paper stands what a shift needs."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_ages_go_on_without_a_new_page(desk):
    ages = desk.locator("#live time[data-age]")
    before = ages.first.inner_text()
    desk.clock.install()
    desk.goto("/admin/")
    desk.clock.fast_forward("03:00:30")
    assert ages.first.inner_text().endswith(" h")
    assert ages.first.inner_text() != before


def test_on_paper_stands_what_happened_since_the_last_shift_and_not_the_rooms(desk):
    assert desk.locator("[data-print]").is_visible()
    for whose, has_attention in (("mine", False), ("all", True)):
        desk.goto(f"/admin/?whose={whose}")
        desk.emulate_media(media="print")
        assert desk.locator("#changed").is_visible()
        assert desk.locator("#owed").is_visible()
        assert desk.locator("#attention").is_visible() is has_attention
        assert not desk.locator("#rooms").is_visible()
        assert not desk.locator("#header").is_visible()
        desk.emulate_media(media="screen")


def test_every_place_that_the_front_leads_to_is_there(desk):
    links = "#attention .front-line a, #promised a, #scheduled a, #changed a"
    there = desk.eval_on_selector_all(links, "all => [...new Set(all.map(one => one.getAttribute('href')))]")
    assert there
    for address in there:
        answer = desk.goto(address)  # none for another place on the same page
        assert answer is None or answer.status == 200
        place = address.partition("#")[2]
        assert not place or desk.locator(f"[id='{place}']").count() == 1, address
