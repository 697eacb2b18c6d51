"""How many actions the desk's common tasks take of a person who meets it for the first time, in a real browser.

    python benchmarks/actions.py

An action is a click, a key that submits, a file that is chosen, or a field that is typed or pasted into, whatever its
length. Each task begins on a page that its first line names and ends when readers see what was done. The person presses
only what the pages show: no address is typed. The bars are those of the issue.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.latency import free_port
from benchmarks.starting import ROOT, start

BARS = {
    "first story from 7 pasted articles": 25,
    "correction": 6,
    "redact a sentence": 3,
    "swap a picture": 4,
    "handover": 2,
}
ARTICLES = 7
HEADLINE = "Vell Strike Ends After Ten Days"
_SAID = (
    "Dockworkers in Vell voted on Feb. 18 to accept a 4.5% pay rise and end a strike that lasted ten days.",
    "The port authority of Vell put the cost of the stoppage at $36 million.",
    "Shipping agents counted 23 vessels at anchor outside the Vell breakwater on Feb. 17.",
    "Fruit importers in Vell threw away 400 tonnes of bananas during the stoppage, their association said.",
    "Mayor Oskar Lind told the city council that cruise calls at Vell would resume on March 2.",
    "The union said 812 of its 1,140 members took part in the ballot at the fish hall.",
    "Port director Ines Varga said the first container ship would enter the harbour at 6 a.m. on Feb. 19.",
    "The employers and the union signed the new contract at the ministry in Vell on Feb. 19.",
)


class Hand:
    """A person's hand on a page: it does what a person does, and counts."""

    def __init__(self, page: Any) -> None:
        self.page, self.actions = page, 0

    def press(self, what: Any, *, stays: bool = False) -> None:
        """Click, and wait for the page that comes then, unless it `stays` the same one."""
        self.actions += 1
        self.page.evaluate("window.isOld = true")
        what.click()
        if not stays:
            _until(lambda: _is_new(self.page))

    def type(self, what: Any, words: str) -> None:
        """Type or paste words into a field."""
        self.actions += 1
        what.fill(words)

    def choose_file(self, what: Any, path: Path) -> None:
        """Choose a file."""
        self.actions += 1
        what.set_input_files(str(path))

    def button(self, name: str) -> Any:
        """The button that says this."""
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Any:
        """The first link that says this."""
        return self.page.get_by_role("link", name=name).first

    def tab(self, name: str) -> Any:
        """A tab of the story."""
        return self.page.get_by_role("navigation", name="Parts of the story").get_by_role("link", name=name)


def first_story(hand: Hand) -> None:
    """From the front of the desk to readers: begin, paste each article's address and text, publish."""
    hand.press(hand.page.locator("a[href$='/stories/story/add/']").first)
    hand.type(hand.page.get_by_label("Headline"), HEADLINE)
    hand.press(hand.button("Begin story"))
    for n in range(ARTICLES):
        hand.type(hand.page.get_by_label(f"Article {n + 1}", exact=True), f"https://port{n}.example/walk/{n}\n")
        # The text is pasted below the address: a second paste into the same box.
        box = hand.page.get_by_label(f"Article {n + 1}", exact=True)
        hand.type(box, box.input_value() + _article(n))
    hand.press(hand.button("Take in and attach all"))
    hand.press(hand.tab("Publish"))
    _until(lambda: hand.page.reload() and hand.page.get_by_text("The summary is empty").count() == 0)
    hand.press(hand.button("Publish"))
    _seen(hand, f"({ARTICLES} articles)")


def correction(hand: Hand) -> None:
    """From the Summary tab: mend a sentence, and publish it with a notice."""
    sentence = hand.page.locator("a.sentence").nth(1)
    words = sentence.inner_text()
    hand.press(sentence, stays=True)
    sentence.and_(hand.page.locator("[aria-current]")).wait_for()
    hand.type(hand.page.get_by_label("Wording"), words)
    hand.press(hand.button("Save wording"))
    hand.press(hand.link("Publish as a correction"))
    hand.type(hand.page.get_by_label("What was wrong."), "The sentence stood in the wrong words.")
    hand.press(hand.button("Publish the correction"))
    _seen(hand, "The sentence stood in the wrong words.")


def redact(hand: Hand) -> None:
    """From the Summary tab: redact the last sentence."""
    words = hand.page.locator("a.sentence").last.inner_text()
    hand.press(hand.page.locator("a[aria-label^='Redact: ']").last)
    hand.type(hand.page.get_by_label("Reason"), "A court's order.")
    hand.press(hand.button("Redact everywhere"))
    _seen(hand, words, stands=False)


