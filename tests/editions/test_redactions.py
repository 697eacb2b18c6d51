"""What is left of an edition of which a part was redacted, at any reading, and of the editions after it."""

from __future__ import annotations

import copy
import json
import random

import pytest

from editions.arranging import arranged_sections
from editions.content import check
from editions.redactions import Redacted, carries_redacted, items_of, place_of, redacted, without_redacted
from tests.published import sample_content

AT = "2026-11-26T10:00:00Z"


def pictured() -> dict:
    """The sample with two photographs, one of them with a look-alike under it."""
    content = sample_content()

    def image(n: int, also: list[dict]) -> dict:
        uid = f"0000000{n}-0000-4000-8000-00000000000{n}"
        words = {
            name: f"{name} of picture {n}"
            for name in ("caption", "alt_text", "credit_line", "usage_terms", "source_url")
        }
        sizes = {"version": 1, "width_px": 800, "height_px": 600, "colour": "#336699"}
        return {"uid": uid, "group": uid, **sizes, **words, "also": also}

    twin = {"caption": "caption of the twin", "credit_line": "", "source_url": ""}
    content["desk"]["images"] = [image(1, [{"uid": image(3, [])["uid"], **twin}]), image(2, [])]
    content["desk"]["lead_image"] = image(1, [])["uid"]
    check(content)
    return content


def redaction(what: str, item: dict, *, version: int = 1, stays: bool = True) -> Redacted:
    place = place_of(what, item) if "also" in item or what != "image" else {}
    return Redacted(what=what, uid=item["uid"], at=AT, version=version, place=place, stays=stays)


def words_of(item: dict) -> list[str]:
    quotes = [citation["quote"] for citation in item.get("citations", ())]
    return [word for word in (item.get("text"), item.get("caption"), item.get("alt_text"), *quotes) if word]


EVERYTHING = list(items_of(pictured()))


@pytest.mark.parametrize(("what", "item"), EVERYTHING, ids=[f"{what}-{n}" for n, (what, _) in enumerate(EVERYTHING)])
def test_no_word_of_any_item_is_left_at_a_reading_and_the_day_stands_in_its_place(what, item):
    content = pictured()
    before = copy.deepcopy(content)
    left = redacted(content, [redaction(what, item)], version=1)
    assert content == before
    told = json.dumps(left, ensure_ascii=False)
    others = json.dumps([other for kind, other in EVERYTHING if other["uid"] != item["uid"]], ensure_ascii=False)
    assert not [word for word in words_of(item) if word in told and word not in others]
    if "also" in item or what != "image":
        assert AT in told


@pytest.mark.parametrize(("what", "item"), EVERYTHING, ids=[f"{what}-{n}" for n, (what, _) in enumerate(EVERYTHING)])
def test_an_edition_to_come_does_not_hold_it_and_has_the_documented_form(what, item):
    left = without_redacted(pictured(), [redaction(what, item)])
    check(left)
    assert not carries_redacted(left, [redaction(what, item)])
    assert item["uid"] not in {one["uid"] for _, one in items_of(left)}


@pytest.mark.parametrize("what", ["sentence", "entry", "image"])
def test_later_editions_say_that_something_was_removed_and_earlier_ones_that_never_held_it_do_not(what):
    item = next(item for kind, item in EVERYTHING if kind == what)
    one = redaction(what, item, version=3)
    later = without_redacted(pictured(), [one])
    assert AT in json.dumps(redacted(later, [one], version=4))
    assert AT not in json.dumps(redacted(later, [one], version=3))
    assert AT not in json.dumps(redacted(later, [{**one, "stays": False}], version=4))


def test_a_removed_sentence_whose_section_is_gone_is_told_of_after_all_others():
    alone = next(s for s in pictured()["desk"]["sentences"])
    one = redaction("sentence", alone)
    later = redacted(without_redacted(pictured(), [one]), [one], version=2)
    assert arranged_sections(later)[-1]["sentences"][0]["removed_at"] == AT


def test_the_next_picture_leads_where_the_one_that_led_was_removed():
    first, second = pictured()["desk"]["images"]
    assert redacted(pictured(), [redaction("image", first)], version=1)["desk"]["lead_image"] == second["uid"]
    assert without_redacted(pictured(), [redaction("image", first)])["desk"]["lead_image"] == second["uid"]
    both = [redaction("image", first), redaction("image", second)]
    assert redacted(pictured(), both, version=1)["desk"]["lead_image"] is None


def test_a_heading_of_the_machines_leaves_with_a_word_that_only_the_removed_sentence_had():
    first, second = pictured()["machine"]["sentences"][:2]
    assert first["section"] == second["section"]
    heading = pictured()["machine"]["sections"][0]["heading"]
    assert heading == "Dockworkers Vote to End the Strike"
    assert heading not in json.dumps(redacted(pictured(), [redaction("sentence", first)], version=1))
    assert heading in json.dumps(redacted(pictured(), [redaction("sentence", second)], version=1))


def test_an_article_that_only_the_removed_sentence_cited_is_no_longer_used():
    quotation = next(s for s in pictured()["machine"]["sentences"] if s["form"] == "quotation")
    (number,) = {citation["number"] for citation in quotation["citations"]}
    left = redacted(pictured(), [redaction("sentence", quotation)], version=1)
    assert [a["is_used"] for a in left["machine"]["articles"] if a["number"] == number] == [False]


def test_nothing_redacted_changes_nothing():
    content = pictured()
    assert redacted(content, [], version=1) is content
    assert without_redacted(content, []) is content


def test_any_set_of_redactions_in_any_order_leaves_the_same_and_nothing_of_them():
    chance = random.Random(5)
    for _ in range(60):
        chosen = [redaction(what, item) for what, item in chance.sample(EVERYTHING, chance.randint(1, 8))]
        mixed = chance.sample(chosen, len(chosen))
        whole = without_redacted(pictured(), chosen)
        check(whole)
        assert whole == without_redacted(pictured(), mixed)
        told = json.dumps(redacted(pictured(), chosen, version=1))
        kept = json.dumps([i for k, i in EVERYTHING if (k, i["uid"]) not in {(o["what"], o["uid"]) for o in chosen}])
        gone = [i for k, i in EVERYTHING if (k, i["uid"]) in {(o["what"], o["uid"]) for o in chosen}]
        assert not [w for item in gone for w in words_of(item) if json.dumps(w)[1:-1] in told and w not in kept]
