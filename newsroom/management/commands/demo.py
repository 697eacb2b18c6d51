"""`manage.py demo`: load the demo into an empty database and print the log-in; `--live` plays a story's arrivals."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.errors import NewsroomError
from foundation.models import User
from newsroom.demo import drawing, loading
from newsroom.demo.playing import Player
from newsroom.management.commands.up import ADDRESS_FILE


def address() -> str:
    """Where the newsroom that runs here is read: it may have been started on another port than the usual."""
    written = settings.VAR_DIR / ADDRESS_FILE
    return written.read_text() if settings.IS_EMBEDDED and written.is_file() else settings.PUBLIC_URL


class Command(BaseCommand):
    help = "Load the demo stories where there is no story yet; print the log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="Load even where stories stand.")
        parser.add_argument("--live", action="store_true", help="Play a story's arrivals beside a running newsroom.")
        parser.add_argument("--story", default="storm-night", help="Which story --live plays.")
        parser.add_argument("--every", type=float, default=60.0, help="Seconds between arrivals (60).")

    def handle(self, *args: Any, again: bool, live: bool, story: str, every: float, **options: Any) -> None:
        if live:
            self._play(story, max(every, 0.0))
        else:
            self._load(again=again)

    def _load(self, *, again: bool) -> None:
        if not again and not loading.is_empty():
            self.stdout.write(
                "Stories stand here already. `.venv/bin/python manage.py demo_login` sets a new password for the demo."
            )
            return
        user, password = loading.set_login()
        logging.disable(logging.INFO)  # a line for every run would hide the log-in
        for story, told in loading.load(user):
            self.stdout.write(f"Demo: {story.headline} ({told})")
            self.stdout.flush()
        logging.disable(logging.NOTSET)
        self.stdout.write(self.style.SUCCESS(f"Log in at the desk as {user.username} with {password}"))

    def _play(self, name: str, every: float) -> None:
        path = loading.FOLDER / f"{name}.json"
        if not path.is_file():
            known = ", ".join(sorted(file.stem for file in loading.FOLDER.glob("*.json")))
            raise CommandError(f"There is no demo story {name!r}. There are: {known}.")
        chief = User.objects.filter(username=loading.LOGIN).first()
        if chief is None:
            raise CommandError("The demo's chief is not here yet. Load the demo first: make run")
        player = Player(path.read_bytes(), chief, drawing.draw, self._say)
        arrivals = player.arrivals()
        try:
            for place, arrival in enumerate(arrivals, start=1):
                story = player.play(arrival)
                if place == 1 and story.published is not None:
                    self._say(f"Watch {address()}{story.published.get_absolute_url()}")
                    self._say(f"and   {address()}/admin/stories/story/{story.pk}/summary/")
                if place < len(arrivals):
                    time.sleep(every)
        except NewsroomError as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            self._say("Stopped. What has arrived stays.")

    def _say(self, text: str) -> None:
        self.stdout.write(f"{time.strftime('%H:%M:%S')}  {text}")
        self.stdout.flush()
