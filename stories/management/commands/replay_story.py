"""`manage.py replay_story`: play a story's past arrivals through a policy, and tell what it would have done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from stories.models import Story
from stories.replaying import as_values, past_of, play

_SCRATCH = {
    "REDIS_URL": "",
    "CACHE_URL": "",
    "SUMMARY_ENGINE": "extract",
    "AUTOMATIC_EDITION_SECONDS": "0",
    "LOG_LEVEL": "ERROR",
}
_VERDICTS = ("published", "held", "unchanged", "failed")


class Command(BaseCommand):
    help = (
        "Play a story's past arrivals again under a policy, in a database made for it and thrown away: what would have "
        "been published, held and refused. Nothing of this newsroom is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The story, the policy to try, and how to tell it."""
        parser.add_argument("story", help="The story's uid, its slug, or words of its headline.")
        parser.add_argument("--policy", choices=Story.SummaryPolicy.values, help="Default: the story's own.")
        parser.add_argument("--sensitive", action="store_true", help="As if the story were marked sensitive.")
        parser.add_argument(
            "--restrict", action="append", default=[], metavar="NAME", help="As if this name must not be published."
        )
        parser.add_argument("--json", action="store_true", help="One JSON document instead of lines.")
        parser.add_argument("--within", help="For the command's own use: play this file in the database that is set.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the past here, play it in a process of its own, tell what came of it."""
        if options["within"]:
            self._play(json.loads(Path(options["within"]).read_text()))
            return
        story = _story(options["story"])
        past = past_of(story)
        if not past["events"]:
            raise CommandError(f"“{story.headline}” never had an article, so there is nothing to replay.")
        past["policy"] = options["policy"] or story.summary_policy
        past["is_sensitive"] = options["sensitive"] or story.is_sensitive
        past["restrictions"] += [[[name], "Tried in a replay."] for name in options["restrict"]]
        outcomes = _apart(past)
        self.stdout.write(
            json.dumps(outcomes, ensure_ascii=False, indent=1) if options["json"] else _told(past, outcomes)
        )

    def _play(self, past: dict[str, Any]) -> None:
        call_command("migrate", verbosity=0)
        for outcome in play(past, policy=past["policy"], is_sensitive=past["is_sensitive"]):
            self.stdout.write(json.dumps(as_values(outcome), ensure_ascii=False))


def _story(named: str) -> Story:
    rows = Story.objects.at_the_desk().select_related("published")
    try:
        found = list(rows.filter(uid=uuid.UUID(named)))
    except ValueError:
        found = list(rows.filter(slug=named)[:2] or rows.filter(published__slug=named)[:2])
        found = found or list(rows.filter(headline__icontains=named).order_by("-changed_at")[:2])
    if not found:
        raise CommandError(f"No story is called “{named}”. Give its uid, its slug or words of its headline.")
    if len(found) > 1:
        told = ", ".join(f"{story.uid} ({story.headline})" for story in found)
        raise CommandError(f"Several stories are called “{named}”: {told}, … Give the uid of one.")
    return found[0]


def _apart(past: dict[str, Any]) -> list[dict[str, Any]]:
    """Play in a process with a database, files and settings of its own: no broker, no pause between editions.

    The embedded engine drafts, whatever this newsroom has: a replay spends nothing and sends no text anywhere.
    """
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        file = Path(folder) / "past.json"
        file.write_text(json.dumps(past, ensure_ascii=False))
        own = {
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/replay.sqlite3",
            "REDIS_URL": "",
            "CACHE_URL": "",
        }
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py"), "replay_story", "-", "--within", str(file)]
        environment = {**os.environ, **own, "AUTOMATIC_EDITION_SECONDS": "0", "LOG_LEVEL": "ERROR"}
        done = subprocess.run(manage, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(
            f"The replay stopped: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no reason'}"
        )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _told(past: dict[str, Any], outcomes: list[dict[str, Any]]) -> str:
    """The outcomes as lines, and the sums."""
    sensitive = ", sensitive" if past["is_sensitive"] else ""
    lines = [f"{past['story']['headline']}: policy {past['policy']}{sensitive}"]
    for outcome in outcomes:
        version = f" version {outcome['version']}" if outcome["version"] else ""
        lines += ["", f"{outcome['at']}  {outcome['verdict']}{version}  ({outcome['seconds']:.1f} s)"]
        lines += [f"  + {told}" for told in outcome["arrivals"]]
        lines += [f"  held: {told}" for told in outcome["reasons"]]
        lines += [f"    {told}" for told in outcome["changes"]]
        lines += [f"  refused: {told}" for told in outcome["refused"]]
        lines += [f"  stopped by the restriction on {told}" for told in outcome["restricted"]]
    counts = {
        name: sum(o["verdict"] == name for o in outcomes) for name in ("published", "held", "unchanged", "failed")
    }
    refused, stopped = (sum(len(o[name]) for o in outcomes) for name in ("refused", "restricted"))
    sums = ", ".join(f"{count} {name}" for name, count in counts.items())
    return "\n".join(
        [*lines, "", f"{len(outcomes)} arrivals: {sums}; {refused} sentences refused{_stopped(past, stopped)}."]
    )


def _stopped(past: dict[str, Any], count: int) -> str:
    """What restrictions stopped, where any stand: nobody is to wonder whether they were played."""
    names = [forms[0] for forms, _ in past["restrictions"]]
    return f", {count} stopped by restrictions ({', '.join(names)})" if names else ""
