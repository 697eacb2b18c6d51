"""A gallery of ten pictures in a browser: nothing moves while it loads, bytes, words, rows, keyboard and touch."""

from __future__ import annotations

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Browser, Locator, Page, expect

from foundation.models import Command
from media.library import add_image
from media.making import make_renditions
from media.models import Image
from stories.gallery import shown_image
from tests.media.conftest import encoded
from tests.media.variants import drawing
from tests.published import publish_content, sample_content

pytestmark = [
    pytest.mark.browser,
    pytest.mark.deep,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("avif"),
]

# Adds up layout shifts from the first moment on.
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
SHAPES = ((1800, 1200), (900, 1400), (1600, 900), (700, 700))


def ten_pictures() -> list[Image]:
    images = []
    for seed in range(10):
        drawn = drawing(seed, *SHAPES[seed % 4])
        grain = Pillow.effect_noise(drawn.size, 30).convert("RGB")
        data = encoded(Pillow.blend(drawn, grain, 0.15), quality=92)
        image = add_image(data, by=Command("test"), caption=f"Picture {seed}.", alt_text=f"Drawing {seed}")
        make_renditions(image)
        images.append(image)
    return images


@pytest.fixture
def address(live_server) -> str:
    images, content = ten_pictures(), sample_content()
    words = {"caption": "What is shown.", "credit_line": "Ann Lee", "source_url": ""}
    content["desk"]["images"] = [shown_image(image, str(image.uid)) | words for image in images]
    content["desk"]["lead_image"] = str(images[0].uid)
    story = publish_content(content)
    story.images.set(images)
    return live_server.url + story.get_absolute_url()


def scrolled(page: Page, address: str) -> list[tuple[str, int]]:
    """Open the page, scroll to its end step by step; the format and bytes of each picture that was loaded."""
    loaded: list[tuple[str, int]] = []
    page.add_init_script(WATCH)
    page.on("requestfinished", lambda one: loaded.append(told(one)) if "/pictures/" in one.url else None)

    def told(request) -> tuple[str, int]:
        return request.response().headers["content-type"], request.sizes()["responseBodySize"]

    page.goto(address, wait_until="networkidle")
    height = page.evaluate("document.documentElement.scrollHeight")
    for _ in range(0, height, 400):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(60)
    page.wait_for_load_state("networkidle")
    return loaded


@pytest.mark.parametrize(("width", "most_bytes"), [(360, 400_000), (1440, 900_000)])
def test_a_gallery_of_ten_shifts_nothing_weighs_little_and_is_told_in_words(
    browser: Browser, address, width, most_bytes, record_property
):
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=1)
    page = context.new_page()
    loaded = scrolled(page, address)
    assert len(loaded) == 10
    assert {form for form, _ in loaded} == {"image/avif"}
    total = sum(size for _, size in loaded)
    record_property("bytes of pictures", total)
    assert total <= most_bytes
    assert page.evaluate("window.shifted") == 0
    pictures = page.locator(".gallery img")
    assert pictures.evaluate_all("all => all.map(one => one.alt)") == [f"Drawing {n}" for n in range(10)]
    assert pictures.evaluate_all("all => all.filter(one => one.loading === 'lazy').length") == 9
    assert pictures.evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert stand_alone(page) == []
    context.close()


def swipe_up(page: Page, place: Locator) -> None:
    """Put a finger on it and push the page up."""
    place.scroll_into_view_if_needed()
    box, line = place.bounding_box(), page.context.new_cdp_session(page)
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    line.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    for step in range(1, 11):
        point = {**at, "y": at["y"] - 25 * step}
        line.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def tap(page: Page, place: Locator) -> None:
    """Tap on where it is seen, whatever lies over it."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def stand_alone(page: Page) -> list[int]:
    """How many pictures there are where the last of them has a row of the page for itself and does not fill it."""
    return page.locator(".gallery").evaluate("""gallery => {
      const found = [];
      for (const all = [...gallery.children]; all.length > 4; all.pop().remove()) {
        const [before, last] = all.slice(-2).map(one => one.getBoundingClientRect());
        if (last.left <= before.left && last.width < gallery.clientWidth * 0.9) found.push(all.length);
      }
      return found;
    }""")


def test_every_picture_is_reached_by_keyboard_and_opens_by_touch(browser: Browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    links = page.locator(".gallery a", has_text="Full size")
    links.first.focus()
    for place in range(10):
        assert links.nth(place).evaluate("one => one === document.activeElement")
        expect(links.nth(place)).to_be_in_viewport()
        page.keyboard.press("Tab")
    links.nth(3).tap()
    page.wait_for_url("**/pictures/**")
    assert page.evaluate("document.images[0].naturalWidth") == 700
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(address)
        picture = page.locator(".gallery img").nth(3)
        picture.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        swipe_up(page, picture)
        page.wait_for_function(f"scrollY > {before + 100}")
        assert page.url == address
        tap(page, picture)
        page.wait_for_url("**/pictures/**")
        assert page.evaluate("document.images[0].naturalWidth") == 700
    context.close()
