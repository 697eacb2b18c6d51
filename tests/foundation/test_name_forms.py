"""Names are found however they are written, and in no other word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.name_forms import Names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mina Park", "Mina Park was charged."),
        ("Mina Park", "MINA PARK"),
        ("Mina Park", "Mina\u202fPark’s lawyer"),
        ("Mina Park", "Mina\u00a0Park's lawyer"),
        ("Mina Park", "a report on Mi\u00adna Park."),
        ("Mina Park", "Mina \u2066Park\u2069"),
        ("Mina Park", "Mina  \n Park"),
        ("Mina Park", "Ｍｉｎａ Ｐａｒｋ"),
        ("Mina Park", "mina-park-arrested"),
        ("Mina Park", "mina_park.jpg"),
        ("Mina Park", "https://paper.example/mina-park/"),
        ("Mina Park", "https://paper.example/?q=Mina%20Park"),
        ("Mina Park", "https://paper.example/?q=mina+park"),
        ("Mina Park", "#MinaPark"),
        ("Mina Park", "https://minapark.example/"),
        ("Mina Park", "Mina&nbsp;Park"),
        ("Mina Park", "Mina Parks Anwalt"),
        ("Mina Park", "(Mina Park)"),
        ("Mina Park", "Mina “Park”"),
        ("J. Park", "J. Park said"),
        ("J. Park", "J.Park said"),
        ("St. John Rivers", "St John Rivers"),
        ("Kim Min-seok", "Kim Minseok"),
        ("Kim Min-seok", "Kim Min seok"),
        ("Kim Min-seok", "Kim Min\u2011seok"),
        ("Kim Min-seok", "KIM MIN\u2010SEOK’s"),
        ("Seán O'Brien", "Sean O’Brien"),
        ("Seán O'Brien", "Sean OBrien"),
        ("José Núñez", "Jose Nunez"),
        ("Jose Nunez", "José Núñez"),
        ("Jose Nunez", unicodedata.normalize("NFD", "José Núñez")),
        ("Søren Kjær", "Soren Kjaer"),
        ("Łukasz Żak", "Lukasz Zak"),
        ("İpek Işık", "ipek isik"),
        ("Иван Фёдоров", "ИВАН ФЕДОРОВ"),
        ("王小明", "警方表示王小明昨天被捕。"),
        ("王小明", "王 小明"),
        ("山田太郎", "被告の山田太郎さん"),
        ("ジョン・スミス", "ジョンスミス容疑者"),
        ("박미나", "박미나는 말했다"),
        ("박미나", "박미나에게서였다고"),
        ("김수", "김수씨가 말했다"),
        ("김 수", "김 수는"),
        ("محمد العلي", "قال محمد العلي"),
        ("محمد العلي", "ومُحَمَّد العلي"),
        ("أحمد", "لاحمد قال احمد"),
        ("דנה כהן", "ודנה כהן אמרה"),
        ("สมชาย ใจดี", "นายสมชายใจดีกล่าว"),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text):
    assert Names([name]).found_in(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mina", "Carmina Burana"),
        ("Mina", "a seminal work, nominal and terminal, laminar"),
        ("Mina", "minaret"),
        ("Park", "Parker parked in Parkland"),
        ("Park", "Sparks fly"),
        ("Mina Park", "Mina walked to the park"),
        ("Mina Park", "He met Mina. Park officials said no."),
        ("Mina Park", "Park Mina"),
        ("Mina Park", "Mina Parker"),
        ("Mina Park", "Carmina Park"),
        ("Al Tar", "The altar stood."),
        ("Ian Ward", "Brian Warden"),
        ("Donald", "McDonald"),
        ("Kim Min-seok", "Kim Min-seo"),
        ("김수", "김수현은 배우다"),
        ("أحمد", "أحمدي"),
        ("Ada", "3f1a-adab-4c"),
        ("Mina", ""),
    ],
)
def test_another_word_is_no_name(name, text):
    assert not Names([name]).found_in(text)


def test_no_names_find_nothing_and_signs_alone_are_no_name():
    for none in (Names(), Names(["", " -", "…"])):
        assert not none
        assert not none.found_in("- Mina Park …")


def test_each_of_several_forms_is_found():
    names = Names(["Mina Park", "Park, Mina", "박미나"])
    assert names.found_in_any(["nothing", "the accused, Park, Mina, 34"])
    assert names.found_in("박미나")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_and_any_name_can_be_searched(text, name):
    names = Names([name])
    assert names.found_in(text) in {True, False}
    words = name.split()
    if words and all(word.isascii() and word.isalpha() for word in words):
        assert names.found_in(f"({name})")


@given(st.sampled_from(["Mina Park", "Kim Min-seok", "José Núñez", "王小明", "박미나"]), st.text(max_size=30))
def test_a_name_is_found_between_any_words_that_spaces_keep_apart(name, around):
    assert Names([name]).found_in(f"{around} {name} {around}")
