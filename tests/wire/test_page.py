"""What is read from a page: the article alone, and only what the page says of itself."""

from __future__ import annotations

import pytest

from tests.wire.pages import STRIKE, page
from wire.likeness import says_the_same, shows_less
from wire.notices import notices_in
from wire.page import read_page, read_published
from wire.sites import same_site

URL = "https://www.paper.news/strike"


def read(body, kind="text/html"):
    return read_page(body, content_type=kind, url=URL)


def test_the_text_is_the_article_without_what_stands_around_it():
    found = read(page(aside="<p>Buy our new cookbook now, it is on offer.</p><a href='/x'>Read more about this</a>"))
    assert found.text == "\n\n".join(STRIKE)
    assert (found.headline, found.byline, found.language) == ("Strike in Vell ends", "Ann Lee", "en")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-02-19", "2026-02-19"),
        ("2026-02-19T14:05:00+09:00", "2026-02-19T14:05:00+09:00"),
        ("2026-02-19T14:05:00.123Z", "2026-02-19T14:05:00.123000+00:00"),
        ("2026-02-19 14:05:00 +0900", "2026-02-19T14:05:00+09:00"),
        ("Thu, 19 Feb 2026 14:05:00 +0900", "2026-02-19T14:05:00+09:00"),
        ("2026-02-19T14:05:00", "2026-02-19"),  # whose clock it is nobody says
        ("yesterday", ""),
        ("2026-02-30", ""),
        ("", ""),
    ],
)
def test_a_time_is_read_with_its_zone_and_else_the_day_alone(written, read):
    assert read_published(written) == read


def test_a_time_in_meta_is_better_than_a_date_in_data():
    head = '<meta property="article:published_time" content="2026-02-19T14:05:00+09:00">'
    assert read(page(published="2026-02-19", head=head)).published == "2026-02-19T14:05:00+09:00"


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("/strike?id=7", "https://www.paper.news/strike?id=7"),
        ("https://paper.news/s", "https://paper.news/s"),
        ("https://m.paper.news/s", "https://m.paper.news/s"),
        ("https://other.news/strike", ""),
        ("https://paper.news.other.news/", ""),
        ("javascript:alert(1)", ""),
        ("https://paper.news:8080/s", ""),
        ("/", ""),
    ],
)
def test_only_an_address_of_the_same_site_is_canonical(link, canonical):
    assert read(page(head=f'<link rel="canonical" href="{link}">')).canonical == canonical


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16", "iso-8859-1"])
def test_characters_are_read_as_they_were_written(charset):
    text = "Dockworkers in Völkl said no to the offer of the port and stayed out until Friday. " * 4
    body = f"<html><head><title>Ö</title></head><body><article><p>{text}</p></article></body></html>".encode(charset)
    assert "Völkl" in read(body, f"text/html; charset={charset}").text


def test_utf8_that_is_said_to_be_something_else_is_utf8():
    text = "Dockworkers in Völkl said no to the offer of the port and stayed out until Friday. " * 4
    body = f"<html><body><article><p>{text}</p></article></body></html>".encode()
    assert "Völkl" in read(body, "text/html; charset=iso-8859-1").text


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this article misstated the number of ships.",
        "Correction (Feb. 19): The ballot was on Feb. 18.",
        "Editor’s note: This story has been updated to reflect the new count.",
        "This article has been corrected to say that 812 members voted.",
        "An earlier version of this story incorrectly said 141, not 114.",
        "Korrektur: In einer früheren Version hieß es, 821 Mitglieder hätten abgestimmt.",
        "Rectificatif : le bateau est arrivé mardi, non lundi.",
        "Fe de errores: el puerto está en Vell, no en Kell.",
        "訂正：記事中の人数に誤りがありました。お詫びします。",
        "정정: 812명이 아니라 821명이 투표에 참여했습니다.",
        "تصحيح: عدد السفن هو ثلاث وعشرون وليس اثنتين وثلاثين.",
    ],
)
def test_a_notice_of_correction_is_found_in_many_languages_and_is_no_sentence_of_the_article(notice):
    found = read(page(*STRIKE, notice))
    assert found.correction == notice
    assert found.text == "\n\n".join(STRIKE)


@pytest.mark.parametrize(
    "text",
    [
        "Corrections",
        "The central bank said a market correction was coming.",
        "The bill has been amended twice.",
        "The ministry said an earlier version of the report wrongly put the toll at 31.",
        "He edited this article for the magazine.",
        "The story was updated.",
    ],
)
def test_words_that_only_sound_like_a_correction_are_none(text):
    assert notices_in([text]).correction == ""


def test_a_heading_is_read_with_the_block_below_it_and_a_link_is_no_notice():
    assert (
        notices_in(["Correction", "The ballot was on Feb. 18."]).correction == "Correction: The ballot was on Feb. 18."
    )
    assert read(page(aside='<p><a href="/o">Correction: another story was wrong in many ways</a></p>')).correction == ""


def test_two_texts_are_the_same_article_where_nearly_every_sentence_is():
    text = " ".join(STRIKE)
    assert says_the_same(text, f"By Ann Lee. {text}")
    assert not says_the_same(text, text.replace("812", "821").replace("23", "32"))
    assert shows_less(STRIKE[0], than=text)


def test_forms_of_one_site_are_one_site():
    assert same_site("http://www.paper.news/a", "https://m.paper.news/b")
    assert not same_site("http://paper.news/a", "http://paper.news.x/b")