def swap(hand: Hand, path: Path) -> None:
    """From the Images tab: put another picture where one stands, and publish."""
    hand.choose_file(hand.page.get_by_label("Put another picture in its place").first, path)
    hand.press(hand.button("Replace").first)
    hand.press(hand.tab("Publish"))
    hand.press(hand.button("Publish"))
    if hand.page.locator("#versions tbody tr").count() < 2:
        raise RuntimeError("The other picture was not published.")


def handover(hand: Hand) -> None:
    """From any page of the story: give it to a colleague with a note."""
    hand.type(hand.page.get_by_label("Hand over to"), "rita The ministry's answer is still to come.")
    hand.press(hand.button("Hand over"))
    if "Rita Lind" not in hand.page.locator(".states").inner_text():
        raise RuntimeError("The story was not handed over.")


def _article(n: int) -> str:
    said = " ".join(_SAID[(n + step) % len(_SAID)] for step in (0, 1, 3))
    return f"Port paper {n} on the strike\nFeb {11 + n}, 2026, 14:05\n\n{said}"


def _seen(hand: Hand, words: str, *, stands: bool = True) -> None:
    """Wait until the public page says the words, or says them no more; looking is no action."""
    address = hand.page.get_by_role("link", name="Public page").evaluate("link => link.href")
    reader = hand.page.context.new_page()
    _until(lambda: reader.goto(address) and (words in reader.inner_text("body")) is stands)
    reader.close()


def _is_new(page: Any) -> bool:
    """Whether another page than the one that was marked is there, whole; while it comes, asking may fail."""
    from playwright.sync_api import Error

    try:
        return bool(page.evaluate("!window.isOld && document.readyState === 'complete'"))
    except Error:
        return False


def _until(is_so: Callable[[], bool], *, limit_seconds: float = 180.0) -> None:
    deadline = time.monotonic() + limit_seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("It never was so.")
        time.sleep(0.1)


def _people(password: str) -> None:
    """A chief, and a reporter to whom a story is handed over."""
    from django.contrib.auth.models import Group

    from foundation.models import User

    person = User.objects.create_user("mina", password=password, is_staff=True)
    person.groups.set(Group.objects.filter(name="chief"))
    colleague = User.objects.create_user("rita", is_staff=True, first_name="Rita", last_name="Lind")
    colleague.groups.set(Group.objects.filter(name="reporter"))


def _pictures(folder: Path) -> list[Path]:
    from PIL import Image as Pillow

    paths = [folder / f"picture-{n}.jpg" for n in range(2)]
    for n, path in enumerate(paths):
        Pillow.effect_noise((640, 480), 60 + 40 * n).convert("RGB").save(path)
    return paths


def count(page: Any, base: str, password: str, folder: Path) -> dict[str, int]:
    """Do every task, one after the other; how many actions each took."""
    page.goto(f"{base}/admin/")
    page.fill("#id_username", "mina")
    page.fill("#id_password", password)
    page.click("[type=submit]")
    old, new = _pictures(folder)
    counted = {}

    def done(name: str, task: Callable[[Hand], None]) -> None:
        hand = Hand(page)
        task(hand)
        counted[name] = hand.actions

    done("first story from 7 pasted articles", first_story)
    Hand(page).press(Hand(page).tab("Images"))
    page.set_input_files("#id_pictures", str(old))
    Hand(page).press(page.get_by_role("button", name="Upload and place"))
    done("swap a picture", lambda hand: swap(hand, new))
    Hand(page).press(Hand(page).tab("Summary"))
    done("correction", correction)
    Hand(page).press(Hand(page).tab("Summary"))
    done("redact a sentence", redact)
    done("handover", handover)
    return counted


def main() -> int:
    """Print the table; return how many bars were missed."""
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    from tests.servers.programs import find_chromium

    call_command("prepare", verbosity=0)
    password, port, folder = secrets.token_urlsafe(16), free_port(), Path(os.environ["VAR_DIR"])
    _people(password)
    base = f"http://localhost:{port}"
    up = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)],
        env={**os.environ, "PUBLIC_URL": base},
        stdout=subprocess.DEVNULL,
    )
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
            _until(lambda: _answers(page, f"{base}/admin/login/"))
            counted = count(page, base, password, folder)
            chromium.close()
    finally:
        up.send_signal(signal.SIGINT)
        up.wait()
    print(f"{'task':36} {'actions':>8} {'bar':>4}")
    for name, bar in BARS.items():
        print(f"{name:36} {counted[name]:8} {bar:4}{'' if counted[name] <= bar else '  MISSED'}")
    return sum(counted[name] > bar for name, bar in BARS.items())


def _answers(page: Any, address: str) -> bool:
    from playwright.sync_api import Error

    try:
        return bool(page.goto(address).ok)
    except Error:
        return False


if __name__ == "__main__":
    start(LOG_LEVEL="WARNING")
    sys.exit(main())
