"""What a person moved stays where they put it, whatever the next drafts say."""

from __future__ import annotations

from dataclasses import replace

from stories.summarising.merging import Standing
from stories.summarising.request import Draft, DraftSection
from tests.summarising.merging_rows import DEAL, RAIN, SUIT, VOTE, cite, drafted, merged, section, standing

HEADED = {"A": (DEAL, "a"), "B": (VOTE, "b"), "C": (SUIT, "c"), "N": (RAIN, "n")}
OWN = {name: drafted(text, cite(article)) for name, (text, article) in HEADED.items()}


def stands(order: str, *, moved: str) -> Standing:
    """Sections of one sentence each in this order, those in `moved` put there by a person."""
    sections = [section(name, f"Part {name}", at, is_placed=name in moved) for at, name in enumerate(order, 1)]
    found = [standing(name.lower(), HEADED[name][0], cite(HEADED[name][1]), section=name) for name in order]
    return Standing(tuple(sections), tuple(found))


def parts(order: str) -> Draft:
    return Draft(tuple(DraftSection(f"Part {name}", False, (OWN[name],)) for name in order))


def order_of(result) -> str:
    return "".join("N" if found.uid.startswith("new") else found.uid for found in result.sections)


def test_a_section_that_was_moved_down_stays_below_what_it_was_put_under():
    assert order_of(merged(stands("ACB", moved="B"), parts("NABC"))) == "NACB"


def test_a_section_that_was_moved_to_the_top_stays_there_when_a_newer_one_comes():
    assert order_of(merged(stands("BAC", moved="B"), parts("NABC"))) == "BNAC"


def test_sections_that_nobody_moved_follow_the_draft():
    assert order_of(merged(stands("BAC", moved=""), parts("NABC"))) == "NABC"


def one_section(order: str, *, moved: str) -> Standing:
    found = [
        standing(name.lower(), HEADED[name][0], cite(HEADED[name][1]), position=at, is_placed=name in moved)
        for at, name in enumerate(order, 1)
    ]
    return Standing((section(),), tuple(found))


def together(order: str) -> Draft:
    return Draft((DraftSection("Deal Signed", False, tuple(OWN[name] for name in order)),))


def read(result) -> list[str]:
    return ["".join(one.uid for one in found.sentences) for found in result.sections]


def test_a_sentence_stays_first_or_last_where_it_was_put():
    assert read(merged(one_section("CAB", moved="C"), together("ABC"))) == ["cab"]
    assert read(merged(one_section("BCA", moved="A"), together("ABC"))) == ["bca"]
    assert read(merged(one_section("BAC", moved=""), together("ABC"))) == ["abc"]


def test_a_sentence_stays_in_the_section_it_was_moved_to_in_whatever_words():
    mine = Standing(
        (section("S1", "Deal Signed", 1), section("S2", "Court", 2)),
        (
            standing("a", DEAL, cite("a"), section="S1"),
            standing("c", SUIT, cite("c"), section="S2", position=1),
            standing("b", VOTE, cite("b"), section="S2", position=2, is_placed=True),
        ),
    )
    reworded = drafted(VOTE.replace("a long meeting", "two long meetings"), cite("b"), tier="A")
    theirs = Draft(
        (DraftSection("Deal Signed", False, (OWN["A"], reworded)), DraftSection("Court", False, (OWN["C"],)))
    )
    result = merged(replace(mine, sentences=tuple(replace(one, tier="B") for one in mine.sentences)), theirs)
    assert read(result) == ["a", "cb"]
    assert "two long meetings" in result.sections[1].sentences[1].text
    assert result.sections[1].sentences[1].is_placed


def test_four_that_a_person_put_into_one_section_stay_four():
    mine = one_section("ABCN", moved="ABCN")
    assert read(merged(mine, together("NCBA"))) == ["abcn"]


def test_a_moved_sentence_leaves_when_no_source_carries_it_any_more():
    assert read(merged(one_section("CAB", moved="C"), together("AB"), gone={"c"})) == ["ab"]
