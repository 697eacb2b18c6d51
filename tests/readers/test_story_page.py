"""The story page: its order, its numbers, its marks and what they open."""

from __future__ import annotations

import copy
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from editions.models import PublishedStory
from foundation.dating import bounds
from readers.story_html import story_html
from readers.story_page import Dates
from tests.published import NEWEST, publish_content, sample_content
from tests.readers.reading import Element, read

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 2, 19, 18, 0, tzinfo=UTC)


def page_of(client, content=None, *, prefix="", **facts) -> Element:
    story = publish_content(content, **facts)
    response = client.get(prefix + story.get_absolute_url())
    assert response.status_code == 200
    return read(response.content.decode())


def page_at(now, content=None, **facts) -> Element:
    """The page as it is shown at a moment, from the words alone."""
    dates = Dates(**{"first_published_at": NEWEST - timedelta(hours=1), "updated_at": NEWEST, **facts}, now=now)
    return read(story_html(content or sample_content(), dates=dates, path="/stories/x/"))


def image(uid_end: str, **facts):
    uid = f"00000000-0000-4000-8000-{uid_end:0>12}"
    return {
        "uid": uid,
        "group": uid,
        "version": 2,
        "width_px": 2000,
        "height_px": 1000,
        "colour": "#445566",
        "caption": "The harbour at noon.",
        "alt_text": "Ships at anchor",
        "credit_line": "Mina Park",
        "usage_terms": "",
        "source_url": "https://paper1.example/photo",
        "also": [],
        **facts,
    }


def test_the_page_says_everything_in_the_order_of_the_paper():
    content = sample_content()
    content["desk"]["images"] = [image("1")]
    text = page_at(EVENING, content).one("body").text
    wanted = [
        "Top Headlines",
        "Feeds",
        "Ports",
        "Port of Vell Reopens After Ten‑Day Strike",
        "Dockworkers accepted a pay rise; the queue",
        "Updated 14:05 (7 articles)",
        "The harbour at noon. Image: Mina Park Source Full size",
        "Dockworkers Vote to End the Strike",
        "end a ten-day strike [1][2][3]. The first container ship",
        "Port Counts the Cost of Ten Days",
        "What Our Reporters Saw",
        "Eleven ships lay at anchor off Vell at noon. Newsroom reporting, Mina Park",
        "Sources",
        "Paper 1 [1] Paper 1 on the port of Vell",
        "Related Tickers",
        "Lockheed Martin NYSE:LMT",
        "Timeline",
        "Aug\u00a02025 – Talks on a new contract begin in Vell [1].",
        "Jan\u00a05–6,\u00a02026 – Two warning strikes are held [1].",
        "Mar\u00a02026 (planned) – The new contract takes effect [1].",
        "All related articles (7 articles) [1] Paper 1 on the port of Vell",
        "[7] Paper 7 on the port of Vell",
        "not used in the summary",
    ]
    places = [text.find(words) for words in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)


def test_a_first_edition_says_published(client):
    assert page_at(EVENING, is_first_edition=True).one("p", "stamp").text == "Published 13:05 (7 articles)"
    assert page_of(client).one("p", "stamp").text == "Published Feb\u00a019,\u00a02026, 14:05 (7 articles)"
    assert "Updated Feb" in page_of(client, numbers=2).one("p", "stamp").text


def test_another_day_is_named():
    stamp = page_at(EVENING + timedelta(days=1)).one("p", "stamp")
    assert stamp.text == "Updated Feb\u00a019,\u00a02026, 14:05 (7 articles)"
    assert stamp.one("time").attributes["datetime"] == "2026-02-19T14:05:00Z"


def test_times_are_those_of_the_newsrooms_zone():
    with timezone.override("Asia/Seoul"):
        # 18:00 in UTC is past midnight in Seoul, so 23:05 there was yesterday.
        assert page_at(EVENING).one("p", "stamp").text == "Updated Feb\u00a019,\u00a02026, 23:05 (7 articles)"
        assert page_at(NEWEST).one("p", "stamp").text == "Updated 23:05 (7 articles)"


