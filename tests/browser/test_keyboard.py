"""The main job by keyboard alone: Tab, Enter, arrows and typing, from the front of the desk to the public page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page, expect

from tests.making import HARBOUR

pytestmark = pytest.mark.browser
MOST_STOPS = 250

_NAME = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const label = element.labels?.[0]?.innerText ?? "";
  const words = element.getAttribute("aria-label") ?? (label || element.innerText || element.value || "");
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const isSeen = box.width > 0 && box.height > 0 && style.visibility === "visible";
  const isMarked = style.outlineStyle !== "none" || style.boxShadow !== "none";
  const isSentence = element.matches("a.sentence");
  const kind = isSentence ? "sentence" : element.closest(".tabs") ? "tab" : element.tagName.toLowerCase();
  return `${isSeen && isMarked ? "" : "UNSEEN "}${kind} ${words.trim()}`;
}"""


def go_to(page: Page, wanted: str, *, key: str = "Tab") -> None:
    """Press the key until what has the focus is called so ("button Publish"); it must be seen, and so must its ring."""
    met = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        met.append(page.evaluate(_NAME))
        if met[-1].removeprefix("UNSEEN ").lower().startswith(wanted.lower()):
            assert not met[-1].startswith("UNSEEN"), f"{met[-1]} has the focus and shows nothing of it"
            return
    raise AssertionError(f"Tab never came to {wanted!r}. It came to: {list(dict.fromkeys(met))}")


def press(page: Page, wanted: str, *, key: str = "Tab") -> None:
    """Go there and press Enter; the page that it leads to is loaded then."""
    go_to(page, wanted, key=key)
    page.evaluate("window.isOld = true")
    page.keyboard.press("Enter")
    for _ in range(300):
        if is_new(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{wanted!r} led nowhere")


def is_new(page: Page) -> bool:
    """Whether another page than the one that was marked is there, whole; while it comes, asking may fail."""
    try:
        return page.evaluate("!window.isOld && document.readyState === 'complete'")
    except Error:
        return False


def write(page: Page, wanted: str, words: str) -> None:
    """Go to a field and type."""
    go_to(page, wanted)
    page.keyboard.insert_text(words)


def test_a_story_is_made_and_published_by_keyboard_alone(desk: Page) -> None:
    press(desk, "a Stories")
    press(desk, "a Add story")
    write(desk, "input Headline", "Vell Strike Ends, Typed by Hand")
    press(desk, "button Begin story")

    for n, text in enumerate(HARBOUR[:3], start=1):
        head = f"https://keys{n}.example/walk/{n}\nKeys paper {n} on the strike\nFeb {14 + n}, 2026, 09:30\n\n"
        write(desk, f"textarea Article {n}", head + text)
    press(desk, "button Take in and attach all")
    expect(desk.locator("#attached .rows > li")).to_have_count(3)

    press(desk, "tab Images")
    write(desk, "input Caption, credit or source", "port")
    press(desk, "button Search")
    press(desk, "button Place")
    expect(desk.locator("#placed .rows > li")).to_have_count(1)

    press(desk, "tab Timeline")
    write(desk, "input Date", "Feb 18, 2026")
    write(desk, "textarea Text", "The vote ends the strike in Vell.")
    press(desk, "button Add entry")
    expect(desk.locator("#entries")).to_contain_text("Feb 18, 2026")

    press(desk, "tab Summary")
    expect(desk.locator("h2", has_text="Summary: current")).to_be_visible(timeout=20_000)
    first, second = (desk.locator("a.sentence").nth(n).inner_text() for n in range(2))
    go_to(desk, f"sentence {first[:30]}")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("a.sentence[aria-current]")).to_have_text(second)
    expect(desk.locator("#passage")).to_be_visible()
    expect(desk.locator("a.sentence:focus")).to_have_text(second)
    press(desk, "button Keep this wording")
    expect(desk.locator("li", has=desk.locator("a.sentence[aria-current]"))).to_contain_text("wording kept")
    go_to(desk, f"sentence {second[:30]}")
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.locator(".sentences > li", has_text=second).first).to_contain_text("place kept")

    press(desk, "tab Publish")
    press(desk, "button Publish")
    expect(desk.locator("#versions tbody tr")).to_have_count(1)
    press(desk, "a Public page")
    expect(desk.locator("h1")).to_have_text("Vell Strike Ends, Typed by Hand")
    expect(desk.locator("body")).to_contain_text("(3 articles)")
