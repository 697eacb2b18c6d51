"""People, articles, pictures and stories for the desk's tests, made through the verbs that the desk calls."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from PIL import Image as Pillow

from foundation.models import User
from reference.models import Publisher
from stories import chronology, curating, receiving
from stories.models import Article, Citation, Section, Sentence, Story
from stories.summarising import updating

NEWEST = datetime(2026, 2, 19, 14, 5, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
TABS = ("change", "articles", "images", "timeline", "summary", "figures", "tickers", "team", "publish", "history")
TEXT = (
    "Dockworkers in Vell voted on Wednesday to accept a 4.5% pay rise and end a ten-day strike. "
    "The first container ship entered the harbour at 6:40 a.m. on Thursday, the port authority said. "
    "The port authority put the cost of the stoppage at $36 million in outlet {n}. "
    "Ships will need two weeks to clear the queue outside the breakwater, harbour master Ada Wren told reporters."
)


def make_person(name: str, *roles: str, **names: str) -> User:
    """Somebody who may log in at the desk in these roles."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.first_name, user.last_name = names.get("first_name", ""), names.get("last_name", "")
    user.save()
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_article(n: int, *, by: User, text: str = "", headline: str = "") -> Article:
    """An article of its own publisher."""
    publisher, _ = Publisher.objects.get_or_create(
        name=f"Paper {n}", defaults={"domain": f"paper{n}.example", "reuse": Publisher.Reuse.LICENSED}
    )
    copy = receiving.Copy(
        headline=headline or f"Paper {n} on the port of Vell",
        text=text or TEXT.format(n=n),
        publisher=publisher,
        published_at=NEWEST - timedelta(hours=n),
        url=f"https://paper{n}.example/ports/{n}",
    )
    return receiving.receive(copy, by=by).article


def make_story(by: User, *, articles: int = 3, headline: str = "Port of Vell Reopens") -> Story:
    """A story with articles attached, an entry in its timeline, and no summary yet."""
    story = curating.create_story(by=by, headline=headline)
    for n in range(1, articles + 1):
        curating.attach(story, make_article(n, by=by), by=by)
    chronology.add_entry(story, date="Feb 18, 2026", text="The vote ends the strike.", seen=0, by=by)
    story.refresh_from_db()
    return story


def summarise(story: Story) -> Story:
    """Let the engine do what the clock would ask it to."""
    updating.update(story)
    story.refresh_from_db()
    return story


def fill_summary(story: Story, sentences: int, *, cited: int = 3) -> None:
    """Put many machine sentences in, each citing some of the story's articles: for counting queries."""
    rows = list(story.story_articles.select_related("article__current_snapshot"))
    sections = [
        Section.objects.create(story=story, heading=f"Part {place}", position=place * 1000) for place in range(5)
    ]
    for n in range(sentences):
        sentence = Sentence.objects.create(
            story=story, section=sections[n % 5], position=n, text=f"Sentence number {n} about the port."
        )
        for step in range(cited):
            row = rows[(n + step) % len(rows)]
            snapshot = row.article.snapshots.all()[0]
            Citation.objects.create(
                sentence=sentence, article=row.article, snapshot=snapshot, start=0, end=20, quote=snapshot.text[:20]
            )


def picture(colour: str = "#336699", size: tuple[int, int] = (900, 600), form: str = "JPEG") -> bytes:
    """A picture drawn by code, as bytes."""
    drawn = Pillow.new("RGB", size, colour)
    shade = sum(colour.encode()) % 200
    for x in range(0, size[0], 30):
        drawn.paste((x % 255, shade, (x * 7 + shade) % 255), (x, (x * shade) % size[1] // 2, x + 15, size[1]))
    into = io.BytesIO()
    drawn.save(into, form)
    return into.getvalue()


def address(story: Story, tab: str) -> str:
    """The address of a story's tab."""
    return f"/admin/stories/story/{story.pk}/{tab}/"


def text_of(response: Any) -> str:
    """The page as a person reads its source."""
    return str(response.content.decode())


def save_all(story: Story, **changes: str) -> dict[str, str]:
    """What the Story tab posts when these fields were changed."""
    story.refresh_from_db()
    standing = {
        name: str(getattr(story, name))
        for name in ("headline", "slug", "slugline", "kicker", "standfirst", "language", "desk_note", "summary_policy")
    }
    return {"act": "save", "seen": str(story.desk_revision), **standing, **changes}
