"""The main job by keyboard alone: Tab, Enter, arrows and typing, from the front of the desk to the public page."""

from __future__ import annotations

from collections.abc import Sequence

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


def begin(page: Page, headline: str) -> None:
    """Begin a story from the front of the desk."""
    press(page, "a Stories")
    press(page, "a Add story")
    write(page, "input Headline", headline)
    press(page, "button Begin story")


def take_in(page: Page, texts: Sequence[str]) -> None:
    """Paste articles on the Articles tab."""
    for n, text in enumerate(texts, start=1):
        head = f"https://keys{n}.example/walk/{n}\nKeys paper {n} on the strike\nFeb {14 + n}, 2026, 09:30\n\n"
        write(page, f"textarea Article {n}", head + text)
    press(page, "button Take in and attach all")
    expect(page.locator("#attached .rows > li")).to_have_count(len(texts))


def place_a_picture(page: Page) -> None:
    """Find a picture of the library and place it."""
    press(page, "tab Images")
    write(page, "input Caption, credit or source", "port")
    press(page, "button Search")
    press(page, "button Place")
    expect(page.locator("#placed .rows > li")).to_have_count(1)


def keep_a_wording(page: Page) -> str:
    """Open the second sentence of the summary beside its passage and keep its wording; returns the sentence."""
    press(page, "tab Summary")
    expect(page.locator("h2", has_text="Summary: current")).to_be_visible(timeout=60_000)
    first, second = (page.locator("a.sentence").nth(n).inner_text() for n in range(2))
    go_to(page, f"sentence {first[:30]}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("a.sentence[aria-current]")).to_have_text(second)
    expect(page.locator("#passage")).to_be_visible()
    expect(page.locator("a.sentence:focus")).to_have_text(second)
    press(page, "button Keep this wording")
    expect(page.locator("li", has=page.locator("a.sentence[aria-current]"))).to_contain_text("wording kept")
    return second


def publish(page: Page, headline: str, says: str) -> None:
    """Publish, and read it as the public does."""
    press(page, "tab Publish")
    press(page, "button Publish")
    expect(page.locator("#versions tbody tr")).to_have_count(1)
    press(page, "a Public page")
    expect(page.locator("h1")).to_have_text(headline)
    expect(page.locator("body")).to_contain_text(says)


def test_a_story_is_made_and_published_by_keyboard_alone(desk: Page) -> None:
    begin(desk, "Vell Strike Ends, Typed by Hand")
    take_in(desk, HARBOUR[:2])
    place_a_picture(desk)
    keep_a_wording(desk)
    publish(desk, "Vell Strike Ends, Typed by Hand", "(2 articles)")


@pytest.mark.deep
def test_entries_and_the_order_are_made_by_keyboard_alone_too(desk: Page) -> None:
    begin(desk, "Vell Strike Ends, Typed in Full")
    take_in(desk, HARBOUR[:3])

    place_a_picture(desk)
    press(desk, "tab Timeline")
    write(desk, "input Date", "Feb 18, 2026")
    write(desk, "textarea Text", "The vote ends the strike in Vell.")
    press(desk, "button Add entry")
    expect(desk.locator("#entries")).to_contain_text("Feb 18, 2026")

    second = keep_a_wording(desk)
    go_to(desk, f"sentence {second[:30]}")
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.locator(".sentences > li", has_text=second).first).to_contain_text("place kept")

    publish(desk, "Vell Strike Ends, Typed in Full", "(3 articles)")