@pytest.mark.parametrize(
    ("prefix", "articles", "words"),
    [
        ("", 1, "(1 article)"),
        ("", 2, "(2 articles)"),
        ("/ko", 1, "(기사 1건)"),
        ("/ko", 7, "(기사 7건)"),
        ("/ar", 1, "(مقال واحد)"),
        ("/ar", 2, "(مقالان)"),
        ("/ar", 7, "(7 مقالات)"),
        ("/ar", 11, "(11 مقالًا)"),
    ],
)
def test_the_number_is_the_same_at_both_ends_in_the_plural_of_the_language(client, prefix, articles, words):
    page = page_of(client, sample_content(articles=articles), prefix=prefix)
    assert words in page.one("p", "stamp").text
    assert words in page.all("h2")[-1].text


def test_every_mark_opens_its_passage_without_a_script(client):
    page = page_of(client)
    marks = page.all("a", "mark")
    assert len(marks) == 11
    for mark in marks:
        passage = page.by_id(mark.attributes["href"].removeprefix("#"))
        assert passage.text.startswith(mark.text)
        assert f"Paper {mark.text[1]}" in passage.text
        assert "Feb\u00a019,\u00a02026" in passage.text
        assert mark.attributes["aria-label"] == f"{mark.text} passage from Paper {mark.text[1]}"
        back = passage.one("a", "back").attributes["href"].removeprefix("#")
        assert mark in page.by_id(back).all("a", "mark")
    assert "The first container ship entered the harbour" in page.one("section", "passages").text


def test_no_id_stands_twice_even_where_uids_do(client):
    content = sample_content()
    sentences = content["machine"]["sentences"]
    sentences[1]["uid"] = sentences[0]["uid"]
    sentences[1]["citations"] = copy.deepcopy(sentences[0]["citations"])
    page = page_of(client, content)
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    targets = [mark.attributes["href"][1:] for mark in page.all("a", "mark")]
    assert len(targets) == len(set(targets))
    assert set(targets) <= set(ids)


def test_two_passages_of_one_article_share_one_mark(client):
    content = sample_content()
    first = content["machine"]["sentences"][0]
    second = {**first["citations"][1], "uid": "00000000-0000-4000-8000-00000000abcd", "start": 90, "end": 99}
    first["citations"] = [{**second, "quote": "The later words."}, *reversed(first["citations"])]
    page = page_of(client, content)
    sentence = page.all("span", "sentence")[0]
    assert sentence.text.endswith("strike [1][2][3].")
    passage = page.by_id(sentence.all("a", "mark")[1].attributes["href"][1:])
    assert [quote.text for quote in passage.all("blockquote")] == [first["text"], "The later words."]


def test_a_quotation_stands_in_quotation_marks_with_its_outlet(client):
    page = page_of(client)
    (quotation,) = page.one("div", "summary").all("blockquote")
    assert quotation.text == "“Ships will need two weeks to clear the queue outside the breakwater.”, Paper 4 [4]"


def test_a_text_that_brings_its_quotation_marks_gets_no_more(client):
    content = sample_content()
    content["machine"]["sentences"][3]["text"] = "“Two weeks,” she said, “at least.”"
    (quotation,) = page_of(client, content).one("div", "summary").all("blockquote")
    assert quotation.text == "“Two weeks,” she said, “at least.”, Paper 4 [4]"


def test_edited_words_are_named_as_edited_and_the_label_is_shown(client):
    content = sample_content()
    content["machine"]["sentences"][0]["mark"] = "edited"
    content["machine"]["label"] = "One source: Paper 1"
    page = page_of(client, content)
    assert page.all("span", "badge")[0].text == "Edited: names, figures, dates and quotes match"
    assert page.one("p", "label").text == "One source: Paper 1"


def test_both_parts_are_one_summary_and_the_desks_heading_wins(client):
    content = sample_content()
    desk, machine = content["desk"], content["machine"]
    desk["sections"].append({**machine["sections"][1], "heading": "What It Cost"})
    desk["sections"].append({**machine["sections"][0], "uid": "00000000-0000-4000-8000-0000000000aa"})
    desk["sentences"][0].update(section=machine["sections"][0]["uid"], position=1500)
    page = page_of(client, content)
    headings = [heading.text for heading in page.one("div", "summary").all("h2")]
    assert headings == ["Dockworkers Vote to End the Strike", "What It Cost"]
    first = page.one("div", "summary").all("section")[0]
    assert [sentence.text[:6] for sentence in first.all("span", "sentence")] == ["Dockwo", "Eleven", "The fi"]


