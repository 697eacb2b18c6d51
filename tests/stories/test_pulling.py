"""A picture that was pulled: no story shows it or a look-alike, its file answers nobody, the replacement is out."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from editions.models import Edition, PublishedStory, Redaction
from foundation.errors import BadText, NotAllowed, StaleSave
from foundation.models import EditLog
from media.library import add_image
from media.look_alikes import join
from media.making import make_renditions
from media.models import Image
from stories import curating, publishing, pulling, sealing, taking_back
from stories.committing import PicturePulled
from stories.models import Story
from stories.pulling import AlreadyPulled
from stories.reaching import reach_of_pull
from tests.making import HARBOUR, make_chief, make_story, make_user
from tests.media.conftest import encoded, scene

# What no story may show, and what is said of it as a replacement.
UNSHOWABLE = (
    ({"rights_basis": "unknown"}, "rights in picture “Other” are unknown. Choose another"),
    ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, "might be used until 2026-01-01 00:00. Choose another"),
    ({"usage_terms": "Do not publish"}, "terms of picture “Other” forbid it: Do not publish. Choose another"),
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(seed: int, caption: str) -> Image:
    words = {"caption": caption, "credit_line": f"Photo {seed}", "alt_text": f"Alt {seed}"}
    image = add_image(encoded(scene(seed, 400, 300)), by=make_chief(), **words)
    make_renditions(image)
    return image


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def story_with(*images: Image, headline: str, is_public: bool = True, **fields) -> Story:
    story = make_story(*HARBOUR[:2], headline=headline)
    for image in images:
        curating.place_image(fresh(story), image, seen=fresh(story).desk_revision, by=make_chief())
    if fields:
        curating.change_story(fresh(story), seen=fresh(story).desk_revision, by=make_chief(), **fields)
    if is_public:
        publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=make_chief())
    return fresh(story)


def status(client, image: Image) -> int:
    return client.get(f"/pictures/{image.uid}/1/400.jpeg").status_code


def page(client, story: Story) -> str:
    return client.get(fresh(story).published.get_absolute_url()).content.decode()


@pytest.fixture
def witness() -> Image:
    return picture(1, "The witness")


def test_every_live_story_gets_the_replacement_at_once_also_held_and_sensitive_ones(client, witness):
    other, harbour = picture(2, "A crane"), picture(3, "The harbour")
    stories = [
        story_with(witness, other, headline="Plain"),
        story_with(other, witness, headline="Sensitive", is_sensitive=True),
        story_with(witness, headline="Held", summary_policy="hold"),
    ]
    assert status(client, witness) == 200
    done = pulling.pull(witness, reason="No release.", by=make_chief(), replacement=harbour)
    assert (done.stories, len(done.editions), done.waiting) == (3, 3, [])
    assert status(client, witness) == 404
    assert status(client, harbour) == 200
    for story in stories:
        told = page(client, story)
        assert "The witness" not in told
        assert str(witness.uid) not in told
        assert "The harbour" in told
        assert "Picture removed" not in told
        assert not fresh(story).has_unpublished_changes()
    order = [image["caption"] for image in fresh(stories[1]).published.current_edition.content["desk"]["images"]]
    assert order == ["A crane", "The harbour"]
    assert fresh(stories[0]).published.lead_image["uid"] == str(harbour.uid)
    assert str(witness.uid) not in client.get("/").content.decode()


def test_without_a_replacement_stories_say_that_a_picture_was_removed(client, witness):
    story = story_with(witness, headline="Plain")
    done = pulling.pull(witness, reason="No release.", by=make_chief())
    assert done.stories == 1
    assert "[Picture removed, " in page(client, story)
    assert "The witness" not in page(client, story)
    assert fresh(story).published.lead_image is None
    assert status(client, witness) == 404


def test_look_alikes_leave_with_it_whichever_was_asked_for(client, witness):
    twin = picture(4, "The same witness")
    join(twin, witness, by=make_chief())
    stories = [story_with(witness, headline="One"), story_with(Image.objects.get(pk=twin.pk), headline="Two")]
    pulling.pull(Image.objects.get(pk=twin.pk), reason="No release.", by=make_chief())
    assert status(client, witness) == status(client, twin) == 404
    assert not [story for story in stories if "witness" in page(client, story)]


def test_old_versions_lose_it_too(witness):
    story = story_with(witness, headline="Plain")
    (placement,) = story.placements.all()
    curating.remove_image(placement, seen=story.desk_revision, by=make_chief())
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=make_chief())
    pulling.pull(witness, reason="No release.", by=make_chief())
    published = fresh(story).published
    from editions.redactions import redacted

    for edition in published.editions.all():
        left = json.dumps(redacted(edition.content, published.redactions, version=edition.number))
        assert "The witness" not in left
    assert [row.what for row in Redaction.objects.all()] == ["image"]


def test_what_people_did_not_publish_yet_does_not_go_out_with_the_replacement(client, witness):
    story, harbour = story_with(witness, headline="Plain"), picture(3, "The harbour")
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), kicker="Half typed")
    pulling.pull(witness, reason="No release.", by=make_chief(), replacement=harbour)
    assert "The harbour" in page(client, story)
    assert "Half typed" not in page(client, story)
    assert fresh(story).has_unpublished_changes()


def test_a_hidden_story_comes_back_without_it_and_its_replacement_waits_for_a_person(client, witness):
    story, harbour = story_with(witness, headline="Plain"), picture(3, "The harbour")
    taking_back.withhold(story.published, reason="A letter.", by=make_chief())
    done = pulling.pull(witness, reason="No release.", by=make_chief(), replacement=harbour)
    assert done.waiting == ["Plain"]
    taking_back.restore(fresh(story).published, reason="Answered.", by=make_chief())
    assert "The witness" not in page(client, story)
    assert fresh(story).has_unpublished_changes()
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=make_chief())
    assert "The harbour" in page(client, story)


def test_a_draft_loses_it_and_nobody_places_it_again(witness):
    draft = story_with(witness, headline="Draft", is_public=False)
    pulling.pull(witness, reason="No release.", by=make_chief())
    assert not draft.placements.filter(removed_at=None).exists()
    with pytest.raises(BadText, match="pulled"):
        curating.place_image(
            fresh(draft), Image.objects.get(pk=witness.pk), seen=fresh(draft).desk_revision, by=make_chief()
        )
    again = add_image(encoded(scene(1, 400, 300)), by=make_chief())
    assert again.is_pulled()


def test_what_is_sealed_with_it_is_not_released(witness):
    draft, chief = story_with(witness, headline="Sealed", is_public=False), make_chief()
    sealing.seal(draft, seen=draft.desk_revision, by=chief, until=None)
    assert reach_of_pull(witness).sealed == ["Sealed"]
    pulling.pull(witness, reason="No release.", by=chief)
    with pytest.raises(PicturePulled):
        sealing.release(draft, by=chief)
    assert not PublishedStory.objects.exists()


@pytest.mark.few(0)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_publication_in_flight_cannot_bring_it_out(witness, monkeypatch, is_first):
    story = story_with(witness, headline="Plain", is_public=not is_first)
    if not is_first:
        curating.change_story(story, seen=story.desk_revision, by=make_chief(), kicker="Ports")
    compose, chief = publishing.compose, make_chief()

    def pulled_meanwhile(composed):
        made = compose(composed)
        if Image.objects.get(pk=witness.pk).pulled_at is None:
            pulling.pull(witness, reason="No release.", by=chief)
        return made

    monkeypatch.setattr(publishing, "compose", pulled_meanwhile)
    with pytest.raises((PicturePulled, StaleSave)):
        publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    assert Edition.objects.count() == (0 if is_first else 1)


def test_it_says_beforehand_what_it_touches(witness):
    story = story_with(witness, headline="Public")
    story_with(witness, headline="Draft", is_public=False)
    (placement,) = story.placements.all()
    curating.change_placement(placement, seen=story.desk_revision, by=make_chief(), caption_override="Other words")
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=make_chief())
    reach = reach_of_pull(witness)
    assert (reach.stories, reach.versions, reach.pictures) == (["Public"], 2, 1)
    assert {one.headline for one in reach.desk} == {"Public", "Draft"}


def test_refusals_pull_nothing(witness):
    story_with(witness, headline="Plain")
    twin, chief = picture(4, "Twin"), make_chief()
    join(twin, witness, by=chief)
    twin = Image.objects.get(pk=twin.pk)
    with pytest.raises(NotAllowed):
        pulling.pull(witness, reason="x", by=make_user("edit_any_story", "change_story"))
    with pytest.raises(BadText):
        pulling.pull(witness, reason=" ", by=chief)
    with pytest.raises(BadText, match="same photograph"):
        pulling.pull(witness, reason="x", by=chief, replacement=twin)
    for fault, told in UNSHOWABLE:
        other = picture(5, "Other")
        Image.objects.filter(pk=other.pk).update(**fault)
        with pytest.raises(BadText, match=told):
            pulling.pull(witness, reason="x", by=chief, replacement=Image.objects.get(pk=other.pk))
        Image.objects.filter(pk=other.pk).delete()
    assert not Image.objects.pulled().exists()
    pulling.pull(witness, reason="x", by=chief)
    with pytest.raises(AlreadyPulled):
        pulling.pull(witness, reason="x", by=chief)
    assert EditLog.objects.filter(verb="pull_picture", subject_kind="Image").count() == 1


def test_queryset_and_instance_agree_on_what_is_pulled(witness):
    twin, other = picture(4, "Twin"), picture(5, "Other")
    join(twin, witness, by=make_chief())
    Image.objects.filter(pk=witness.pk).update(pulled_at=witness.uploaded_at)
    for image in Image.objects.all():
        assert Image.objects.pulled().contains(image) is image.is_pulled()
        assert image.is_pulled() is (image.pk != other.pk)
