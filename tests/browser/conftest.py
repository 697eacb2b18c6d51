"""A running newsroom with real processes, and headless Chromium whose console must stay silent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.operator.running import Newsroom, manage, prepare
from tests.servers.programs import find_chromium
from tests.servers.sharing import folder_of_the_run, made_once
from tests.servers.starting import free_port

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class DemoNewsroom(Newsroom):
    """A running newsroom with the demo, and the password of the log-in `demo`."""

    def __init__(self, var: Path, port: int, *, password: str) -> None:
        # Making AVIF of the demo's pictures took a minute of processor time; test_gallery.py looks at AVIF.
        super().__init__(var, port, IMAGE_AVIF="0")
        self.password = password


@pytest.fixture(scope="package")
def demo_newsroom(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoNewsroom]:
    """`manage.py up` with the demo loaded."""
    prepared = made_once(folder_of_the_run(tmp_path_factory, request.config), "prepared", prepare)
    var = tmp_path_factory.mktemp("demo")
    shutil.copytree(prepared, var, dirs_exist_ok=True)
    done = manage(var, "demo")
    assert done.returncode == 0, done.stderr
    newsroom = DemoNewsroom(var, free_port(), password=done.stdout.split()[-1])
    try:
        newsroom.wait_for_page()
        yield newsroom
    finally:
        newsroom.end()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium, the system's own; it ends with the last test of this folder."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's loop runs in this thread, which Django would take for an asynchronous caller.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            yield chromium
            chromium.close()


_said: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def watched(context: BrowserContext) -> Page:
    """A page whose console is written down; `said_by` tells what it said."""
    page = context.new_page()
    said = _said[page] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(15_000)
    return page


def said_by(page: Page) -> list[str]:
    """What the console of a watched page said so far; clear it to begin anew."""
    return _said[page]


@pytest.fixture
def page(browser: Browser, demo_newsroom: DemoNewsroom) -> Iterator[Page]:
    """A desktop page at the newsroom's own address."""
    context = browser.new_context(
        base_url=f"http://localhost:{demo_newsroom.port}", viewport={"width": 1280, "height": 900}
    )
    shown = watched(context)
    yield shown
    context.close()
    # A form that comes back refused has status 400, which Chromium writes down as a failed load.
    assert [line for line in said_by(shown) if "400 (Bad Request)" not in line] == []


@pytest.fixture
def desk(page: Page, demo_newsroom: DemoNewsroom) -> Page:
    """The page, logged in as the demo's chief."""
    page.goto("/admin/login/")
    page.fill("#id_username", "demo")
    page.fill("#id_password", demo_newsroom.password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture to upload."""
    from newsroom.demo.drawing import draw

    path = tmp_path / "port.jpg"
    path.write_bytes(draw("port-night.jpg"))
    return path
