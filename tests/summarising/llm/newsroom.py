"""Stories for the LLM engine, and their pages."""

from __future__ import annotations

from dataclasses import replace

from django.test import Client

from editions.models import PublishedStory
from stories import curating, publishing
from stories.models import Story
from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.reading import read_inputs
from tests.making import make_article, make_chief


def story_of(*texts: str) -> Story:
    """A story that holds an article for each text, and has no summary yet."""
    chief = make_chief()
    story = curating.create_story(by=chief, headline="Vell Dockworkers End Ten-Day Strike")
    for hours, text in enumerate(texts):
        curating.attach(story, make_article(text, hours=hours), by=chief)
    return story


def texts_of(story: Story) -> list[str]:
    """The sentences of the summary, as they are read."""
    rows = story.sentences.filter(removed_at__isnull=True).order_by("section__position", "position")
    return list(rows.values_list("text", flat=True))


def embedded_texts(story: Story) -> list[str]:
    """What the embedded engine would write where nothing stands yet."""
    request = replace(read_inputs(story, ExtractEngine()).request, incumbents=())
    made = ExtractEngine().draft(request, lambda step, per_cent: None)
    return [sentence.text for section in made.sections for sentence in section.sentences]


def page_of(story: Story) -> str:
    """Publish the story and read its page."""
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    public = PublishedStory.objects.get(uid=story.uid)
    return Client().get(public.get_absolute_url()).content.decode()
