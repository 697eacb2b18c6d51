"""The Articles tab: the library, pasting, detaching."""

from __future__ import annotations

import pytest

from reference.models import Publisher
from stories import curating, publishing
from stories.models import Article, Snapshot, Story, StoryArticle
from tests.desk.making import TEXT, address, make_article, make_story, summarise, text_of

pytestmark = pytest.mark.django_db

PASTED = {
    "act": "paste",
    "url": "https://www.herald.example/a?utm_source=x",
    "headline": "Queue clears off Vell",
    "publisher": "The Herald",
    "date": "2026-02-19 14:05",
    "kind": "news",
    "byline": "Ada Wren",
    "language": "en",
    "text": "The queue cleared. It took two weeks.",
}


@pytest.fixture
def story(chief) -> Story:
    return make_story(chief)


def _attached(story: Story) -> list[str]:
    return sorted(StoryArticle.objects.attached().filter(story=story).values_list("article__headline", flat=True))


def test_a_pasted_article_is_taken_in_and_attached(login, chief, story):
    response = login(chief).post(address(story, "articles"), PASTED)
    assert response.status_code == 302
    article = Article.objects.get(canonical_url="https://www.herald.example/a")
    assert (article.headline, article.publisher.name, article.byline) == (
        "Queue clears off Vell",
        "The Herald",
        "Ada Wren",
    )
    assert article.published_at.isoformat() == "2026-02-19T14:05:00+00:00"
    assert article.precision == "minute"
    assert article.headline in _attached(story)


@pytest.mark.few(0, 2)
@pytest.mark.parametrize(
    ("typed", "stored", "precision"),
    [
        ("2026-02-19", "2026-02-18T15:00:00+00:00", "day"),
        ("2026-02-19 14:05", "2026-02-19T05:05:00+00:00", "minute"),
        ("Feb 19, 2026", "2026-02-18T15:00:00+00:00", "day"),
        ("Feb 19, 2026, 2:05 p.m.", "2026-02-19T05:05:00+00:00", "minute"),
        ("2026-02-19T14:05:00-05:00", "2026-02-19T19:05:00+00:00", "minute"),
    ],
)
def test_dates_are_read_as_typed_in_the_newsrooms_zone(login, chief, story, settings, typed, stored, precision):
    settings.TIME_ZONE = "Asia/Seoul"
    login(chief).post(address(story, "articles"), {**PASTED, "date": typed})
    article = Article.objects.get(headline="Queue clears off Vell")
    assert (article.published_at.isoformat(), article.precision) == (stored, precision)
    assert article.published_by_its_clock().isoformat()[:10] == "2026-02-19"


@pytest.mark.few(0, 5, 10, 16)
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"date": "Feb 30, 2026"}, "Feb"),
        ({"date": "03/04/2026"}, "03/04/2026"),
        ({"date": "soon"}, "soon"),
        ({"date": "Feb 2026"}, "is not one day"),
        ({"date": "2026-02-19 25:61"}, "is no time of day"),
        ({"date": ""}, "This field is required"),
        ({"text": ""}, "This field is required"),
        ({"text": "   "}, "The text is empty"),
        ({"text": "nul\x00"}, "Null characters are not allowed"),
        ({"text": "bell\x07"}, "U+0007"),
        ({"text": "x" * 5_000_000}, "The text is too long: 5,000,000"),
        ({"text": "é" * 1_000_000 + "é"}, "The text is too long"),
        ({"url": "not an address"}, "is not a web address"),
        ({"url": "", "publisher": "The Herald"}, "without an address needs a reference"),
        ({"url": "", "publisher": ""}, "Say who published the article"),
        ({"headline": ""}, "This field is required"),
        ({"kind": "gossip"}, "Select a valid choice"),
    ],
)
def test_a_refused_paste_says_why_and_comes_back_filled(login, chief, story, changes, told):
    response = login(chief).post(address(story, "articles"), {**PASTED, **changes})
    page = text_of(response)
    assert response.status_code == 400
    assert told in page
    assert 'value="Ada Wren"' in page
    assert changes.get("text", PASTED["text"])[:2000].strip() in page or "\x00" in changes.get("text", "")
    assert not Article.objects.filter(headline="Queue clears off Vell").exists()
    assert not Publisher.objects.filter(name="The Herald").exists()


@pytest.mark.few(0, 4)
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "Feb 30, 2026"}, "date"),
        ({"date": "03/04/2026"}, "date"),
        ({"date": "3026-01-01"}, "date"),
        ({"text": "bell\x07"}, "text"),
        ({"url": "no address"}, "url"),
        ({"url": "", "publisher": ""}, "publisher"),
        ({"headline": "h" * 251}, "headline"),
        ({"byline": "b" * 301}, "byline"),
    ],
)
def test_a_refusal_stands_at_its_field(login, chief, story, changes, field):
    page = text_of(login(chief).post(address(story, "articles"), {**PASTED, **changes}))
    assert f'id="id_{field}_error"' in page
    assert page.count('class="told"') == 1


