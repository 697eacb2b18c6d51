"""One fault from beginning to end: people work, the probe asks, the fault happens, and then all must hold."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import Any

from tests.faults.newsroom_under_test import BAR_SECONDS, Newsroom


class Trial:
    """What happens around one fault. Use as `with Trial(...) as trial:`; leaving it recovers, checks and records."""

    def __init__(self, newsroom: Newsroom, fault: str, *, updates: int = 40) -> None:
        self.newsroom, self.fault, self.updates = newsroom, fault, updates
        self.articles: list[tuple[int, str]] = []
        self.kickers: list[tuple[int, str]] = []
        self.attention: list[int] = []
        self.over_at = 0.0
        self.backlog = 0
        self.recovery_seconds = 0.0
        self.facts: dict[str, Any] = {}

    def __enter__(self) -> Trial:
        self.newsroom.editor.ask("move", story=self.newsroom.filled["shy"], verb="restore")
        self.newsroom.wait_for_rest(time.monotonic())
        self.probe = self.newsroom.probe()
        return self

    def update_all(self, **how: Any) -> None:
        """Give every story an article more, and keep what was acknowledged."""
        self.newsroom.begin_updates(**how)
        self.finish_updates()

    def finish_updates(self) -> None:
        """Wait for the saves that were begun, hide one story, and from then on look out for it."""
        self.articles += self.newsroom.editor.finish()
        self.newsroom.editor.ask("move", story=self.newsroom.filled["shy"], verb="withhold")
        self.probe.forbid(self.newsroom.filled["shy_word"])

    def wait_for_half(self) -> None:
        """Wait until half of the updates are done."""
        half = self.updates // 2
        self.newsroom.wait_until(lambda: self.newsroom.unrest()["stale"] <= half, "half of the updates were done")

    def over(self) -> None:
        """The fault is over: from here recovery counts. What is still to do by then is work as on any day."""
        self.over_at = time.monotonic()
        self.backlog = self.newsroom.unrest()["stale"]

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            self.probe.stop()
            return
        self.recovery_seconds = self.newsroom.wait_for_rest(self.over_at or time.monotonic())
        self.attention = self.newsroom.unrest()["attention"]
        wrongs = self.newsroom.observer.ask("check", articles=self.articles, kickers=self.kickers)
        seen = self.probe.stop()
        self._record(wrongs, seen.availability(), dict(seen.answers), seen.leaks)
        assert wrongs == [], f"{wrongs}\n{self.newsroom.said()}"
        assert seen.leaks == []
        assert seen.answers.total() > 0

    def _record(self, wrongs: list[str], availability: float, answers: dict[int, int], leaks: list[Any]) -> None:
        row = {
            "fault": self.fault,
            "mode": self.newsroom.mode,
            "saves": len(self.articles) + len(self.kickers),
            "lost": sum(wrong.startswith("Lost") for wrong in wrongs),
            "wrongs": wrongs,
            "leaks": len(leaks),
            "backlog": self.backlog,
            "recovery_seconds": self.recovery_seconds,
            "bar_seconds": BAR_SECONDS,
            "availability": round(availability, 4),
            "answers": answers,
            "attention": len(self.attention),
            **self.facts,
        }
        print(json.dumps(row))  # noqa: T201
        folder = os.environ.get("FAULTS_REPORT")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            name = re.sub(r"\W+", "-", f"{self.newsroom.mode} {self.fault}").strip("-").lower()
            (Path(folder) / f"{name}.json").write_text(json.dumps(row, indent=1))
