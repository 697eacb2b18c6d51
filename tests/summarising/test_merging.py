"""Merging a regenerated summary with what people did: the laws, and the cases an editor meets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stories.summarising.matching import remember
from stories.summarising.merging import (
    Standing,
    as_draft,
)
from stories.summarising.request import Deleted, Draft, DraftSection
from tests.summarising.merging_rows import (
    DEAL,
    RAIN,
    SUIT,
    VOTE,
    cite,
    draft,
    drafted,
    merged,
    section,
    sentences,
    standing,
    texts,
)


def test_a_first_summary_gets_fresh_uids_in_reading_order():
    result = merged(Standing((), (), ()), draft(drafted(DEAL, cite("a")), drafted(VOTE, cite("b"))))

    assert texts(result) == [DEAL, VOTE]
    assert [one.position for one in sentences(result)] == [1000, 2000]
    assert {one.section for one in sentences(result)} == {result.sections[0].uid}
    assert len({result.sections[0].uid, *(one.uid for one in sentences(result))}) == 3
    assert result.counts == {"kept": 0, "added": 2, "replaced": 0, "removed": 0, "suggested": 0}


def test_a_machine_sentence_keeps_uid_and_wording_when_the_draft_cuts_the_same_passage_otherwise():
    mine = Standing((section(),), (standing("u1", DEAL, cite("a")),), ())
    result = merged(mine, draft(drafted("Korea Zinc signed the smelter deal.", cite("a", 0, 61))))

    assert [(one.uid, one.text) for one in sentences(result)] == [("u1", DEAL)]
    assert result.counts["kept"] == 1


@pytest.mark.parametrize(("end", "is_same"), [(160, True), (159, False)])
def test_six_tenths_of_the_shorter_passage_make_one_sentence(end, is_same):
    mine = Standing((section(),), (standing("u1", DEAL, cite("a", 100, 300)),), ())
    result = merged(mine, draft(drafted(VOTE, cite("a", 60, end))), max_sentences=1)

    assert ([one.uid for one in sentences(result)] == ["u1"]) is is_same


def test_citations_of_both_are_united_with_the_primary_first():
    mine = Standing((section(),), (standing("u1", DEAL, cite("a"), cite("x")),), ())
    result = merged(mine, draft(drafted(DEAL, cite("b"), cite("a"), cite("x"))), gone={"x"})

    assert [one.article for one in sentences(result)[0].evidence] == ["a", "b"]


def test_a_citation_that_lacks_the_figures_of_the_standing_wording_is_not_united():
    text = "Korea Zinc signed the smelter deal for US$7.4 billion."
    mine = Standing((section(),), (standing("u1", text, cite("a")),), ())
    result = merged(mine, draft(drafted("Korea Zinc signed the smelter deal.", cite("a", 0, 70), cite("b"))))

    assert [(one.text, one.evidence) for one in sentences(result)] == [(text, (cite("a"),))]


def test_a_better_tier_brings_its_wording_under_the_same_uid():
    mine = Standing((section(),), (standing("u1", "[Monday] " + DEAL, cite("a"), tier="B"),), ())
    result = merged(mine, draft(drafted(DEAL, cite("a"))))

    assert [(one.uid, one.text, one.tier) for one in sentences(result)] == [("u1", DEAL, "A")]
    assert sentences(result)[0].machine_text == DEAL
    assert result.counts["replaced"] == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("At least 12 people died in the mine near Kabul.", "At least 40 people died in the mine near Kabul."),
        ("Kim will lead the talks in Seoul on trade rules.", "Park will lead the talks in Seoul on trade rules."),
        ("The court will hear the case in Seoul this week.", "The court will not hear the case in Seoul this week."),
    ],
)
def test_another_figure_name_or_negation_replaces_the_wording_and_never_shares_citations(before, after):
    mine = Standing((section(),), (standing("u1", before, cite("a")),), ())
    result = merged(mine, draft(drafted(after, cite("b"))))

    assert [(one.uid, one.text) for one in sentences(result)] == [("u1", after)]
    assert [one.article for one in sentences(result)[0].evidence] == ["b"]


def test_a_machine_sentence_the_draft_lacks_leaves_and_frees_its_place():
    mine = Standing((section(),), (standing("u1", DEAL, cite("a")), standing("u2", VOTE, cite("b"))), ())
    result = merged(mine, draft(drafted(DEAL, cite("a")), drafted(SUIT, cite("c"))), max_sentences=2)

    assert texts(result) == [DEAL, SUIT]
    assert result.removed == ("u2",)
    assert (result.counts["added"], result.counts["removed"]) == (1, 1)


def test_a_machine_sentence_leaves_with_the_article_its_words_were_taken_from():
    mine = Standing((section(),), (standing("u1", DEAL, cite("a"), cite("b")), standing("u2", VOTE, cite("b"))), ())
    result = merged(mine, as_draft(mine), gone={"a"})

    assert texts(result) == [VOTE]
    assert result.removed == ("u1",)
    assert result.suggestions == ()


def test_the_same_words_from_another_article_stay_under_their_uid_when_the_first_article_goes():
    mine = Standing((section(),), (standing("u1", DEAL, cite("a")),), ())
    result = merged(mine, draft(drafted(DEAL, cite("b"))), gone={"a"})

    assert [(one.uid, one.text, one.evidence) for one in sentences(result)] == [("u1", DEAL, (cite("b"),))]


def test_a_persons_sentence_survives_without_support_and_is_reported():
    kept = standing("u1", "Kept\u202fwording, as typed .", cite("a"), is_persons=True)
    own = standing("u2", "Newsroom reporting.", position=2000, is_persons=True)
    result = merged(Standing((section(),), (kept, own), ()), Draft(), gone={"a"})

    assert texts(result) == [kept.text, own.text]
    assert [one.evidence for one in sentences(result)] == [(), ()]
    assert result.lost_evidence == ("u1",)
    assert result.removed == ()


def test_what_the_machine_would_change_in_a_persons_sentence_becomes_a_proposal():
    edited = standing("u1", DEAL.replace("signed", "sealed"), cite("a"), is_persons=True, machine_text=DEAL)
    newer = DEAL.replace("signed the", "signed and published the")
    result = merged(Standing((section(),), (edited,), ()), draft(drafted(newer, cite("a"))))

    assert texts(result) == [edited.text]
    (proposal,) = result.suggestions
    assert (proposal.sentence, proposal.text, proposal.evidence) == ("u1", newer, (cite("a"),))
    assert result.counts["suggested"] == 1


@pytest.mark.parametrize("said", ["what stands", "what was overruled"])
def test_nothing_is_proposed_that_stands_or_that_the_person_overruled(said):
    edited = standing("u1", DEAL.replace("signed", "sealed"), cite("a"), is_persons=True, machine_text=DEAL)
    text = edited.text if said == "what stands" else DEAL
    result = merged(Standing((section(),), (edited,), ()), draft(drafted(text, cite("a"))))

    assert texts(result) == [edited.text]
    assert result.suggestions == ()


def test_a_near_duplicate_of_a_persons_sentence_does_not_stand_beside_it():
    own = standing("u1", "Tennessee officials and Korea Zinc have a smelter deal.", is_persons=True)
    result = merged(Standing((section(),), (own,), ()), draft(drafted(DEAL, cite("a")), drafted(RAIN, cite("b"))))

    assert texts(result) == [own.text, RAIN]
    assert [(one.sentence, one.text) for one in result.suggestions] == [("u1", DEAL)]


@pytest.mark.parametrize(
    "text",
    [
        DEAL,
        "The smelter deal was signed by Korea Zinc and by Tennessee officials.",
        "Korea Zinc puts the price of something else at US$7.4\u202fbillion.",
    ],
)
def test_what_a_person_took_out_comes_back_as_a_suggestion_only(text):
    out = Deleted(DEAL, ("Korea Zinc",), ("$7.4bn",), remember(DEAL).stems)
    mine = Standing((section(),), (standing("u1", VOTE, cite("b")),), (out,))
    result = merged(mine, draft(drafted(text, cite("a")), drafted(VOTE, cite("b"))))

    assert texts(result) == [VOTE]
    assert [(one.sentence, one.text, one.why) for one in result.suggestions] == [(None, text, "you took this out")]


@pytest.mark.parametrize(("gone", "standing_texts"), [("", [DEAL]), ("a", [])])
def test_wording_that_is_barred_does_not_enter_under_a_standing_uid(gone, standing_texts):
    barred = DEAL.replace("signed the", "signed the costly")
    mine = Standing((section(),), (standing("u1", DEAL, cite("a"), tier="B"),), (remember(barred),))
    result = merged(mine, draft(drafted(barred, cite("b"))), gone={gone})

    assert texts(result) == standing_texts
    assert [one.text for one in result.suggestions] == [barred]


def test_a_number_without_its_name_is_no_return_of_what_was_taken_out():
    out = Deleted(DEAL, ("Korea Zinc",), ("12",), ())
    result = merged(Standing((), (), (out,)), draft(drafted("In Kabul 12 people were hurt by the storm.", cite("a"))))

    assert len(texts(result)) == 1
    assert result.suggestions == ()


def test_what_was_taken_out_is_known_again_in_korean():
    gone = "정부는 다르푸르에서 칠일간의 휴전을 선언했다."
    mine = Standing((), (), (remember(gone),))
    result = merged(mine, draft(drafted("정부가 다르푸르에서 칠일간 휴전을 선언했다고 밝혔다.", cite("a"))))

    assert texts(result) == []
    assert len(result.suggestions) == 1


def test_what_is_remembered_of_a_sentence_are_names_quantities_and_stems_but_no_dates():
    gone = remember("Kim Jung-kwan said on Feb 19, 2026 that 34 workers and US$7.4 billion were at stake.")

    assert "Kim Jung-kwan" in gone.names
    assert gone.numbers == ("34", "US$7.4 billion")


def test_people_count_first_when_places_are_given():
    own = [
        standing(f"p{n}", f"Our reporter number {w} writes.", is_persons=True, position=n)
        for n, w in enumerate(["alpha", "beta"], 1)
    ]
    mine = Standing((section(),), (*own, standing("u1", DEAL, cite("a"), position=9)), ())
    result = merged(mine, draft(drafted(SUIT, cite("c")), drafted(DEAL, cite("a"))))

    assert texts(result) == [own[0].text, own[1].text, DEAL]
    assert [(one.sentence, one.text) for one in result.suggestions] == [(None, SUIT)]


def test_sections_of_people_count_first_and_keep_heading_and_place():
    mine = Standing(
        (section("S1", "One", 1), section("S2", "Ours", 2, is_persons=True), section("S3", "Three", 3)),
        (standing("u1", DEAL, cite("a"), section="S1"), standing("u3", VOTE, cite("b"), section="S3")),
        (),
    )
    theirs = Draft(
        tuple(
            DraftSection(heading, False, (drafted(text, cite(article)),))
            for heading, text, article in [("New", SUIT, "c"), ("Three", VOTE, "b"), ("One", DEAL, "a")]
        )
    )
    result = merged(mine, theirs, max_sections=3)

    assert [found.heading for found in result.sections] == ["Three", "Ours", "One"]
    assert [found.position for found in result.sections] == [1000, 2000, 3000]
    assert [one.text for one in result.suggestions] == [SUIT]


def test_a_section_with_a_persons_sentence_never_leaves():
    own = standing("p1", "Our reporter stood at the gate.", is_persons=True)
    mine = Standing((section(),), (standing("u1", DEAL, cite("a")), own), ())
    result = merged(mine, Draft())

    assert [(found.uid, found.heading) for found in result.sections] == [("S1", "Deal Signed")]
    assert texts(result) == [own.text]


def test_a_heading_stays_while_half_of_its_sentences_do_and_it_fits_and_changes_after():
    approved = section(heading="Shareholders Approve Share Plan")
    mine = Standing((approved,), (standing("u1", DEAL, cite("a")), standing("u2", VOTE, cite("b"))), ())
    court = draft(drafted(SUIT, cite("c")), drafted(VOTE, cite("b")), heading="MBK Asks Seoul Court")
    half = merged(mine, court)
    less = merged(replace(mine, sentences=(*mine.sentences, standing("u3", RAIN, cite("d")))), court)
    unfit = merged(replace(mine, sections=(section(),)), court)

    assert [(found.uid, found.heading) for found in half.sections] == [("S1", "Shareholders Approve Share Plan")]
    assert [(found.uid, found.heading) for found in less.sections] == [("S1", "MBK Asks Seoul Court")]
    assert [(found.uid, found.heading) for found in unfit.sections] == [("S1", "MBK Asks Seoul Court")]


def test_a_heading_clipped_from_a_headline_leaves_with_its_article():
    own = standing("p1", "Our reporter stood at the gate.", is_persons=True)
    mine = Standing((section(heading_article="a"),), (standing("u1", DEAL, cite("a")), own), ())
    for theirs in (as_draft(mine), Draft()):
        (found,) = merged(mine, theirs, gone={"a"}).sections
        assert (found.heading, found.needs_heading, found.heading_article) == ("", True, "")


def test_a_real_heading_replaces_one_that_was_wanted():
    mine = Standing((section(heading="Zinc, Smelter", needs_heading=True),), (standing("u1", DEAL, cite("a")),), ())
    result = merged(mine, draft(drafted(DEAL, cite("a")), heading="Korea Zinc Signs"))

    assert [(s.uid, s.heading, s.needs_heading) for s in result.sections] == [("S1", "Korea Zinc Signs", False)]


def test_a_lone_section_without_a_heading_gets_one_when_the_story_grows():
    mine = Standing((section(heading=""),), (standing("u1", DEAL, cite("a")),), ())
    result = merged(mine, draft(drafted(DEAL, cite("a")), heading="Korea Zinc Signs"))

    assert [(s.uid, s.heading) for s in result.sections] == [("S1", "Korea Zinc Signs")]


def test_a_sentence_that_comes_back_takes_its_uid_again():
    was = standing("old", DEAL, cite("a"))
    result = merged(Standing((), (), ()), draft(drafted(DEAL, cite("a")), drafted(VOTE, cite("b"))), former=(was,))

    assert sentences(result)[0].uid == "old"
    assert sentences(result)[1].uid != "old"
