"""The statement behind the story page finds what PublishedStory says is public, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from editions.content import SCHEMA_VERSION, BadContent
from editions.models import Edition, PublishedStory
from foundation.digests import digest
from readers.record import current_edition
from tests.published import NEWEST, publish_content, sample_content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_edition", [True, False])
@pytest.mark.parametrize("state", [state for state in PublishedStory.State.values if state != "merged"])
def test_the_statement_and_the_queryset_agree_on_what_is_public(state, has_edition):
    story = publish_content(state=state)
    if not has_edition:
        PublishedStory.objects.update(current_edition=None)
    assert (current_edition(story.slug) is not None) == PublishedStory.objects.public().contains(story)
    assert PublishedStory.objects.public().contains(story) is (state == "live" and has_edition)


def test_a_merged_story_is_not_found_at_its_own_address():
    survivor, merged = publish_content(slug="survivor"), publish_content(slug="merged")
    PublishedStory.objects.filter(pk=merged.pk).update(state="merged", merged_into=survivor)
    assert current_edition("merged") is None
    assert current_edition("survivor") is not None


@pytest.mark.parametrize("slug", ["", "other", "항구-재개", "port'--", "%s"])
def test_an_address_that_no_story_has_finds_nothing(slug):
    publish_content()
    assert current_edition(slug) is None


def test_it_holds_what_the_row_and_the_newest_of_its_editions_hold():
    publish_content(slug="other")
    content = sample_content("Ten‑Day Strike 항구 «مرفأ»")
    story = publish_content(content, numbers=3, slug="파업-끝")
    PublishedStory.objects.filter(pk=story.pk).update(modified_at=NEWEST + timedelta(seconds=1.25))
    found = current_edition("파업-끝")
    assert found is not None
    assert found[:3] == (NEWEST - timedelta(hours=1), NEWEST, NEWEST + timedelta(seconds=1.25))
    assert [at.utcoffset() for at in found[:3]] == [timedelta(0)] * 3
    assert (found.number, found.schema_version, found.content_digest) == (3, SCHEMA_VERSION, digest(content))
    assert found.content() == content


def test_an_edition_of_a_newer_form_is_refused_and_not_guessed_at():
    story = publish_content()
    found = Edition.objects.create(
        story=story,
        number=2,
        kind=Edition.Kind.UPDATE,
        published_at=NEWEST,
        by_text="Mina Park",
        schema_version=SCHEMA_VERSION + 1,
        content={},
        content_digest="",
    )
    PublishedStory.objects.update(current_edition=found)
    newer = current_edition(story.slug)
    assert newer is not None
    with pytest.raises(BadContent, match="Update it"):
        newer.content()


def test_a_story_and_its_edition_are_one_query(django_assert_num_queries):
    publish_content(slug="one")
    with django_assert_num_queries(1):
        assert current_edition("one") is not None
