"""The edit log at the desk: in words, with what changed word by word, filtered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk import log_words
from foundation import guards
from foundation.models import Command, EditLog, Engine
from media.library import add_image
from stories import commenting, curating, reviewing, sharing
from tests.desk.making import address, make_person, make_story, picture, summarise, text_of

pytestmark = pytest.mark.django_db
LOG = "/admin/foundation/editlog/"


def lines(page: str) -> list[str]:
    """What each act says, without its marks."""
    found = re.findall(r'<p class="line">(.*?)</p>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in found]


def test_an_act_is_told_in_words_with_its_subject_and_what_changed_word_by_word(login, chief):
    story = make_story(chief, headline="Port of Vell Reopens")
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Port of Vell Closes", is_sensitive=True)
    page = text_of(login(chief).get(LOG))
    assert lines(page)[0] == "Mina Park changed the story · story: Port of Vell Closes"
    assert re.search(r"Port of Vell <del>Reopens</del><ins>Closes</ins></dd>", page)
    assert "<dt>sensitive</dt>" in page
    assert f'href="{address(story, "history")}"' in page
    assert not re.search(r"desk_revision|is_sensitive|change_story", page.replace('value="change_story"', ""))


def test_the_history_of_a_story_uses_the_same_words(login, chief):
    story = make_story(chief, headline="Port of Vell Reopens")
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Port of Vell Closes")
    page = text_of(login(chief).get(address(story, "history")))
    assert lines(page)[0].startswith("Mina Park changed the story")
    assert "<del>Reopens</del><ins>Closes</ins>" in page


@pytest.fixture
def acts(chief, editor, administrator) -> dict[str, EditLog]:
    """One act of each kind of actor, on two stories."""
    one, two = make_story(chief, headline="Harbour"), make_story(editor, headline="Museum", articles=1)
    EditLog.objects.record("publish", one, by=chief, reason="Ready at noon.")
    EditLog.objects.record("killed", two, by=editor, reason="Wrong harbour.")
    EditLog.objects.record("publish", two, by=Engine("automatic, policy set by", policy_of=chief))
    EditLog.objects.record("publish", two, by=Command("import_story"))
    return {"one": one, "two": two}


@pytest.mark.few(0, 3, 6)
@pytest.mark.parametrize(
    ("asked", "expected", "missing"),
    [
        ({"who": "mina"}, ["Mina Park published · story: Harbour"], "editor "),
        ({"who": "Park Mina"}, ["automatic, policy set by Mina Park published · story: Museum"], "editor "),
        ({"who": "machine"}, ["import_story published · story: Museum"], "Mina Park published · story: Harbour"),
        ({"who": "import"}, ["import_story published · story: Museum"], "Mina"),
        ({"who": "nobody at all"}, [], "published"),
        ({"verb": "killed"}, ["editor killed (a notice stays) · story: Museum"], "published"),
        ({"story": "muse"}, ["editor killed (a notice stays) · story: Museum"], "Harbour"),
        ({"q": "harbour"}, ["editor killed (a notice stays) · story: Museum"], "published"),
        ({"who": "mina", "verb": "publish", "story": "harb"}, ["Mina Park published · story: Harbour"], "Museum"),
    ],
)
def test_the_log_is_filtered_by_person_act_story_and_reason(login, chief, acts, asked, expected, missing):
    found = lines(text_of(login(chief).get(LOG, asked)))
    assert [line for line in expected if line not in found] == []
    assert [line for line in found if missing in line] == []
    if not expected:
        assert found == []


def test_the_log_is_filtered_by_days_of_the_newsrooms_zone(login, chief, acts):
    old = EditLog.objects.record("seal", acts["one"], by=chief)
    with guards.lifted("foundation_editlog"):
        EditLog.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=9))
    day = f"{timezone.localdate() - timedelta(days=9):%Y-%m-%d}"
    browser = login(chief)
    assert lines(text_of(browser.get(LOG, {"since": day, "until": day}))) == [
        "Mina Park sealed for a time · story: Harbour"
    ]
    assert "sealed" not in str(lines(text_of(browser.get(LOG, {"since": f"{timezone.localdate():%Y-%m-%d}"}))))
    assert "Enter a valid date." in text_of(browser.get(LOG, {"since": "yesterday"}))


def test_an_administrator_reads_the_log_and_is_led_to_no_story(login, administrator, acts):
    page = text_of(login(administrator).get(LOG, {"story": "Museum"}))
    assert lines(page) == []
    assert "Museum" not in "".join(lines(text_of(login(administrator).get(LOG))))


def test_a_long_log_is_paged_and_takes_as_many_queries_as_a_short_one(login, chief, acts):
    browser, counts = login(chief), []
    browser.get(LOG)
    for size in (0, 120):
        for n in range(size):
            person = make_person(f"p{n}") if n % 10 == 0 else chief
            EditLog.objects.record("change_user", person, by=person, after={"groups": ["chief"]})
        with CaptureQueriesContext(connection) as queries:
            page = text_of(browser.get(LOG))
        counts.append(len(queries))
    assert len(lines(page)) == 50
    older = re.search(r'<a href="(\?[^"]*before=\d+)">Older', page)[1].replace("&amp;", "&")
    assert len(lines(text_of(browser.get(LOG + older)))) == 50
    assert counts[1] <= counts[0] + 1  # the names of accounts
    assert counts[1] <= 12


def test_every_verb_that_is_told_here_is_told_without_code():
    assert [words for words in log_words.VERBS.values() if "_" in words] == []
    assert log_words.verb_words("some_new_act") == "some new act"
    assert log_words.kind_words("StoryArticle") == "story article"


def test_values_of_every_kind_have_words():
    told = log_words.fields(
        {"is_active": True, "article": "6b1f0a52-7c0e-4d7e-9f0e-0d6f7b1f6f11"}, {"is_active": False}
    )
    assert [(one.label, [(p.kind, p.text) for p in one.pieces]) for one in told] == [
        ("may log in", [("gone", "yes"), ("same", " "), ("new", "no")])
    ]
    assert log_words.fields({}, {"desk_revision": 4}) == []


def test_a_moment_in_the_log_is_told_as_the_desk_tells_moments():
    (told,) = log_words.fields({}, {"until": "2026-12-03T23:03:07.923980+00:00"})
    assert "".join(piece.text for piece in told.pieces) == "3 Dec 2026, 23:03"


def test_a_picture_an_article_and_a_person_are_told_by_what_they_are_called(login, chief, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    story = make_story(chief, headline="Harbour", articles=1)
    image = add_image(picture(), by=chief, caption="A ferry at the quay", credit_line="Vell", alt_text="A ferry")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    reviewing.own(story, owner=editor, by=chief)
    for page in (address(story, "history"), "/admin/foundation/editlog/"):
        shown = text_of(login(chief).get(page))
        assert "A ferry at the quay" in shown
        assert str(image.uid) not in shown
        assert str(editor.uid) not in shown


def test_what_somebody_takes_out_for_themselves_is_logged_as_an_act_on_their_account(login, chief):
    browser = login(chief)
    browser.post("/admin/stories/story/export/")
    assert EditLog.objects.get(verb="export_list").subject_kind == "User"
    page = text_of(browser.get("/admin/foundation/editlog/"))
    assert "lazy" not in page


def test_one_state_for_another_is_told_in_words_and_apart():
    (state,) = log_words.fields({"state": "withheld"}, {"state": "live"})
    assert [(piece.kind, piece.text) for piece in state.pieces] == [
        ("gone", "hidden for now"),
        ("same", " "),
        ("new", "live"),
    ]


def test_an_article_that_is_told_by_its_headline_is_told_once():
    uid = "f1e9dae9-cd35-4330-8135-8c681306f965"
    act = log_words.fields({}, {"article": uid, "headline": "Port reopens"}, {uid: "Port reopens"})
    assert [field.label for field in act] == ["headline"]


def test_a_comment_and_a_share_link_are_told_by_whose_they_are_and_by_no_uid(login, chief):
    story = summarise(make_story(chief))
    made = commenting.comment(story, text="Zanthoxylum.", by=chief)
    link, _ = sharing.share(story, seen=story.desk_revision, lasts="1d", is_for="Counsel", by=chief)
    page = text_of(login(chief).get(LOG))
    assert re.search(r"<dt>comment</dt>\s*<dd[^>]*>of Mina Park, \d", page)
    assert re.search(r"<dt>link</dt>\s*<dd[^>]*>to version 1 for Counsel, made by Mina Park, \d", page)
    assert not [uid for uid in (str(made.uid), str(link.uid), "Zanthoxylum") if uid in page]


def test_roles_are_called_roles_on_their_pages(login, administrator):
    desk = login(administrator)
    for path in ("/admin/auth/group/", f"/admin/auth/group/{administrator.groups.get().pk}/change/"):
        (crumbs,) = re.findall(r'<div class="breadcrumbs">(.*?)</div>', text_of(desk.get(path)), re.DOTALL)
        assert re.search(r"Home</a> &rsaquo; .*Roles", crumbs)
        assert "Authentication" not in crumbs
