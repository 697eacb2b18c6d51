"""Before a retraction is recorded, the desk tells what it touches."""

from __future__ import annotations

import pytest
from django.urls import reverse

from stories import chronology, curating, publishing
from stories.models import Story
from stories.summarising.updating import update
from stories.touching import in_words, touched_by
from tests.desk.making import make_person, text_of
from tests.making import HARBOUR, make_article, make_story

pytestmark = pytest.mark.django_db


def _page(client, article) -> str:
    return text_of(client.get(reverse("admin:stories_article_change", args=[article.pk])))


def test_a_retraction_tells_stories_sentences_and_headlines_before_it_is_recorded(login, chief):
    article = make_article(HARBOUR[2])
    stories = [make_story(HARBOUR[0], by=chief, headline=f"Matter {n}: 400 Tonnes Lost") for n in (1, 2)]
    for story in stories:
        curating.attach(story, article, by=chief)
        update(story)
    first = Story.objects.get(pk=stories[0].pk)
    chronology.add_entry(
        first, date="Mar 2, 2026", text="Cruise calls at Vell resume.", articles=[article], seen=0, by=chief
    )
    first.refresh_from_db()
    publishing.publish(first, seen=first.desk_revision, by=chief)
    touched = touched_by(article)
    sentences = sum(len(one.sentences) for one in touched)
    assert sentences >= 2
    assert in_words(touched) == f"2 stories, {sentences} sentences, 2 headlines, 1 timeline entry"
    page = _page(login(chief), article)
    assert f"This touches {in_words(touched)}." in page
    assert touched[0].sentences[0].text in page
    assert page.count('warn">live<') == 1
    curating.retract(article, reason="They took it back.", by=chief)
    assert "This touches" not in _page(login(chief), article)


def test_an_article_that_stands_nowhere_touches_nothing(login, chief):
    article = make_article(HARBOUR[0])
    assert in_words(touched_by(article)) == "nothing"
    assert "This touches nothing." in _page(login(chief), article)


def test_who_may_not_retract_is_told_nothing_of_others_stories(login, chief):
    article = make_article(HARBOUR[0])
    story = make_story(HARBOUR[1], by=chief, headline="Not For Rita")
    curating.attach(story, article, by=chief)
    page = _page(login(make_person("rita", "reporter")), article)
    assert "This touches" not in page
    assert "Not For Rita" not in page
