"""A flash: a headline, a paragraph and its source, public before there is any summary.

Its sentences are a person's, vouched for by name, so that no run touches them: what the machine makes of the articles
that come in stands in sections of its own beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from editions.models import Edition
from foundation import limits
from foundation.errors import BadText
from foundation.models import User
from foundation.text import clean_line
from stories import publishing, reviewing
from stories.acting import may
from stories.curating import create_story
from stories.models import Section, Story, Writer
from stories.subediting import Checked, add_checked, checked_words
from stories.summarising.sentences import split

PARAGRAPH_CHARS = limits.SENTENCE_CHARS
SOURCE_CHARS = limits.NAME_CHARS
TWICE = timedelta(minutes=1)
# What stands before the source, in the language of the story; English where we have no word.
_SOURCE = {
    "en": "Source: {}",
    "ko": "출처: {}",
    "ar": "المصدر: {}",
    "de": "Quelle: {}",
    "fr": "Source : {}",
    "es": "Fuente: {}",
}


@dataclass(frozen=True, slots=True)
class Flashed:
    """What became of a flash: its story, and its first version where whoever wrote it may publish."""

    story: Story
    edition: Edition | None


def flash(*, headline: str, paragraph: str, source: str, language: str, by: User) -> Flashed:
    """Begin a story with a paragraph and its source, and publish it; where the writer may not, send it to review.

    The source says who says so ("Port authority, by telephone"). Raises BadText, also for the same flash twice within a
    minute, and what publishing raises: then nothing was begun.
    """
    words = clean_line(paragraph, name="The paragraph", max_chars=PARAGRAPH_CHARS, required=True)
    told = clean_line(source, name="The source", max_chars=SOURCE_CHARS, required=True)
    line = clean_line(headline, name="The headline", max_chars=limits.HEADLINE_CHARS, required=True)
    with transaction.atomic():
        # A button pressed twice comes as two requests at once: the second waits, and finds what the first began.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        _refuse_twice(line, by)
        story = create_story(by=by, headline=line, language=language, phase=Story.Phase.DEVELOPING)
        Story.objects.filter(pk=story.pk).update(is_flash=True)
        story.refresh_from_db()
        _write(story, [words[start:end] for start, end in split(words)], told, by)
        if not may("publish", story, by=by):
            reviewing.send_to_review(story, by=by, note=f"Flash. {told}")
            return Flashed(story, None)
        return Flashed(story, publishing.publish(story, seen=story.desk_revision, by=by, note="Flash"))


def source_line(source: str, language: str) -> str:
    """The sentence that tells readers the source, in the language of the story."""
    words = _SOURCE.get(language.split("-")[0].lower(), _SOURCE["en"]).format(source)
    return words if words[-1] in ".!?。؟" else f"{words}{'。' if language.startswith(('ja', 'zh')) else '.'}"


def _write(story: Story, sentences: list[str], source: str, by: User) -> None:
    """One section without a heading, that stands first: the machine gives its own the places after it."""
    section = Section.objects.create(story=story, heading="", position=0, written_by=Writer.PERSON)
    for text in [*sentences, source_line(source, story.language)]:
        checked: Checked = checked_words(text, story)
        add_checked(story, section, checked, seen=story.desk_revision, by=by, is_vouched=True)


def _refuse_twice(headline: str, by: User) -> None:
    since = timezone.now() - TWICE
    rows = Story.objects.at_the_desk().filter(is_flash=True, owner=by, headline=headline, created_at__gte=since)
    if rows.exists():
        raise BadText("You sent this flash a moment ago: it is in the list of stories. Nothing was begun twice.")
