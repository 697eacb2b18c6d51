"""Handing a story over with the keyboard, in two actions, with the names that the desk offers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.operator.running import manage

pytestmark = [pytest.mark.browser, pytest.mark.deep]
_COLLEAGUE = (
    "from django.contrib.auth.models import Group; from foundation.models import User; "
    "u = User.objects.create_user('jo', is_staff=True, first_name='Jo', last_name='Lee'); "
    "u.groups.set(Group.objects.filter(name='editor'))"
)


def test_a_story_is_handed_over_by_one_field_and_one_press(desk: Page, demo_newsroom) -> None:
    assert manage(demo_newsroom.var, "shell", "-c", _COLLEAGUE).returncode == 0
    desk.goto("/admin/stories/story/")
    desk.goto(desk.locator("#result_list a[href*='/change/']").first.get_attribute("href") or "")
    field = desk.get_by_label("Hand over to")
    field.focus()
    desk.keyboard.type("@le")
    expect(desk.locator(".people-offered [role=option]")).to_have_text("Jo Lee @jo")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert field.input_value() == "@jo "
    desk.keyboard.type("the ferry is still missing")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Jo Lee owns the story now, and was told.")).to_be_visible()
    expect(desk.get_by_role("button", name="Take over")).to_be_visible()
