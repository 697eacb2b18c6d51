"""By what right a story shows its pictures: unknown, forbidden and ended rights keep them from readers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from editions.models import Edition, PublishedStory
from foundation.errors import NotAllowed
from foundation.models import EditLog
from media import library
from media.making import make_renditions
from media.models import Image
from partners.documents import story_document
from stories import curating, publishing, redacting, sealing, taking_back
from stories.models import Story
from stories.pictures import expiring, permitting
from stories.publishing import NotReady
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user
from tests.media.conftest import encoded, scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(seed: int, **said) -> Image:
    words = {"caption": f"Cranes {seed}", "credit_line": f"Photo {seed}", "alt_text": f"Alt {seed}"} | said
    image = library.add_image(encoded(scene(seed, 400, 300)), by=make_chief(), **words)
    make_renditions(image)
    return image


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def place(story: Story, *images: Image) -> Story:
    for image in images:
        curating.place_image(fresh(story), image, seen=fresh(story).desk_revision, by=make_chief())
    return fresh(story)


def publish(story: Story) -> Edition:
    return publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=make_chief())


def status(client, image: Image, form: str = "jpeg") -> int:
    return client.get(f"/pictures/{image.uid}/{image.version}/400.{form}").status_code


def over(image: Image) -> Image:
    """Let the picture's time end a second ago."""
    return library.describe(image, by=make_chief(), expires_at=timezone.now() - timedelta(seconds=1))


def test_a_picture_of_unknown_rights_stops_publication_until_a_basis_is_chosen(client):
    image = picture(1, rights_basis="unknown")
    story = place(make_story(*HARBOUR[:2]), image)
    with pytest.raises(NotReady, match=r"rights in picture .* are unknown"):
        publish(story)
    assert status(client, image) == 404
    library.describe(image, by=make_chief(), rights_basis="licensed")
    publish(story)
    assert status(client, image) == 200


@pytest.mark.parametrize("terms", ["NO USE", "Not for publication", "Print only", "게재 금지"])
def test_terms_that_forbid_it_stop_publication_until_an_editor_passes_over_them_with_a_reason(client, terms):
    image = picture(1, usage_terms=terms)
    story = place(make_story(*HARBOUR[:2]), image)
    with pytest.raises(NotReady, match="usage terms"):
        publish(story)
    placement = story.placements.get()
    with pytest.raises(NotAllowed):
        permitting.pass_over_terms(placement, reason="x", seen=story.desk_revision, by=make_user())
    by = make_chief()
    permitting.pass_over_terms(placement, reason="Agreed by telephone", seen=story.desk_revision, by=by)
    publish(story)
    assert status(client, image) == 200
    logged = EditLog.objects.get(verb="pass_over_terms")
    assert (logged.person, logged.after["reason"], logged.after["usage_terms"]) == (by, "Agreed by telephone", terms)


@pytest.mark.parametrize("how", ["other terms", "taken out and placed again"])
def test_what_was_passed_over_once_binds_again(how):
    image = picture(1, usage_terms="Print only")
    story, by = place(make_story(*HARBOUR[:2]), image), make_chief()
    permitting.pass_over_terms(story.placements.get(), reason="Agreed", seen=story.desk_revision, by=by)
    publish(story)
    if how == "other terms":
        library.describe(image, by=by, usage_terms="NOT FOR PUBLICATION by order of the court")
    else:
        curating.remove_image(story.placements.get(), seen=fresh(story).desk_revision, by=by)
        place(story, image)
    with pytest.raises(NotReady, match="forbid it"):
        publish(story)


def test_terms_that_bind_without_forbidding_stop_nothing(client):
    image = picture(1, usage_terms="EDITORIAL USE ONLY. NO USE AFTER DEC 31, 2099. NO USE IN JAPAN")
    publish(place(make_story(*HARBOUR[:2]), image))
    assert status(client, image) == 200
    assert image.expires_at.date() >= date(2099, 12, 31)


def test_a_picture_leaves_by_an_automatic_version_when_its_time_is_over_and_the_rest_stays(client):
    first, second = picture(1), picture(2)
    story = place(make_story(*HARBOUR[:2]), first, second)
    publish(story)
    curating.change_story(fresh(story), seen=fresh(story).desk_revision, by=make_chief(), headline="Not public yet")
    over(first)
    assert status(client, first) == 404  # before any clock has ticked
    assert expiring.end_due() == 1
    edition = fresh(story).published.current_edition
    assert [image["uid"] for image in edition.content["desk"]["images"]] == [str(second.uid)]
    assert edition.content["desk"]["lead_image"] == str(second.uid)
    assert edition.content["desk"]["headline"] != "Not public yet"
    assert edition.by_person is None
    assert {row["cause"]["kind"] for row in edition.changes} == {"expired"}
    assert status(client, second) == 200
    page = client.get(fresh(story).published.get_absolute_url()).content.decode()
    assert str(first.uid) not in page
    assert expiring.end_due() == 0


def test_an_update_that_comes_before_the_clock_goes_out_without_the_picture_whose_time_is_over(client):
    first, second = picture(1), picture(2)
    story = place(make_story(*HARBOUR[:2]), first, second)
    publish(story)
    Story.objects.update(summary_policy="publish", policy_set_by=make_chief())
    over(first)
    curating.attach(fresh(story), make_article(HARBOUR[2], hours=3), by=make_chief())
    update_summary(story.pk)
    edition = fresh(story).published.current_edition
    assert (edition.number, fresh(story).hold_reason) == (2, "")
    assert [image["uid"] for image in edition.content["desk"]["images"]] == [str(second.uid)]
    assert len(edition.content["machine"]["articles"]) == 3
    causes = {row["what"]: row["cause"]["kind"] for row in edition.changes}
    assert (causes["image"], causes["article"]) == ("expired", "article_attached")
    assert expiring.end_due() == 0