def test_sentences_without_a_section_are_shown_without_a_heading(client):
    content = sample_content()
    content["machine"]["sections"] = content["desk"]["sections"] = []
    page = page_of(client, content)
    assert len(page.all("span", "sentence")) == 5
    assert page.one("div", "summary").all("h2") == []


def test_an_empty_block_shows_no_heading(client):
    content = sample_content()
    content["desk"].update(tickers=[], timeline=[], sections=[], sentences=[], kicker="", standfirst="")
    content["machine"].update(sections=[], sentences=[], articles=[])
    page = page_of(client, content)
    assert page.all("h2") == []
    assert page.one("p", "stamp").text == "Published Feb\u00a019,\u00a02026, 14:05"
    assert page.one("article", "story").all("section") == []


@pytest.mark.usefixtures("avif")
def test_a_picture_stands_once_with_the_words_of_its_other_places(client):
    content = sample_content()
    also = {"uid": image("9")["uid"], "caption": "Vell harbour.", "credit_line": "AFP", "source_url": ""}
    same = {**also, "caption": "The harbour at noon.", "credit_line": "Mina Park"}
    content["desk"].update(images=[image("1"), image("2", also=[same, also])], lead_image=image("2")["uid"])
    gallery = page_of(client, content).one("ul", "gallery")
    pictures = gallery.all("img")
    assert [picture.attributes["src"].split("/")[2][-1] for picture in pictures] == ["2", "1"]
    assert pictures[0].attributes["alt"] == "Ships at anchor"
    assert (pictures[0].attributes["width"], pictures[0].attributes["height"]) == ("2000", "1000")
    sources = gallery.all("source")[:2]
    assert [source.attributes["type"] for source in sources] == ["image/avif", "image/webp"]
    assert ["1800.avif 1800w" in sources[0].attributes["srcset"], "1800.webp 1800w" in sources[1].attributes["srcset"]]
    assert [small.text for small in gallery.all("small")] == ["Also published as: Vell harbour. Image: AFP"]
    full = next(link for link in gallery.all("a") if link.text == "Full size")
    assert full.attributes["href"].endswith("/2/1800.jpeg")


def test_a_page_offers_no_avif_where_none_is_made(client, settings):
    settings.IMAGE_AVIF = False
    content = sample_content()
    content["desk"].update(images=[image("1")], lead_image=image("1")["uid"])
    sources = page_of(client, content).one("ul", "gallery").all("source")
    assert [source.attributes["type"] for source in sources] == ["image/webp"]


def test_a_short_timeline_is_one_list_then_the_line_that_says_now_then_what_is_planned(client):
    block = page_of(client).one("section", "timeline")
    assert [entry.attributes.get("class", "") for entry in block.all("li")] == ["", "", "", "planned"]
    assert block.all("h3") == []
    assert [len(part.all("li")) for part in block.all("ol")] == [3, 1]
    assert block.one("p", "now").text == "Now"


def with_timeline(*rows):
    """The sample story with these entries: (date, status), in this order."""
    content = sample_content()
    entry = content["desk"]["timeline"][0]
    content["desk"]["timeline"] = [
        {
            **entry,
            "uid": str(uuid.UUID(int=place, version=4)),
            "date": date,
            "status": status,
            "position": place,
            "text": f"Fact {place}.",
            **dict(zip(("sort_from", "sort_to"), (day.isoformat() for day in bounds(date)), strict=True)),
        }
        for place, (date, status) in enumerate(rows)
    ]
    return content


def test_a_long_timeline_has_a_heading_for_each_year_and_what_is_planned_stands_last(client):
    dates = [f"{year}-0{month}" for year in (2023, 2024, 2025) for month in range(1, 6)]
    late = [("2024-02", "planned"), ("2027", "planned")]
    block = page_of(client, with_timeline(*late, *((date, "happened") for date in dates))).one("section", "timeline")
    assert [heading.text for heading in block.all("h3")] == ["2023", "2024", "2025"]
    assert [len(part.all("li")) for part in block.all("ol")] == [5, 5, 5, 2]
    assert [entry.text[:12] for entry in block.all("ol")[-1].all("li")] == ["Feb\u00a02024 (pl", "2027 (planne"]


