"""What changed between two editions: every difference is named, and only facts move a story up."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from editions.changes import compare, moves_facts
from tests.published import sample_content


def _picture(n: int) -> dict[str, Any]:
    words = {"caption": f"Ship {n}", "alt_text": "A ship.", "credit_line": f"Desk {n}", "usage_terms": "", "colour": ""}
    also = [{"uid": f"also{n}", "caption": "The same", "credit_line": "", "source_url": ""}]
    size = {"version": 1, "width_px": 900, "height_px": 600}
    return {"uid": f"picture{n}", "group": f"picture{n}", **size, **words, "source_url": "", "also": also}


def full_content() -> dict[str, Any]:
    """The sample with something in every list, so that every field of the form is there to be changed."""
    content = sample_content()
    desk, machine = content["desk"], content["machine"]
    desk["images"], desk["lead_image"] = [_picture(1), _picture(2)], "picture1"
    machine["tombstones"] = [{"number": 9, "outlet": "Gazette"}, {"number": 10, "outlet": "Courier"}]
    machine["notices"] = [{"at": "2026-02-19T13:00:00Z", "text": "Paper 9 withdrew its article."}]
    machine["timeline"] = [{**desk["timeline"][0], "uid": "entry9", "text": "An entry of the machine's."}]
    return content


def _mutations(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every place in a content with another value for it: each leaf changed, each item dropped, each pair swapped."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _mutations(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield path, [*value[:place], *value[place + 1 :]]
            yield from _mutations(inner, (*path, place))
        if len(value) > 1:
            yield path, [value[1], value[0], *value[2:]]
    else:
        yield path, not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}x"


def _put(content: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def _is_unseen(path: tuple[Any, ...]) -> bool:
    """Places that only count up, and the text an article was read from."""
    return (path[-1] == "snapshot" and "articles" in path) or (path[-1] == "position" and "timeline" not in path)


def test_any_difference_that_can_be_seen_gives_at_least_one_row():
    old = full_content()
    mutations = list(_mutations(old))
    assert len(mutations) > 300
    for path, value in mutations:
        rows = compare(old, _put(old, path, value))
        assert rows or _is_unseen(path), f"another value at {path} is not told"
        for row in rows:
            assert set(row) == {"what", "uid", "act", "before", "after", "weight"}
            assert row["weight"] in {"major", "minor", "cosmetic"}
            assert isinstance(row["before"], str)
            assert isinstance(row["after"], str)


def test_the_same_content_has_no_changes():
    assert compare(full_content(), full_content()) == []


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("desk", "headline"), "Other", ("headline", "reworded", "Other", "major", True)),
        (("desk", "lead_image"), "picture2", ("lead", "changed", "picture2", "minor", False)),
        (("desk", "images", 0, "alt_text"), "A tug.", ("image", "changed", "alt_text: A tug.", "minor", False)),
        (("desk", "images", 0, "credit_line"), "AP", ("image", "changed", "credit_line: AP", "minor", False)),
        (("desk", "timeline", 3, "status"), "slipped", ("entry", "changed", "status: slipped", "major", True)),
        (("machine", "label"), "From one report", ("label", "reworded", "From one report", "minor", False)),
        (("machine", "sentences", 0, "mark"), "edited", ("sentence", "changed", "mark: edited", "minor", False)),
        (("machine", "sentences", 0, "form"), "quotation", ("sentence", "changed", "form: quotation", "minor", False)),
        (("desk", "sentences", 0, "author"), "Jo", ("sentence", "changed", "author: Jo", "cosmetic", False)),
        (("machine", "articles", 0, "status"), "retracted", ("article", "changed", "status: retracted", "major", True)),
        (
            ("machine", "articles", 0, "publisher", "name"),
            "Daily",
            ("article", "changed", "publisher: Daily", "minor", False),
        ),
        (("machine", "tombstones", 1, "outlet"), "Sun", ("tombstone", "added", "[10] Sun", "minor", False)),
        (
            ("desk", "images", 0, "colour"),
            "#fff",
            ("detail", "changed", "desk/images/0/colour: #fff", "cosmetic", False),
        ),
    ],
)
def test_a_change_is_told_with_its_kind_value_and_weight(path, value, told):
    rows = compare(full_content(), _put(full_content(), path, value))
    row = rows[0]
    assert (row["what"], row["act"], row["after"], row["weight"], moves_facts(rows)) == told


def test_another_order_of_pictures_is_one_row():
    content = full_content()
    content["desk"]["images"].reverse()
    [row] = compare(full_content(), content)
    assert (row["what"], row["act"], row["before"], row["after"]) == (
        "image",
        "moved",
        "Ship 1 · Ship 2",
        "Ship 2 · Ship 1",
    )


def test_an_entry_of_another_date_says_both_dates():
    [row] = compare(full_content(), _put(full_content(), ("desk", "timeline", 3, "date"), "2026-04"))
    assert (row["act"], row["before"]) == ("reworded", "2026-03: The new contract takes effect.")
    assert row["after"] == "2026-04: The new contract takes effect."


def test_what_no_page_shows_is_no_change():
    content = full_content()
    for section in [*content["machine"]["sections"], *content["desk"]["sections"]]:
        section["position"] += 1000
    content["machine"]["articles"][0]["snapshot"] = "0" * 64
    assert compare(full_content(), content) == []


def test_against_nothing_everything_is_added():
    rows = compare(None, full_content())
    assert {row["act"] for row in rows} == {"added"}
    assert {"headline", "sentence", "entry", "image", "article", "topic", "ticker"} <= {row["what"] for row in rows}