def test_an_update_of_a_held_story_with_nothing_new_but_a_picture_whose_time_is_over_calls_nobody():
    image = picture(1)
    story = place(make_story(*HARBOUR[:2]), image)
    publish(story)
    over(image)
    Story.objects.update(summary_policy="hold", edition_due_at=timezone.now())
    publishing.publish_automatically(story.pk)
    assert (fresh(story).hold_reason, fresh(story).edition_due_at) == ("", None)
    assert expiring.end_due() == 1
    assert fresh(story).published.current_edition.content["desk"]["images"] == []


def test_what_must_leave_leaves_although_a_picture_that_stays_has_lost_its_right(client):
    first, second = picture(1), picture(2)
    story = place(make_story(*HARBOUR[:2]), first, second)
    publish(story)
    library.describe(second, by=make_chief(), rights_basis="unknown")
    over(first)
    assert expiring.end_due() == 1
    assert [one["uid"] for one in fresh(story).published.current_edition.content["desk"]["images"]] == [str(second.uid)]
    with pytest.raises(NotReady, match="are unknown"):
        publish(story)


def test_the_crop_a_person_chose_is_in_the_version_that_the_clock_writes(client):
    first, second = picture(1), picture(2)
    Image.objects.filter(pk=second.pk).update(focal_x_permille=200)
    story = place(make_story(*HARBOUR[:2]), first, second)
    publish(story)
    Image.objects.filter(pk=second.pk).update(focal_x_permille=900)
    over(first)
    expiring.end_due()
    assert [i["focus"] for i in fresh(story).published.current_edition.content["desk"]["images"]] == [[200, 500]]


def test_an_expired_picture_stays_at_the_desk_and_stops_nobody_from_publishing(client):
    first = picture(1)
    story = place(make_story(*HARBOUR[:2]), first)
    over(first)
    edition = publish(story)
    assert edition.content["desk"]["images"] == []
    library.describe(first, by=make_chief(), expires_at=timezone.now() + timedelta(days=30))
    edition = publish(story)
    assert len(edition.content["desk"]["images"]) == 1


def test_a_sealed_story_is_released_without_a_picture_that_expired_meanwhile():
    first = picture(1)
    story = place(make_story(*HARBOUR[:2]), first)
    sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=None)
    over(first)
    assert sealing.release(fresh(story), by=make_chief()).content["desk"]["images"] == []


def test_under_a_legal_hold_the_version_stays_and_the_file_alone_stops_answering(client):
    first = picture(1)
    story = place(make_story(*HARBOUR[:2]), first)
    publish(story)
    Story.objects.filter(pk=story.pk).update(legal_hold_since=timezone.now())
    over(first)
    assert expiring.end_due() == 0
    assert fresh(story).published.current_edition.number == 1
    assert status(client, first) == 404


def _kill(story: Story, image: Image) -> None:
    taking_back.kill(fresh(story).published, reason="Wrong", by=make_chief())


def _withhold(story: Story, image: Image) -> None:
    taking_back.withhold(fresh(story).published, reason="Looking", by=make_chief())


def _redact(story: Story, image: Image) -> None:
    redacting.redact(fresh(story), "image", str(image.uid), reason="A child is seen", by=make_chief())


@pytest.mark.parametrize("act", [_kill, _withhold, _redact], ids=["kill", "withhold", "redact"])
def test_a_file_stops_answering_with_the_act_that_takes_it_out(client, act):
    image = picture(1)
    story = place(make_story(*HARBOUR[:2]), image)
    publish(story)
    answer = client.get(f"/pictures/{image.uid}/1/400.jpeg")
    assert answer.status_code == 200
    assert "s-maxage=5" in answer["Cache-Control"]
    act(story, image)
    assert {form: status(client, image, form) for form in ("jpeg", "webp", "avif")} == dict.fromkeys(
        ("jpeg", "webp", "avif"), 404
    )


def test_no_file_of_a_sealed_story_answers_before_its_release(client):
    image = picture(1)
    story = place(make_story(*HARBOUR[:2]), image)
    sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=None)
    assert status(client, image) == 404
    sealing.release(fresh(story), by=make_chief())
    assert status(client, image) == 200


def test_partners_get_no_picture_that_is_not_for_sale_and_readers_see_it(client):
    image = picture(1, caption="A minister speaks. (PHOTO NOT FOR SALE) (Yonhap)", credit_line="")
    assert (image.caption, image.credit_line, image.usage_terms) == (
        "A minister speaks.",
        "Yonhap",
        "PHOTO NOT FOR SALE",
    )
    story = place(make_story(*HARBOUR[:2]), image)
    publish(story)
    page = client.get(fresh(story).published.get_absolute_url()).content.decode()
    assert str(image.uid) in page
    document = story_document(PublishedStory.objects.select_related("current_edition").get())
    assert document["images"] == []


def test_an_old_picture_says_so_with_its_day_and_a_made_one_says_that(client):
    old = picture(1, caption="This file photo, taken Oct. 28, 2025, shows the port. (Yonhap)", credit_line="")
    made = picture(2, digital_source_type="trainedAlgorithmicMedia")
    story = place(make_story(*HARBOUR[:2]), old, made)
    publish(story)
    address = fresh(story).published.get_absolute_url()
    page = client.get(address).content.decode().replace("\xa0", " ")
    assert ">File photo, Oct 28, 2025</strong>" in page
    assert ">Image made with AI</strong>" in page
    korean = client.get(address.replace("/", "/ko/", 1)).content.decode().replace("\xa0", " ")
    assert ">자료 사진, 2025년 10월 28일</strong>" in korean