def test_mixed_precision_stands_by_first_and_then_by_last_day(client):
    dates = ["2026", "2025-08", "2025-08-02", "2025-35", "2025-08-01", "2025-07~", "2025-08-01/2025-08-05"]
    rows = page_of(client, with_timeline(*((date, "happened") for date in dates))).one("section", "timeline").all("li")
    assert [row.one("span", "when").text.replace("\u00a0", " ") for row in rows] == [
        *("About Jul 2025", "Q3 2025", "Aug 1, 2025", "Aug 1–5, 2025", "Aug 2025", "Aug 2, 2025", "2026")
    ]


def test_dates_are_in_the_language_of_the_reader_where_the_address_names_one():
    content = with_timeline(("2025-12-14", "happened"), ("2026-03", "planned"))
    with translation.override("ko"):
        html = page_at(EVENING, content=content)
    block = html.one("section", "timeline")
    assert [one.text for one in block.all("span", "when")] == ["2025년\u00a012월\u00a014일", "2026년\u00a03월 (예정)"]
    assert block.all("span", "when")[0].attributes["lang"] == "ko"
    assert block.one("p", "now").text == "현재"
    content["desk"]["language"] = "de"
    first = page_at(EVENING, content=content).one("section", "timeline").all("span", "when")[0]
    assert (first.text, "lang" in first.attributes) == ("14.\u00a0Dez.\u00a02025", False)


def test_articles_stand_newest_first_with_what_is_known_of_them(client):
    content = sample_content()
    articles = content["machine"]["articles"]
    articles[1].update(status="retracted", precision="day", published_at="2026-02-20T00:00:00Z", kind="opinion")
    articles[2].update(status="corrected", url="", reference="A letter, seen by Mina Park")
    rows = page_of(client, content).one("section", "articles").all("li")
    assert [row.one("span", "number").text for row in rows][:3] == ["[2]", "[1]", "[3]"]
    assert "Feb\u00a020,\u00a02026 Reporter 2 opinion retracted by publisher" in rows[0].text
    assert "corrected by publisher" in rows[2].text
    assert "A letter, seen by Mina Park" in rows[2].text
    assert rows[2].all("a") == []
    assert [row.text.endswith("not used in the summary") for row in rows] == [False] * 6 + [True]


def test_public_notices_are_shown_with_their_time(client):
    content = sample_content()
    content["machine"]["notices"] = [{"at": "2026-02-19T15:00:00Z", "text": "An earlier version misspelt a name."}]
    notice = page_of(client, content).one("ul", "notices")
    assert notice.text == "Feb\u00a019,\u00a02026, 15:00 An earlier version misspelt a name."


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ko", "ltr")])
def test_the_article_has_its_own_language_and_the_page_that_of_its_address(client, language, direction):
    content = sample_content()
    content["desk"]["language"] = language
    page = page_of(client, content)
    article = page.one("article", "story")
    assert (article.attributes["lang"], article.attributes["dir"]) == (language, direction)
    assert page.one("html").attributes["lang"] == "en"
    assert article.all("h2")[-1].attributes["lang"] == "en"


def test_the_interface_speaks_the_language_of_the_address(client):
    address = publish_content().get_absolute_url()
    page = read(client.get(f"/ar{address}").content.decode())
    assert (page.one("html").attributes["lang"], page.one("html").attributes["dir"]) == ("ar", "rtl")
    canonical = next(link for link in page.all("link") if link.attributes["rel"] == "canonical")
    assert canonical.attributes["href"].endswith(f":8000{address}")
    korean = read(client.get(f"/ko{address}").content.decode())
    assert "출처" in [heading.text for heading in korean.all("h2")]


def test_a_story_costs_at_most_two_queries(client, django_assert_max_num_queries):
    story = publish_content(sample_content(articles=40))
    assert PublishedStory.objects.public().count() == 1
    with django_assert_max_num_queries(2):
        assert client.get(story.get_absolute_url()).status_code == 200


def test_a_removed_article_leaves_its_number_behind(client):
    content = sample_content()
    content["machine"]["tombstones"] = [{"number": 8, "outlet": "Paper 8"}]
    page = client.get(publish_content(content).get_absolute_url()).content.decode()
    assert "[8] <bdi>Paper 8</bdi>: no longer part of this story" in page
    assert "(7 articles)" in page
