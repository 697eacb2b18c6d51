"""The passages that are offered as evidence for what a person wrote."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.summarising.evidence import best_passages

ENGLISH = (
    "Korea Zinc shares fell 4% on Monday. The rebels of the north signed nothing.\n\n"
    "Korea Zinc said on Tuesday that it would build a US$7.4\u202fbillion smelter in Clarksville, Tennessee. "
    "Analysts doubted that the smelter would ever earn its price. Rain is expected."
)
KOREAN = (
    "고려아연 주가는 월요일 4% 하락했다. 회사는 테네시주에 74억 달러 규모의 제련소를 건설한다고 화요일 밝혔다. "
    "비가 예상된다."
)
ARABIC = (
    "انخفضت أسهم الشركة يوم الاثنين. أعلنت الحكومة السودانية وقف إطلاق النار في دارفور لمدة سبعة أيام. "
    "من المتوقع هطول الأمطار."
)
CHINESE = "周一股价下跌。公司周二宣布将在田纳西州建设价值74亿美元的冶炼厂。预计有雨。"


@pytest.mark.parametrize(
    ("text", "body", "beginning"),
    [
        ("Korea Zinc is to build a $7.4bn smelter in Tennessee.", ENGLISH, "Korea Zinc said"),
        ("Shares of Korea Zinc fell 4 percent.", ENGLISH, "Korea Zinc shares"),
        ("고려아연이 테네시주에 74억 달러 제련소를 짓는다.", KOREAN, "회사는"),
        ("الحكومة السودانية تعلن وقف إطلاق النار في دارفور", ARABIC, "أعلنت"),
        ("أَعْلَنَت الحكومة وقفَ إطلاقِ النار في دارفور", ARABIC, "أعلنت"),
        ("公司将在田纳西州建设冶炼厂", CHINESE, "公司周二"),
    ],
)
def test_the_passage_that_says_it_is_chosen_among_others(text, body, beginning):
    (found,) = best_passages(text, [("a", "s", body)])

    assert found.quote.startswith(beginning)
    assert body[found.start : found.end] == found.quote
    assert 500 <= found.score <= 1000


@pytest.mark.parametrize(
    "text", ["A volcano erupted in Iceland.", "화산이 폭발했다.", "بركان ثار في أيسلندا", "火山爆发了"]
)
def test_text_about_something_else_gets_no_passage(text):
    assert best_passages(text, [("a", "s", body) for body in (ENGLISH, KOREAN, ARABIC, CHINESE)]) == ()


@pytest.mark.parametrize("text", ["", "   ", "\n", "...", "—", "the of and"])
def test_text_without_a_word_that_counts_gets_no_passage(text):
    assert best_passages(text, [("a", "s", ENGLISH)], minimum=0.0) == ()


def test_no_article_and_an_empty_article_give_no_passage():
    assert best_passages("Korea Zinc builds a smelter.", []) == ()
    assert best_passages("Korea Zinc builds a smelter.", [("a", "s", ""), ("b", "t", " \n\n ")], minimum=0.0) == ()


@pytest.mark.parametrize("other", ["$9.9bn", "7.4 billion won", "$7.4 million"])
def test_a_figure_that_differs_lowers_the_score(other):
    right = "Korea Zinc is to build a $7.4bn smelter in Tennessee."
    (agreed,) = best_passages(right, [("a", "s", ENGLISH)], minimum=0.1)
    (differing,) = best_passages(right.replace("$7.4bn", other), [("a", "s", ENGLISH)], minimum=0.1)

    assert differing.quote == agreed.quote
    assert differing.score < agreed.score - 100


def test_a_name_the_passage_lacks_lowers_the_score_less_when_the_article_has_it_elsewhere():
    text = "Korea Zinc would build a smelter in Tennessee."
    passage = "The company would build a smelter in Tennessee."
    (alone,) = best_passages(text, [("a", "s", passage)], minimum=0.1)
    (named,) = best_passages(text, [("a", "s", passage + " Shares of Korea Zinc fell.")], minimum=0.1)

    assert named.quote == alone.quote
    assert named.score > alone.score


def test_each_article_gives_its_best_passages_in_the_order_of_the_articles():
    first = "A smelter in Tennessee is planned by Korea Zinc. Korea Zinc is to build a smelter in Tennessee."
    found = best_passages(
        "Korea Zinc is to build a smelter in Tennessee.",
        [("b", "t", ENGLISH), ("a", "s", first)],
        minimum=0.3,
        limit_per_article=2,
    )

    assert [one.article for one in found] == sorted((one.article for one in found), reverse=True)
    assert next(one.quote for one in found if one.article == "a") == "Korea Zinc is to build a smelter in Tennessee."
    assert len([one for one in found if one.article == "a"]) == 2


def test_of_equal_passages_the_first_in_the_body_is_taken():
    (found,) = best_passages("The mine closed.", [("a", "s", "The mine closed. The mine closed.")])
    assert (found.start, found.end, found.score) == (0, 16, 1000)


@given(
    st.text(st.sampled_from("ab Korea 7.4\u202f\u00a0%\n。서울가 السودان株\u0301🙂\u00ad\u200b-"), max_size=60),
    st.lists(
        st.text(st.sampled_from("ab Korea. 7.4\u202f\n。서울가! السودان株\u0301🙂\u00ad"), max_size=120), max_size=3
    ),
)
def test_whatever_is_written_the_offsets_are_exact_and_the_answer_the_same_again(text, bodies):
    text = unicodedata.normalize("NFC", text)
    snapshots = [(f"a{i}", f"s{i}", unicodedata.normalize("NFC", body)) for i, body in enumerate(bodies)]
    found = best_passages(text, snapshots, minimum=0.2)

    assert found == best_passages(text, snapshots, minimum=0.2)
    stored = {snapshot: body for _, snapshot, body in snapshots}
    for one in found:
        assert stored[one.snapshot][one.start : one.end] == one.quote != ""
        assert 200 <= one.score <= 1000
