""" "Today" in an article is the day of the clock by which it was written, not that of Greenwich."""

from __future__ import annotations

import pytest

from editions.models import Edition
from stories.models import Article
from tests.wire.filing import story_file, take

pytestmark = pytest.mark.django_db

LINE = "Dockworkers of Vell Port Union ended their strike in the harbour of Vell yesterday."


@pytest.mark.parametrize(
    ("newsroom", "written", "shown"),
    [
        ("UTC", "2026-02-18T21:30-06:00", "yesterday [Feb 17]"),
        ("UTC", "2026-02-19T03:30Z", "yesterday [Feb 18]"),
        ("America/Chicago", "2026-02-19T03:30Z", "yesterday [Feb 17]"),
        ("Asia/Seoul", "2026-02-19T03:30+00:00", "yesterday [Feb 18]"),
        ("Asia/Seoul", "2026-02-18T23:30+00:00", "yesterday [Feb 17]"),
        ("Asia/Seoul", "2026-02-19", "yesterday [Feb 18]"),
        ("America/Los_Angeles", "2026-02-19", "yesterday [Feb 18]"),
        ("Pacific/Auckland", "2026-02-19T08:30", "yesterday [Feb 18]"),
    ],
)
def test_a_relative_day_is_read_on_the_articles_own_day(settings, newsroom, written, shown):
    settings.TIME_ZONE = newsroom
    data = story_file()
    data["articles"] = [
        {**data["articles"][0], "published_at": written, "text": f"{LINE} {data['articles'][0]['text']}"}
    ]
    data["timeline"] = []
    take(data, publish=True)
    told = [one["text"] for one in Edition.objects.get().content["machine"]["sentences"]]
    assert any(shown in text for text in told), told


def test_an_article_from_before_offsets_were_kept_is_read_on_the_newsrooms_clock(settings):
    take(story_file())
    Article.objects.update(utc_offset_minutes=None, published_at="2026-02-18T23:30+00:00")
    settings.TIME_ZONE = "Asia/Seoul"
    assert {one.published_by_its_clock().isoformat() for one in Article.objects.all()} == {"2026-02-19T08:30:00+09:00"}
