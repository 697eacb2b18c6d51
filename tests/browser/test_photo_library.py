"""The photo library by keys alone: going from picture to picture, choosing, describing, comparing, opening."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import said_by

pytestmark = [pytest.mark.browser, pytest.mark.deep]
STOOD_AT = "document.activeElement.value"


def test_pictures_are_gone_through_chosen_compared_described_and_opened_by_keys(desk: Page) -> None:
    page = desk
    page.goto("/admin/media/image/")
    boxes = page.locator("[data-pictures] input[name=image]")
    keys = boxes.evaluate_all("boxes => boxes.map(box => box.value)")
    assert len(keys) > 8
    # One picture alone is in the order of the Tab key.
    assert page.locator("[data-pictures] input[tabindex='0']").count() == 1
    boxes.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(STOOD_AT) == keys[1]
    page.keyboard.press("Space")
    expect(page.locator("[data-count]")).to_have_text("1 chosen")
    top = boxes.nth(1).bounding_box()
    page.keyboard.press("ArrowDown")
    below = page.locator(":focus").bounding_box()
    assert top is not None
    assert below is not None
    assert below["y"] > top["y"]
    assert abs(below["x"] - top["x"]) < 1
    here = page.evaluate(STOOD_AT)
    page.keyboard.press("Space")
    page.keyboard.press("c")
    page.wait_for_url(f"**/beside/?image={keys[1]}&image={here}")
    page.go_back()
    page.locator(f"[data-pictures] input[value='{keys[0]}']").focus()
    page.keyboard.press("End")
    assert page.evaluate(STOOD_AT) == keys[-1]
    page.keyboard.press("Home")
    page.keyboard.press("a")
    expect(page.locator("[data-count]")).to_have_text(f"{len(keys)} chosen")
    page.keyboard.press("a")
    expect(page.locator("[data-count]")).to_have_text("")
    page.keyboard.press("Space")
    page.keyboard.press("e")
    page.wait_for_url(f"**/edit/?image={keys[0]}")
    page.locator(f"#alt-{keys[0]}").fill("Said by keys")
    page.keyboard.press("Control+s")
    expect(page.locator("[role=status]").first).to_contain_text("Done: 1. Refused: 0.")
    page.goto("/admin/media/image/")
    boxes.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{keys[0]}/change/")
    assert said_by(page) == []


def test_arrow_keys_move_the_focal_point_that_was_just_clicked(desk: Page) -> None:
    desk.goto("/admin/media/image/1/change/")
    desk.click("summary:has-text('Focal point')")
    desk.locator("[data-focus] img").click(position={"x": 60, "y": 60})
    across, down = (desk.locator(f"#focus_form_{name}") for name in ("across", "down"))
    clicked = float(across.input_value()), float(down.input_value())
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowDown")
    assert float(across.input_value()) == pytest.approx(clicked[0] + 1, abs=0.11)
    assert float(down.input_value()) == pytest.approx(clicked[1] + 10, abs=0.11)
