"""Many pictures at once in a browser: each file has its answer, and the page is usable in the dark and by everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import said_by
from tests.media.conftest import encoded, scene

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def test_several_files_are_sent_one_by_one_and_each_says_what_became_of_it(desk, tmp_path):
    files = {"one.jpg": encoded(scene(31)), "twin.jpg": encoded(scene(31)), "page.jpg": b"<html>no</html>"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    desk.goto("/admin/media/image/add/")
    desk.set_input_files("input[type=file]", [tmp_path / name for name in files])
    desk.click("button.primary")
    desk.wait_for_selector("#answers-sum:has-text('3 of 3 files done:')")
    rows = [row.inner_text() for row in desk.query_selector_all("#answers-list li")]
    assert "added" in rows[0]
    assert "The same picture as one.jpg" in rows[1]
    assert "The file is a web page, not a picture." in rows[2]
    assert [line for line in said_by(desk) if "400 (Bad Request)" not in line] == []
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        desk.screenshot(path=tmp_path / f"add-{scheme}.png", full_page=True)
        found = Axe().run(desk).response["violations"]
        assert [one["id"] for one in found] == []
    said_by(desk).clear()  # axe tries styles of its own
