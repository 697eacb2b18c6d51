"""The photo library: filters, where pictures are used, many described at once, look-alikes side by side."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk import shifts
from foundation.models import EditLog
from media import look_alikes
from media.library import add_image, describe
from media.models import Image
from stories import curating, publishing, pulling
from stories.models import Story
from tests.desk.making import address, make_story, picture, summarise, text_of

pytestmark = pytest.mark.django_db
LIBRARY, EDIT, BESIDE = "/admin/media/image/", "/admin/media/image/edit/", "/admin/media/image/beside/"


def rows(*captions: str, **more) -> list[Image]:
    """Pictures as rows alone: what a list asks for is no pixel."""
    standing = {
        "format": "jpeg",
        "size_bytes": 9,
        "width_px": 900,
        "height_px": 600,
        "alt_text": "A",
        "credit_line": "B",
    }
    return [
        Image.objects.create(caption=caption, sha256=f"{caption:0>64}", **{**standing, **more}) for caption in captions
    ]


def shown(response) -> list[str]:
    """The captions of the pictures that a page of the library shows, in their order."""
    return re.findall(r'<p class="words" dir="auto">(.*?)</p>', text_of(response))


def place(story: Story, image: Image, by) -> None:
    story.refresh_from_db()
    curating.place_image(story, image, seen=story.desk_revision, by=by)


def test_each_filter_keeps_the_pictures_that_fit(login, editor, chief):
    today = timezone.localdate()
    rows("Plain", credit_line="AFP")
    rows("Mute", alt_text="")
    rows("Nobodys", credit_line="")
    rows("Doubtful", rights_basis="unknown")
    rows("Open", licence_url="https://licences.example/by/4.0", date_created=date(2025, 10, 28))
    rows("Ending", expires_at=timezone.now() + timedelta(days=3))
    (old,) = rows("Old")
    Image.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=40))
    (pulled,) = rows("Pulled", pulled_at=timezone.now())
    rows("Its twin", same_as=pulled)
    place(Story.objects.create(headline="One", owner=chief), Image.objects.get(caption="Plain"), chief)
    client = login(editor)

    def found(query: str) -> set[str]:
        return set(shown(client.get(LIBRARY + query)))

    assert len(found("")) == 9
    assert found("?credit=afp") == {"Plain"}
    assert found("?only=no-alt") == {"Mute"}
    assert found("?only=no-credit") == {"Nobodys"}
    assert found("?basis=unknown") == {"Doubtful"}
    assert found("?licence=https://licences.example/by/4.0") == {"Open"}
    assert found("?day=taken&since=2025-10-28&until=2025-10-28") == {"Open"}
    assert found("?only=ending") == {"Ending"}
    assert found(f"?until={today - timedelta(days=30)}") == {"Old"}
    assert "Old" not in found(f"?since={today - timedelta(days=39)}&until={today}")
    assert found("?only=pulled") == {"Pulled", "Its twin"}
    assert found("?only=look-alikes") == {"Pulled", "Its twin"}
    assert found("?only=unused") == found("") - {"Plain"}
    assert found("?only=unused&only=no-alt&q=mut") == {"Mute"}
    assert found("?credit=AFP&q=mute") == set()
    assert "compared whole" in text_of(client.get(LIBRARY + "?credit=AF"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?since=yesterday", "valid date"),
        ("?basis=mine", "Select a valid choice"),
        ("?only=nice", "Select a valid"),
        ("?credit=%00", "Null characters"),
        ("?until=9999-12-31&since=0001-01-01", ""),
    ],
)
def test_a_filter_that_says_nothing_is_refused_where_it_stands(login, editor, query, told):
    rows("Plain")
    response = login(editor).get(LIBRARY + query)
    assert response.status_code == 200
    assert (told in text_of(response)) is True
    assert shown(response) == ([] if told else ["Plain"])


def test_a_long_library_is_paged_without_loss_or_repetition_and_keeps_its_filters(login, editor):
    rows(*(f"Picture {n:03}" for n in range(130)), credit_line="AFP")
    rows("Another")
    at = timezone.now()
    Image.objects.filter(pk__lte=Image.objects.earliest("pk").pk + 80).update(uploaded_at=at)
    client, query, seen = login(editor), "?credit=AFP&view=list", []
    while query:
        response = client.get(LIBRARY + query)
        assert 'class="rows library"' in text_of(response)
        seen += shown(response)
        older = re.search(r'<button name="after" value="(\d+)"', text_of(response))
        query = f"?credit=AFP&view=list&after={older[1]}" if older else ""
        kept = re.findall(r'<input type="hidden" name="(credit|view)" value="([^"]+)">', text_of(response))
        assert ("credit", "AFP") in kept
        assert kept.count(("view", "list")) == 2  # of the search, and of the buttons
    assert len(seen) == len(set(seen)) == 130


def test_the_library_takes_few_queries_however_many_pictures_stand_in_it(login, editor, monkeypatch):
    monkeypatch.setattr(shifts, "TOUCH_SECONDS", 86_400)
    client, story = login(editor), make_story(editor)
    rows("First")

    def counted(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIBRARY + query).status_code == 200
        return len(asked)

    queries = ("", "?q=pict&credit=B&only=unused&only=look-alikes&only=pulled&since=2026-01-01", "?after=1")
    client.get(LIBRARY)  # that somebody is at the desk is written down
    before = [counted(query) for query in queries]
    rows(*(f"Picture {n}" for n in range(70)))
    for image in Image.objects.all()[:5]:
        place(story, image, editor)
    assert [counted(query) for query in queries] == before
    assert max(before) <= 12


def test_a_picture_tells_which_stories_use_it_and_whether_readers_see_them(login, chief, editor):
    image = add_image(picture(), by=chief, caption="A ship.", alt_text="A ship", credit_line="AFP")
    live, draft = summarise(make_story(chief, headline="Port Reopens")), make_story(chief, headline="A Draft")
    place(live, image, chief)
    live.refresh_from_db()
    publishing.publish(live, seen=live.desk_revision, by=chief)
    place(draft, image, chief)
    client = login(editor)
    assert "in 2 stories, 1 live" in text_of(client.get(LIBRARY))
    page = text_of(client.get(f"{LIBRARY}{image.pk}/change/"))
    assert re.search(r"Port Reopens</a> <span class=\"tag good\">live", page)
    assert re.search(r"A Draft</a> <span class=\"tag\">not live", page)
    live.refresh_from_db()
    curating.remove_image(live.placements.get(), seen=live.desk_revision, by=chief)
    page = text_of(client.get(f"{LIBRARY}{image.pk}/change/"))
    assert "readers' version only" in page
    assert "in 2 stories, 1 live" in text_of(client.get(LIBRARY))
    assert shown(client.get(f"{LIBRARY}?only=unused")) == []


def test_a_look_alike_whose_words_alone_readers_see_is_live_too(login, chief, editor):
    story, words = summarise(make_story(chief)), {"alt_text": "A ship", "credit_line": "AFP"}
    images = [add_image(picture(colour), by=chief, caption=colour, **words) for colour in ("#336699", "#996633")]
    if images[1].same_as is None:
        look_alikes.join(images[1], images[0], by=chief)
    for image in images:
        place(story, image, chief)
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    page = text_of(login(editor).get(LIBRARY))
    assert page.count("in 1 story, 1 live") == 2
    assert page.count(">look-alike</a>") == 2
    assert "not live" not in text_of(login(editor).get(f"{LIBRARY}{images[1].pk}/change/"))


def test_a_reporter_learns_of_the_drafts_of_others_neither_by_number_nor_by_filter(login, chief, reporter):
    (image,) = rows("Ship")
    place(Story.objects.create(headline="Secret Draft", owner=chief), image, chief)
    client = login(reporter)
    assert "in no story" in text_of(client.get(LIBRARY))
    assert shown(client.get(f"{LIBRARY}?only=unused")) == ["Ship"]
    page = text_of(client.get(f"{LIBRARY}{image.pk}/change/"))
    assert "Secret Draft" not in page
    assert "In no story that you may open" in page
    own = Story.objects.create(headline="My Draft", owner=reporter)
    place(own, image, reporter)
    assert "in 1 story, 0 live" in text_of(client.get(LIBRARY))
    assert shown(client.get(f"{LIBRARY}?only=unused")) == []


def test_many_are_described_at_once_each_with_its_alt_text_and_its_row_in_the_log(login, editor):
    images = [add_image(picture(colour), by=editor) for colour in ("#336699", "#996633")]
    one, other = images
    asked = text_of(login(editor).get(EDIT, {"image": [one.pk, other.pk]}))
    assert "Describe 2 pictures" in asked
    last = timezone.localdate() + timedelta(days=30)
    typed = {"credit_line": "AFP", "usage_terms": "Editorial use only", "rights_basis": "licensed"}
    typed |= {"licence_url": "https://licences.example/by", "expires_on": last.isoformat()}
    typed |= {f"seen-{one.pk}": "", f"alt-{one.pk}": "A ship", f"seen-{other.pk}": "", f"alt-{other.pk}": "A crane"}
    report = text_of(login(editor).post(EDIT, {"image": [one.pk, other.pk], **typed}))
    assert "Done: 2. Refused: 0. As they were: 0." in report
    for image, alt in ((one, "A ship"), (other, "A crane")):
        image.refresh_from_db()
        assert (image.credit_line, image.usage_terms, image.alt_text) == ("AFP", "Editorial use only", alt)
        assert (image.rights_basis, image.licence_url) == ("licensed", "https://licences.example/by")
        assert timezone.localtime(image.expires_at).date() == last + timedelta(days=1)
        assert EditLog.objects.filter(verb="describe_image", subject_uid=image.uid).count() == 1
    again = text_of(login(editor).post(EDIT, {"image": [one.pk, other.pk], "credit_line": "AFP"}))
    assert "Done: 0. Refused: 0. As they were: 2." in again
    login(editor).post(EDIT, {"image": [one.pk], "emptied": ["usage_terms", "expires_at"]})
    one.refresh_from_db()
    assert (one.usage_terms, one.expires_at, one.credit_line) == ("", None, "AFP")


def test_what_is_refused_for_one_is_told_and_changes_nothing_for_the_others(login, editor):
    one, other = rows("One", "Other", alt_text="")
    describe(one, by=editor, alt_text="By a colleague")
    typed = {f"seen-{one.pk}": "", f"alt-{one.pk}": "Mine", f"seen-{other.pk}": "", f"alt-{other.pk}": "x" * 5000}
    ghost = other.pk + 1000
    report = text_of(login(editor).post(EDIT, {"image": [one.pk, other.pk, ghost], "credit_line": "AFP", **typed}))
    assert "Done: 0. Refused: 2. As they were: 0. Not in the library any more: 1." in report
    assert "Somebody changed its alt text meanwhile: “By a colleague”." in report
    assert "You typed: “Mine”." in report
    assert "The alt text" in report
    assert set(Image.objects.values_list("credit_line", flat=True)) == {"B"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Nothing was filled in"),
        ({"expires_on": "2020-01-01"}, "This day is over"),
        ({"credit_line": "AFP", "emptied": ["credit_line"]}, "filled above and emptied here"),
        ({"licence_url": "no address"}, "Enter a valid URL"),
    ],
)
def test_a_form_that_says_too_little_or_what_cannot_be_comes_back_and_nothing_is_done(login, editor, typed, told):
    (image,) = rows("One")
    given = {"image": [image.pk], f"seen-{image.pk}": "A", f"alt-{image.pk}": "A", **typed}
    response = login(editor).post(EDIT, given)
    assert response.status_code == 400
    assert told in text_of(response)
    assert not EditLog.objects.filter(verb="describe_image").exists()


def test_only_an_editor_describes_many(login, reporter):
    (image,) = rows("One")
    client = login(reporter)
    assert client.post(EDIT, {"image": [image.pk], "credit_line": "Mine"}).status_code == 403
    assert "Describe the chosen" not in text_of(client.get(LIBRARY))
    assert client.post(BESIDE, {"image": [image.pk], "part": image.pk}).status_code == 403
    assert client.get(BESIDE, {"image": image.pk}).status_code == 200


def test_look_alikes_are_compared_joined_and_parted_side_by_side(login, editor):
    one, other, third = rows("One", "Other", "Third")
    client, chosen = login(editor), {"image": [one.pk, other.pk, third.pk]}
    page = text_of(client.get(BESIDE, chosen))
    assert "takes them for different photographs" in page
    assert re.search(r'<tr class="differs"><th scope="row">Caption', page)
    assert '<tr><th scope="row">Alt text</th>' in page
    told = client.post(BESIDE, {**chosen, "act": "join"}, follow=True)
    assert "They show the same photograph now" in text_of(told)
    assert {image.same_as_id for image in Image.objects.exclude(pk=one.pk)} == {one.pk}
    # Of a single one its whole group is shown.
    assert text_of(client.get(BESIDE, {"image": third.pk})).count('scope="col"><a') == 3
    told = client.post(BESIDE, {**chosen, "part": other.pk}, follow=True)
    assert f"No. {other.pk} is a photograph of its own now" in text_of(told)
    assert f"No. {one.pk} and no. {other.pk} were parted by a person" in text_of(told)
    other.refresh_from_db()
    assert other.same_as is None
    assert EditLog.objects.filter(verb__in=("join_images", "part_image")).count() == 3


def test_a_picture_that_was_pulled_is_joined_to_none_that_was_not(login, editor, chief):
    one, other = rows("One", "Other")
    pulling.pull(one, reason="The agency asked.", by=chief)
    told = login(editor).post(BESIDE, {"image": [one.pk, other.pk], "act": "join"}, follow=True)
    assert "was pulled" in text_of(told)
    other.refresh_from_db()
    assert other.same_as is None
    assert not other.is_pulled()


def test_the_images_tab_looks_through_the_library_with_the_same_filters(login, editor):
    story = make_story(editor)
    rows("A red ship", credit_line="AFP")
    rows("A blue ship", credit_line="Kim")
    page = text_of(login(editor).get(f"{address(story, 'images')}?q=ship&credit=AFP"))
    assert "A red ship" in page
    assert "A blue ship" not in page
    assert look_alikes.group_of(Image.objects.get(credit_line="Kim"))


def hidden(response) -> list[str]:
    return re.findall(r'name="image" value="(\d+)" data-elsewhere', text_of(response))


def ticked(response) -> list[str]:
    return re.findall(r'name="image" value="(\d+)" checked', text_of(response))


def test_what_is_chosen_goes_along_to_the_next_page_and_back_without_a_script(login, editor):
    rows(*(f"Picture {n:03}" for n in range(130)))
    client = login(editor)
    first = client.get(LIBRARY)
    keys = [image.pk for image in first.context["found"].rows]
    older = re.search(r'name="after" value="(\d+)"', text_of(first))[1]
    second = client.get(f"{LIBRARY}?image={keys[0]}&image={keys[3]}&after={older}")
    assert hidden(second) == [str(keys[0]), str(keys[3])]
    assert "2 chosen, 2 on other pages" in text_of(second)
    there = second.context["found"].rows[0].pk
    back = client.get(f"{LIBRARY}?image={keys[0]}&image={keys[3]}&image={there}")
    assert (ticked(back), hidden(back)) == ([str(keys[0]), str(keys[3])], [str(there)])


def test_all_that_are_found_are_chosen_at_once_up_to_what_is_described_at_once(login, editor):
    rows(*(f"Picture {n:03}" for n in range(70)), credit_line="AFP")
    rows("Another")
    client = login(editor)
    page = client.get(f"{LIBRARY}?credit=AFP&every=1")
    assert (len(ticked(page)), len(hidden(page))) == (60, 10)
    assert "At most" not in text_of(page)
    edit = client.get(f"{LIBRARY}edit/", {"image": ticked(page) + hidden(page), "credit": "AFP"})
    assert len(edit.context["images"]) == 70
    rows(*(f"Picture {n:03}" for n in range(70, 210)), credit_line="AFP")
    page = client.get(f"{LIBRARY}?credit=AFP&every=1")
    assert len(ticked(page)) + len(hidden(page)) == 200
    assert "these are the newest 200" in text_of(page)
