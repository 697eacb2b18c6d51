"""One story over REST: everything readers see, from one edition, and nothing else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from editions.models import PublishedStory, SealedEdition
from foundation.digests import digest
from tests.published import NEWEST, publish_content, sample_content

pytestmark = pytest.mark.django_db


def address(story):
    return f"/api/v1/stories/{story.uid}/"


def picture(n, terms=""):
    return {
        "uid": str(uuid.UUID(int=n << 64, version=4)),
        "group": str(uuid.UUID(int=n << 64, version=4)),
        "version": 2,
        "width_px": 1000,
        "height_px": 500,
        "colour": "#334455",
        "caption": f"Ship {n}",
        "alt_text": "A ship",
        "credit_line": "Mina Park",
        "usage_terms": terms,
        "source_url": "",
        "also": [],
    }


def test_the_document_says_what_the_edition_says(partner):
    content = sample_content()
    story = publish_content(content, numbers=3)
    document = partner.get(address(story)).json()
    assert document["uid"] == str(story.uid)
    assert document["url"] == "http://localhost:8000" + story.get_absolute_url()
    assert (document["version"], document["kind"], document["state"]) == (3, "update", "live")
    assert document["first_published_at"] == "2026-02-19T13:05:00Z"
    assert document["updated_at"] == document["published_at"] == "2026-02-19T14:05:00Z"
    assert [s["heading"] for s in document["sections"]] == [
        "Dockworkers Vote to End the Strike",
        "Port Counts the Cost of Ten Days",
        "What Our Reporters Saw",
    ]
    first = document["sections"][0]["sentences"][0]
    cited = content["machine"]["sentences"][0]["citations"]
    assert [(e["number"], e["start"], e["end"], e["passage"]) for e in first["evidence"]] == [
        (c["number"], c["start"], c["end"], c["quote"]) for c in cited
    ]
    assert document["sections"][2]["sentences"][0]["author"] == "Mina Park"
    assert [entry["date"] for entry in document["timeline"]] == [
        "2025-08",
        "2026-01-05/2026-01-06",
        "2026-02-18",
        "2026-03",
    ]
    assert [a["number"] for a in document["articles"]] == [1, 2, 3, 4, 5, 6, 7]
    assert [a["is_used"] for a in document["articles"]].count(False) == 1
    assert document["content_digest"] == digest(content)


def test_pictures_come_with_absolute_addresses_and_those_not_for_sale_stay_out(partner):
    content = sample_content()
    content["desk"]["images"] = [picture(1, "Agency picture. Not For Sale."), picture(2)]
    content["desk"]["lead_image"] = content["desk"]["images"][0]["uid"]
    document = partner.get(address(publish_content(content))).json()
    assert [i["caption"] for i in document["images"]] == ["Ship 2"]
    assert document["lead_image"] is None
    widest = document["images"][0]["renditions"][-1]
    assert widest["url"].startswith("http://localhost:8000/pictures/")
    assert (widest["width_px"], widest["height_px"]) == (1000, 500)


def test_a_document_costs_two_queries_and_one_more_the_first_time_whatever_it_holds(partner, django_assert_num_queries):
    small, large = publish_content(), publish_content(sample_content("A Longer Story", articles=60))
    partner.get("/api/v1/stories/")
    for story in (small, large):
        for queries in (3, 2):  # the first look renders it
            with django_assert_num_queries(queries):
                partner.get(address(story))


@pytest.mark.parametrize("state", ["withheld", "vanished"])
def test_a_story_that_is_not_public_is_told_as_one_that_never_was(partner, state):
    hidden, unknown = publish_content(state=state), uuid.uuid4()
    answers = [partner.get(address(hidden)), partner.get(f"/api/v1/stories/{unknown}/")]
    assert {a.status_code for a in answers} == {404}
    assert answers[0].content == answers[1].content
    assert hidden.headline not in answers[0].content.decode()


def test_a_killed_story_is_410_with_its_uid_so_that_partners_take_it_out(partner):
    story = publish_content(state="killed")
    answer = partner.get(address(story))
    assert answer.status_code == 410
    assert answer.json()["uid"] == str(story.uid)
    assert story.headline not in answer.content.decode()


def test_a_merged_story_leads_to_the_one_it_lives_on_in(partner):
    survivor, story = publish_content(), publish_content()
    PublishedStory.objects.filter(pk=story.pk).update(
        state="merged", merged_into=survivor, merged_numbers={"1": 8, "2": 3}
    )
    answer = partner.get(address(story))
    assert answer.status_code == 308
    assert answer.json()["numbers"] == {"1": 8, "2": 3}
    assert answer["Location"] == f"http://localhost:8000{address(survivor)}"
    assert answer.json()["merged_into"] == str(survivor.uid)


def test_a_merge_does_not_betray_a_survivor_that_is_hidden(partner):
    survivor, story = publish_content(state="withheld"), publish_content()
    PublishedStory.objects.filter(pk=story.pk).update(state="merged", merged_into=survivor)
    never = partner.get(f"/api/v1/stories/{uuid.uuid4()}/")
    answer = partner.get(address(story))
    assert (answer.status_code, answer.content) == (404, never.content)


def test_what_is_sealed_beside_a_story_changes_no_byte(partner, django_user_model):
    story = publish_content()
    before = [partner.get(address(story)).content, partner.get("/api/v1/stories/").content]
    chief = django_user_model.objects.create(username="chief")
    for uid in (story.uid, uuid.uuid4()):
        SealedEdition.objects.create(
            story_uid=uid,
            content=sample_content("Embargoed Until Noon"),
            schema_version=1,
            content_digest="0" * 64,
            approved_by=chief,
            embargo_until=timezone.now() + timedelta(hours=1),
        )
        assert partner.get(f"/api/v1/stories/{uid}/").status_code == (200 if uid == story.uid else 404)
    assert [partner.get(address(story)).content, partner.get("/api/v1/stories/").content] == before


def test_whoever_has_the_document_is_answered_304_until_a_byte_changes(partner):
    story = publish_content()
    first = partner.get(address(story))
    etag = first["ETag"]
    assert "private" in first["Cache-Control"]
    assert "Authorization" in first["Vary"]
    assert first["Last-Modified"] == "Thu, 19 Feb 2026 14:05:00 GMT"
    again = partner.get(address(story), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag
    PublishedStory.objects.filter(pk=story.pk).update(slug="another-address", modified_at=NEWEST + timedelta(hours=1))
    assert partner.get(address(story), headers={"if-none-match": etag}).status_code == 200
    assert partner.get(address(story), headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


def test_a_304_needs_the_key_as_much_as_the_document(partner):
    story = publish_content()
    etag = partner.get(address(story))["ETag"]
    assert Client().get(address(story), headers={"if-none-match": etag}).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_here(partner, method):
    answer = getattr(partner, method)(address(publish_content()), content_type="application/json")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert "GET" in answer["Allow"]


def test_head_and_options_are_answered_without_a_body(partner):
    story = publish_content()
    head = partner.head(address(story))
    assert (head.status_code, head.content) == (200, b"")
    options = partner.options(address(story))
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing/",
        "stories/1/",
        "stories/%00/",
        "stories/" + "a" * 10_000,
        "stories/../../admin/",
        "a%0Ab",
        "docs/x/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_is_a_problem_document_with_or_without_a_key(partner, path, method):
    for client in (partner, Client()):
        answer = getattr(client, method)(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"


def test_an_address_without_its_last_slash_is_led_to_the_one_with_it(partner):
    answer = partner.get("/api/v1/stories?limit=5")
    assert (answer.status_code, answer["Location"]) == (307, "/api/v1/stories/?limit=5")
    assert partner.get("/api/v1/nothing").status_code == 404


def test_a_parameter_the_document_does_not_take_is_refused(partner):
    assert partner.get(address(publish_content()), {"format": "xml"}).status_code == 400


def test_an_edition_in_an_unreadable_newer_form_is_a_refusal_not_a_crash(partner, monkeypatch):
    story = publish_content()
    monkeypatch.setattr("editions.content.SCHEMA_VERSION", 0)
    answer = partner.get(address(story))
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
