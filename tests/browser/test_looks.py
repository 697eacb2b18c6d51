"""Every page that a person sees: no serious finding of axe, no sideways scrolling, a silent console; light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import said_by, watched

pytestmark = pytest.mark.browser

PUBLIC = ("/", "/feeds/", "/ko/", "/ar/", "/api/v1/docs/", "/no-such-page/")
DESK = (
    "/admin/",
    "/admin/stories/story/",
    "/admin/stories/story/add/",
    "/admin/stories/article/",
    "/admin/media/image/",
    "/admin/reference/publisher/",
    "/admin/partners/apikey/",
    "/admin/foundation/editlog/",
    "/admin/stories/dossier/add/",
    "/admin/alerts/",
    "/admin/duty/",
    "/admin/account/told/",
    "/admin/account/",
    "/admin/search/?q=port",
    "/admin/stories/story/?kept=legal",
    "/admin/stories/story/export/",
)
# Seldom opened, or like others: looked at where there is time.
SELDOM = (
    "/admin/stories/story/flash/",
    "/admin/stories/story/deleted/",
    "/admin/stories/summaryrun/",
    "/admin/stories/summaryrun/1/change/",
    "/admin/stories/dossier/",
    "/admin/media/image/?view=list&only=look-alikes&since=2020-01-01",
    "/admin/media/image/beside/?image=1&image=2",
    "/admin/media/image/edit/?image=1&image=2",
    "/admin/media/image/1/change/",
    "/admin/media/image/1/pull/",
    "/admin/editions/publishedstory/",
    "/admin/editions/reportingrestriction/add/",
    "/admin/reference/publisher/1/change/",
    "/admin/reference/instrument/",
    "/admin/reference/instrument/import/",
    "/admin/reference/instrument/1/change/",
    "/admin/reference/instrument/1/becomes/",
    "/admin/reference/site/",
    "/admin/foundation/user/",
    "/admin/foundation/user/1/change/",
    "/admin/auth/group/2/change/",
    "/admin/foundation/invitation/add/",
    "/admin/partners/apikey/add/",
    "/admin/account/second-factor/",
    "/admin/password_change/",
    "/tickers/QDEM:CRRNT/",
)
ACTS = ("duplicate/", "merge/", "merge/?other=2", "split/", "delete/", "redact/", "act/withhold/", "act/legal-hold/")
TABS = (
    "change",
    "articles",
    "images",
    "timeline",
    "summary",
    "figures",
    "team",
    "publish",
    "history",
    "share",
    "export",
)


# On a phone the rows of a list are cards: nothing is pushed sideways inside a frame at any width.
HIDDEN_COLUMNS = """() => {
  const list = document.querySelector("#changelist .results");
  return list !== null && list.scrollWidth > list.clientWidth + 1;
}"""


def faults(page: Page, address: str, *, is_searched: bool = True) -> list[str]:
    """What a designer would mend at this address; with is_searched also what axe finds serious or critical."""
    page.goto(address)
    page.wait_for_timeout(50)
    told = [f"{address}: {line}" for line in said_by(page) if "no-such-page" not in address]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        told.append(f"{address}: scrolls sideways")
    if page.evaluate(HIDDEN_COLUMNS):
        told.append(f"{address}: columns of the list are out of sight")
    if is_searched:
        found = Axe().run(page).response["violations"]
        grave = [finding for finding in found if finding["impact"] in {"serious", "critical"}]
        told += [f"{address}: {finding['id']}: {finding['nodes'][0]['html'][:160]}" for finding in grave]
    said_by(page).clear()  # axe itself sets styles, which the policy blocks
    return told


@pytest.mark.parametrize(
    ("width", "scheme", "is_searched", "every"),
    [
        (360, "light", True, 2),
        (768, "dark", True, 3),
        pytest.param(360, "light", True, 1, marks=pytest.mark.deep),
        pytest.param(1440, "light", False, 1, marks=pytest.mark.deep),
        pytest.param(360, "dark", False, 1, marks=pytest.mark.deep),
        pytest.param(768, "dark", True, 1, marks=pytest.mark.deep),
        pytest.param(768, "light", False, 1, marks=pytest.mark.deep),
        pytest.param(1440, "light", True, 1, marks=pytest.mark.deep),
    ],
)
def test_public_pages_have_nothing_to_mend(browser: Browser, demo_newsroom, width, scheme, is_searched, every) -> None:
    """Where `every` is 3 each third page is looked at."""
    base = f"http://localhost:{demo_newsroom.port}"
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched(context)
    page.goto("/")
    stories = page.eval_on_selector_all("a[href^='/stories/']", "links => [...new Set(links.map(a => a.pathname))]")
    page.goto("/feeds/")
    topics = page.eval_on_selector_all("a[href^='/topics/']", "links => [...new Set(links.map(a => a.pathname))]")
    topics = [topic for topic in topics if not topic.endswith(".xml")]
    shown = one_of_each_size(page, topics)
    assert len(stories) >= 3
    found = []
    for address in [*PUBLIC, *stories, *shown][::every]:
        found += faults(page, address, is_searched=is_searched)
    context.close()
    assert found == []


def one_of_each_size(page: Page, topics: list[str]) -> list[str]:
    """Of the topics one with one story, one with two and so on: each size has a layout of its own."""
    sizes: dict[int, str] = {}
    for topic in topics:
        page.goto(topic)
        sizes.setdefault(page.locator(".card").count(), topic)
    return list(sizes.values())


# Bottom edges of the columns beside each other, and of what each column ends with.
EDGES = """() => {
  const bottom = (element) => Math.round(element.getBoundingClientRect().bottom);
  const last = [...document.querySelectorAll(".below .card, .side .card:last-child")].map(bottom);
  const rows = {};
  for (const card of document.querySelectorAll(".rest .card")) {
    const box = card.getBoundingClientRect();
    rows[Math.round(box.top)] = Math.round(Math.max(rows[Math.round(box.top)] || 0, box.right));
  }
  return { below: Math.max(...last.slice(0, -1)), side: last.at(-1), rows: Object.values(rows) };
}"""


def test_the_front_page_leaves_no_space_empty(browser: Browser, demo_newsroom) -> None:
    context = browser.new_context(
        base_url=f"http://localhost:{demo_newsroom.port}", viewport={"width": 1440, "height": 900}
    )
    page = watched(context)
    page.goto("/")
    edges = page.evaluate(EDGES)
    context.close()
    assert abs(edges["below"] - edges["side"]) <= 24
    assert len(edges["rows"]) >= 1
    assert len(set(edges["rows"])) == 1


RULES_AT_THE_MARGIN = """() => [...document.querySelectorAll(".rest .card, .below .card")].filter((card) => {
  const margin = Math.round(card.parentElement.getBoundingClientRect().left);
  const isFirst = Math.round(card.getBoundingClientRect().left) === margin;
  return isFirst && getComputedStyle(card, "::before").content !== "none";
}).map((card) => card.textContent.trim().slice(0, 60))"""


def test_no_fine_rule_stands_before_the_first_card_of_a_row(browser: Browser, demo_newsroom) -> None:
    context = browser.new_context(
        base_url=f"http://localhost:{demo_newsroom.port}", viewport={"width": 1440, "height": 900}
    )
    page = watched(context)
    page.goto("/feeds/")
    topics = page.eval_on_selector_all("a[href^='/topics/']", "links => [...new Set(links.map(a => a.pathname))]")
    shown = one_of_each_size(page, [topic for topic in topics if not topic.endswith(".xml")])
    found = {}
    for address in ["/", *shown]:
        page.goto(address)
        found[address] = page.evaluate(RULES_AT_THE_MARGIN)
    context.close()
    assert len(shown) >= 2
    assert not any(found.values()), found


def test_a_passage_opens_beside_its_mark_and_moves_nothing(browser: Browser, demo_newsroom) -> None:
    context = browser.new_context(
        base_url=f"http://localhost:{demo_newsroom.port}", viewport={"width": 1440, "height": 900}
    )
    page = watched(context)
    page.goto("/")
    page.locator("a[href*='18-billion']").last.click()
    for place in (".summary", ".timeline"):
        mark = page.locator(f"{place} .mark").first
        height = page.evaluate("document.querySelector('.articles').getBoundingClientRect().top + scrollY")
        mark.click()
        at, panel = mark.bounding_box(), page.get_by_role("dialog").bounding_box()
        assert at is not None
        assert panel is not None
        assert 0 < panel["y"] - at["y"] < 60
        assert panel["x"] <= at["x"] < panel["x"] + panel["width"]
        now = page.evaluate("document.querySelector('.articles').getBoundingClientRect().top + scrollY")
        assert abs(now - height) < 1  # a part of a pixel is the engine's own rounding
        page.keyboard.press("Escape")
    assert said_by(page) == []
    context.close()


@pytest.mark.parametrize("address", ["/", "/feeds/"])
def test_a_finger_finds_every_link_on_a_phone(browser: Browser, demo_newsroom, address) -> None:
    context = browser.new_context(
        base_url=f"http://localhost:{demo_newsroom.port}",
        viewport={"width": 360, "height": 800},
        has_touch=True,
        is_mobile=True,
    )
    page = watched(context)
    page.goto(address)
    heights = page.eval_on_selector_all(
        "a:not([tabindex='-1'], .skip)",
        """links => links.map(link => {
          const over = getComputedStyle(link, "::after");
          const spread = over.position === "absolute" ? parseFloat(over.height) : 0;
          return [link.textContent, Math.max(link.getBoundingClientRect().height, spread || 0)];
        })""",
    )
    context.close()
    assert [name for name, height in heights if height < 44] == []


@pytest.mark.parametrize(
    ("width", "scheme", "is_searched", "every"),
    [
        (360, "light", False, 2),
        (1280, "light", True, 2),
        (1280, "dark", True, 4),
        pytest.param(360, "light", False, 1, marks=pytest.mark.deep),
        pytest.param(1280, "light", True, 1, marks=pytest.mark.deep),
        pytest.param(1280, "dark", True, 1, marks=pytest.mark.deep),
    ],
)
def test_desk_pages_have_nothing_to_mend(browser: Browser, demo_newsroom, width, scheme, is_searched, every) -> None:
    """Where `every` is 4 each fourth page is looked at, and each fourth tab of a story."""
    base = f"http://localhost:{demo_newsroom.port}"
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched(context)
    found = faults(page, "/admin/login/")
    log_in(page, demo_newsroom.password)
    for address in DESK[::every]:
        found += faults(page, address, is_searched=is_searched)
    page.goto("/admin/stories/story/")
    # The first links of the list are those of its head, which sort it.
    story = page.locator("#result_list a[href*='/change/']").first.get_attribute("href") or ""
    for tab in TABS[::every]:
        found += faults(page, story.replace("/change/", f"/{tab}/"), is_searched=is_searched)
    preview = page.get_by_role("link", name="Preview", exact=True).get_attribute("href") or ""
    found += faults(page, preview, is_searched=is_searched)
    context.close()
    assert found == []


@pytest.mark.deep
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_seldom_opened_desk_pages_have_nothing_to_mend(browser: Browser, demo_newsroom, width, scheme) -> None:
    base = f"http://localhost:{demo_newsroom.port}"
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched(context)
    page.goto("/admin/login/")
    log_in(page, demo_newsroom.password)
    tabs = ("tickers", "timeline/import")
    addresses = [
        *SELDOM,
        *(f"/admin/stories/story/1/{act}" for act in ACTS),
        *(f"/admin/stories/story/7/{tab}/" for tab in tabs),
    ]
    found = [told for address in addresses for told in faults(page, address)]
    context.close()
    assert found == []


def log_in(page: Page, password: str) -> None:
    """As the demo's chief, on the log-in page."""
    page.fill("#id_username", "demo")
    page.fill("#id_password", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
