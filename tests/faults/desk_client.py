"""Somebody at work in a newsroom: `python -m tests.faults.desk_client`, in that newsroom's environment.

Reads orders, a JSON document a line, and answers each with a line. It saves through the real verbs, tries again
like a person where the database is away, and says of each save that it was acknowledged only once it was committed.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import InterfaceError, OperationalError, connection  # noqa: E402

from foundation.models import User  # noqa: E402
from stories import curating, publishing, taking_back  # noqa: E402
from stories.models import Story  # noqa: E402
from stories.tasks import update_summary  # noqa: E402
from tests.faults import checker, filling  # noqa: E402

_Result = TypeVar("_Result")


def until_saved(act: Callable[[], _Result]) -> _Result:
    """Do it, and again for as long as the database is away or busy."""
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.1)


def chief() -> User:
    """Who acts."""
    return get_user_model().objects.get(username="chief")


def attach(*, stories: list[int], article: int, pause: float = 0.0, extra: str = "") -> list[tuple[int, str]]:
    """Give each story one article more; the pairs that were acknowledged."""
    acknowledged = []
    for pk in stories:
        acknowledged.append(until_saved(lambda pk=pk: _attach_one(pk, article, extra)))
        time.sleep(pause)
    return acknowledged


def _attach_one(pk: int, n: int, extra: str) -> tuple[int, str]:
    story = Story.objects.get(pk=pk)
    article = filling.make_article(story, n, extra=extra)
    # Where it stands already, the save before this one went through, and only its answer was lost.
    with contextlib.suppress(curating.AlreadyAttached):
        curating.attach(story, article, by=chief())
    return pk, str(article.uid)


def move(*, story: int, verb: str) -> bool:
    """Hide a story or show it again."""
    act = {"withhold": taking_back.withhold, "restore": taking_back.restore}[verb]

    def once() -> bool:
        with contextlib.suppress(publishing.NotPublished):  # likewise
            act(Story.objects.get(pk=story).published, reason="A fault is being tried.", by=chief())
        return True

    return until_saved(once)


def send(*, story: int, times: int) -> int:
    """Send the same message so many times, as a broker that delivers again and again would."""
    for _ in range(times):
        update_summary.delay(story)
    return times


def form(*, story: int) -> dict[str, str | list[str]]:
    """What the Story tab would post if nothing were changed."""
    row = until_saved(lambda: Story.objects.get(pk=story))
    names = ("headline", "slug", "slugline", "kicker", "standfirst", "language", "desk_note", "summary_policy")
    topics = [str(pk) for pk in row.topics.values_list("pk", flat=True)]
    return {
        "act": "save",
        "seen": str(row.desk_revision),
        **{name: str(getattr(row, name)) for name in names},
        "topics": topics,
    }


def check(*, articles: list[tuple[int, str]], kickers: list[tuple[int, str]]) -> list[str]:
    """What the checker finds."""
    return until_saved(lambda: checker.wrongs(checker.Acknowledged(articles, kickers)))


def count(*, model: str) -> int:
    """How many rows there are of a model, such as media.Image."""
    from django.apps import apps

    return until_saved(apps.get_model(model).objects.count)


ORDERS: dict[str, Callable[..., Any]] = {
    "fill": filling.fill,
    "attach": attach,
    "move": move,
    "send": send,
    "form": form,
    "check": check,
    "count": count,
    "unrest": lambda: until_saved(checker.unrest),
}


def main() -> None:
    """Carry out order after order until the input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = ORDERS[order.pop("do")](**order)
        print(json.dumps(answer, default=str), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
