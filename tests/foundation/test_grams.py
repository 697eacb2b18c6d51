"""The grams by which words are found, and that the database cuts a text as we do."""

from __future__ import annotations

import pytest
from django.db import connection

from foundation.grams import grams, is_beginning, parts_of, spellings, wanted

TEXTS = [
    "Port of Vell's reopening: $36 million, (EU) 4.5%! “Vell’s port”\u3002",
    "삼성전자 노조, 5월 10일 파업 예고",
    "台灣積體電路製造 G7峰會",
    "أعلن مرفأ فيل عن إعادة فتحه",
    "порт Вель снова открыт",
    "ตลาดหุ้นไทย ปิด",
    "  a \n\t b\u202fc \U0002000b\U0001f6a2 ",
    "https://paper1.example/ports/1?x=ä&y=%E4",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_stands_in_a_text_is_among_its_grams(text):
    for word in text.split():
        for part in parts_of(word):
            assert wanted(part.lower()) <= grams(text)


@pytest.mark.parametrize(
    ("word", "text", "is_held"),
    [
        ("삼성", "어제 삼성전자는", True),
        ("電路", "台灣積體電路", True),
        ("電", "台灣積體電路", True),
        ("eu", "(EU) ministers", True),
        ("eu", "a neutral one", False),
        ("pen", "the reopening", True),
        ("فيل", "مرفأ فيل", True),
        ("رفأ", "مرفأ فيل", True),
        ("zebra", "zeb ebr bra", True),
    ],
)
def test_short_words_are_found_where_their_script_has_short_words(word, text, is_held):
    """The last is the index alone: longer words are compared again."""
    assert (wanted(word) <= grams(text)) is is_held


def test_a_word_is_spelt_as_a_database_may_hold_it_that_knows_only_ascii():
    assert list(spellings("Port")) == ["port"]
    assert list(spellings("вЕЛЬ")) == ["вель", "Вель", "ВЕЛЬ"]
    assert is_beginning("eu")
    assert not is_beginning("삼성")


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_the_database_cuts_a_text_into_the_same_grams(text):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has the index.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_grams(%s, NULL)", [text])
        found = set(cursor.fetchone()[0])
    # A database of the C locale leaves capitals outside ASCII as they are: they are looked for in every spelling.
    assert {gram.lower() for gram in found} == grams(text)