def test_a_lone_surrogate_in_the_text_is_refused_with_its_position(login, chief, story):
    body = b"act=paste&byline=Ada+Wren&text=ab%ED%A0%80"
    response = login(chief).post(address(story, "articles"), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "text holds a character that could not be read (U+FFFD at position 3)" in text_of(response)
    assert 'value="Ada Wren"' in text_of(response)


def test_a_known_address_attaches_the_article_we_have_and_says_so(login, chief, story):
    known = make_article(9, by=chief)
    typed = {**PASTED, "url": "https://paper9.example/ports/9?utm_medium=mail", "text": TEXT.format(n=9)}
    page = text_of(login(chief).post(address(story, "articles"), typed, follow=True))
    assert "We had an article under this address" in page
    assert known.headline in _attached(story)
    assert Snapshot.objects.filter(article=known).count() == 1


def test_a_known_address_with_another_text_keeps_both_texts(login, chief, story):
    known = make_article(9, by=chief)
    login(chief).post(address(story, "articles"), {**PASTED, "url": known.canonical_url})
    assert Snapshot.objects.filter(article=known).count() == 2


def test_pasting_what_is_attached_already_is_refused_and_the_form_stays_filled(login, chief, story):
    typed = {**PASTED, "url": "https://paper1.example/ports/1", "text": TEXT.format(n=1)}
    response = login(chief).post(address(story, "articles"), typed)
    assert response.status_code == 400
    assert "stands in this story already" in text_of(response)
    assert 'value="Ada Wren"' in text_of(response)


@pytest.mark.few(0, 3)
@pytest.mark.parametrize(
    ("q", "is_found"), [("vell", True), ("Paper 9", True), ("paper9.example", True), ("zzz", False)]
)
def test_the_library_is_searched_by_headline_publisher_and_address(login, chief, story, q, is_found):
    make_article(9, by=chief)
    page = text_of(login(chief).get(address(story, "articles"), {"q": q}))
    assert ("Paper 9 on the port of Vell" in page) is is_found


def test_the_library_shows_twenty_and_goes_on_after_the_last(login, chief, story):
    for n in range(10, 35):
        make_article(n, by=chief, headline=f"Found {n}")
    first = login(chief).get(address(story, "articles"), {"q": "found"})
    found = first.context["found"]
    rest = login(chief).get(address(story, "articles"), {"q": "found", "after": found.after}).context["found"]
    assert [len(found.rows), len(rest.rows), rest.after] == [20, 5, None]
    assert not {row.pk for row in found.rows} & {row.pk for row in rest.rows}


def test_an_article_of_the_library_is_attached_with_one_click_and_detached_with_another(login, chief, story):
    article = make_article(9, by=chief)
    client, row = login(chief), {"row": str(article.uid)}
    client.post(address(story, "articles"), {"act": "attach", **row})
    assert article.headline in _attached(story)
    client.post(address(story, "articles"), {"act": "detach", **row})
    assert article.headline not in _attached(story)


@pytest.mark.few(0)
@pytest.mark.parametrize("row", ["", "no-uid", "0d6e7f5e-0000-4000-8000-000000000000"])
def test_attaching_an_article_that_is_not_there_says_so(login, chief, story, row):
    response = login(chief).post(address(story, "articles"), {"act": "attach", "row": row})
    assert response.status_code == 400
    assert "no such article" in text_of(response)


def test_each_article_says_its_number_and_why_it_is_not_used(login, chief, story):
    opinion = make_article(8, by=chief)
    Article.objects.filter(pk=opinion.pk).update(kind="opinion")
    curating.attach(story, opinion, by=chief)
    summarise(story)
    page = text_of(login(chief).get(address(story, "articles")))
    assert "[4]" in page
    assert "not used: opinion and the like are not summarised" in page
    assert ">used<" in page


def test_an_article_that_was_taken_out_is_put_back_with_its_number(login, chief):
    story = summarise(make_story(chief))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    row, browser = story.story_articles.get(number=2), login(chief)
    browser.post(address(story, "articles"), {"act": "detach", "row": str(row.article.uid)})
    page = text_of(browser.get(address(story, "articles")))
    assert f"Put back {row.article.headline}" in page
    assert "by Mina Park" in page
    browser.post(address(story, "articles"), {"act": "attach", "row": str(row.article.uid)})
    row.refresh_from_db()
    assert (row.removed_at, row.number) == (None, 2)
