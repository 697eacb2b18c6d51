"""Whatever field carries a name: the machine's part loses it, what people wrote is listed, and no field is missed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from editions import content as edition_content
from editions.nameless import carries, without_names, without_texts
from foundation.name_forms import Names
from tests.published import sample_content

NAME = "Quillan Featherby"
NAMES = Names([NAME])
# These hold no words: uids, digests, times, fixed terms.
NO_WORDS = {
    "uid",
    "article",
    "snapshot",
    "section",
    "lead_image",
    "group",
    "colour",
    "language",
    "phase",
    "form",
    "mark",
    "kind",
}
NO_WORDS |= {"published_at", "precision", "status", "note", "date", "sort_from", "sort_to", "vouched_at", "at", "mic"}


def full_content() -> dict[str, Any]:
    """The sample with what it lacks: a picture, a machine's entry, a tombstone, a notice, a label."""
    content = sample_content()
    uid = content["desk"]["topics"][0]["uid"]
    words = dict.fromkeys(("caption", "alt_text", "credit_line", "usage_terms", "source_url"), "The harbour")
    other = {"uid": uid, "caption": "Ships", "credit_line": "AP", "source_url": "https://ap.example"}
    size = {"version": 1, "width_px": 4, "height_px": 3, "colour": "#fff", "group": uid}
    content["desk"]["images"] = [{"uid": uid, **size, **words, "also": [other]}]
    content["desk"]["sentences"][0]["citations"] = copy.deepcopy(content["machine"]["sentences"][0]["citations"])
    content["machine"]["timeline"] = [copy.deepcopy(content["desk"]["timeline"][0])]
    content["machine"]["tombstones"] = [{"number": 99, "outlet": "Paper 99"}]
    content["machine"]["notices"] = [{"at": "2026-02-19T14:05:00Z", "text": "Paper 3 withdrew its report."}]
    content["machine"]["label"] = "One source: Paper 1"
    return content


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every text of a content."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in NO_WORDS:
                yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
    elif isinstance(value, str):
        yield path


PATHS = list(leaves(full_content()))


def with_name(path: tuple[Any, ...], text: str = NAME) -> dict[str, Any]:
    content = full_content()
    holder: Any = content
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = text
    return content


def test_there_is_a_way_to_every_kind_of_text():
    kinds = {tuple(step for step in path if isinstance(step, str)) for path in PATHS}
    assert {
        ("desk", "slug"),
        ("desk", "images", "also", "caption"),
        ("machine", "articles", "publisher", "home_page"),
    } <= kinds
    assert len(kinds) >= 40


@pytest.mark.parametrize("part", ["desk", "machine"])
def test_no_field_lets_it_through(part):
    for path in (path for path in PATHS if path[0] == part):
        content = with_name(path)
        clean, carried = without_names(content, NAMES)
        assert content == with_name(path), f"{path}: what was given is not changed"
        if part == "machine":
            assert carried == [] or "evidence" in carried[0].what, path
            assert not carries(clean, NAMES), path
            edition_content.check(clean)
        elif "quote" in path:
            assert not carries(clean, NAMES), path
        else:
            assert carried, path
            assert clean["machine"] == {**content["machine"], "articles": clean["machine"]["articles"]}, path


def test_an_article_whose_lines_carry_it_takes_all_its_evidence_along():
    place = next(n for n, a in enumerate(full_content()["machine"]["articles"]) if a["number"] == 4)
    clean, carried = without_names(with_name(("machine", "articles", place, "byline"), f"By {NAME}"), NAMES)
    cited = [c["number"] for part in clean.values() for s in part["sentences"] for c in s["citations"]]
    assert (4 in cited, carried) == (False, [])
    assert len(clean["machine"]["sentences"]) == len(full_content()["machine"]["sentences"]) - 1


def test_a_content_without_it_stays_the_same_thing():
    content = full_content()
    assert without_names(content, NAMES) == (content, [])
    assert without_names(content, Names()) == (content, [])


def test_a_part_of_a_uid_is_no_name():
    content = full_content()
    word = content["desk"]["topics"][0]["uid"].split("-")[0]
    assert not carries(content, Names([word]))


def test_lines_of_changes_lose_their_words_and_stay():
    rows = [
        {"what": "sentence", "act": "removed", "before": f"{NAME} said.", "after": ""},
        {"what": "entry", "before": "A"},
    ]
    assert without_texts(rows, NAMES) == [{"what": "sentence", "act": "removed", "before": "", "after": ""}, rows[1]]
