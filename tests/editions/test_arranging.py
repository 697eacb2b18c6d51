"""The one order in which readers and partners see what desk and machine wrote."""

from __future__ import annotations

import copy
import json

from editions.arranging import arranged_sections, arranged_timeline
from tests.published import sample_content


def test_sections_of_both_parts_stand_by_position_and_their_sentences_too():
    content = sample_content()
    content["machine"]["sentences"].reverse()
    arranged = arranged_sections(content)
    assert [section["heading"] for section in arranged] == [
        "Dockworkers Vote to End the Strike",
        "Port Counts the Cost of Ten Days",
        "What Our Reporters Saw",
    ]
    assert [[s["position"] for s in section["sentences"]] for section in arranged] == [
        [1000, 2000],
        [3000, 9000],
        [1000],
    ]


def test_the_desks_heading_place_and_sentence_win_over_the_machines():
    content = sample_content()
    section = content["machine"]["sections"][1]
    content["desk"]["sections"].append({**section, "heading": "What It Cost", "position": 1})
    edited = {**content["machine"]["sentences"][2], "text": "It cost $36 million.", "author": "Mina Park"}
    content["desk"]["sentences"].append(edited)
    first = arranged_sections(content)[0]
    assert (first["uid"], first["heading"]) == (section["uid"], "What It Cost")
    assert [s["text"] for s in first["sentences"]].count("It cost $36 million.") == 1
    assert not [s for s in first["sentences"] if "put the cost" in s["text"]]


def test_equal_positions_are_told_apart_by_uid_whatever_order_they_came_in():
    content = sample_content()
    for section in content["machine"]["sections"]:
        section["position"] = 1000
    turned = copy.deepcopy(content)
    turned["machine"]["sections"].reverse()
    assert arranged_sections(content) == arranged_sections(turned)


def test_an_empty_section_is_left_out_and_a_sentence_without_a_section_is_not_lost():
    content = sample_content()
    content["machine"]["sections"].pop(1)
    content["desk"]["sentences"] = []
    arranged = arranged_sections(content)
    assert [section["heading"] for section in arranged] == ["Dockworkers Vote to End the Strike", ""]
    assert len(arranged[1]["sentences"]) == 2


def test_an_empty_edition_has_no_sections_and_no_timeline():
    content = sample_content()
    for part in ("desk", "machine"):
        content[part].update(sections=[], sentences=[], timeline=[])
    assert arranged_sections(content) == []
    assert arranged_timeline(content) == []


def test_the_timeline_of_both_parts_ascends_and_the_desks_entry_wins():
    content = sample_content()
    entry = content["desk"]["timeline"][1]
    content["machine"]["timeline"] = [
        {**entry, "text": "Another wording."},
        {**entry, "uid": content["machine"]["articles"][0]["uid"], "sort_from": "2025-01-01", "text": "Earliest."},
    ]
    texts = [e["text"] for e in arranged_timeline(content)]
    assert texts[0] == "Earliest."
    assert "Another wording." not in texts
    assert len(texts) == 5


def test_arranging_leaves_the_content_as_it_was():
    content = sample_content()
    before = json.dumps(content)
    arranged_sections(content)
    arranged_timeline(content)
    assert json.dumps(content) == before
