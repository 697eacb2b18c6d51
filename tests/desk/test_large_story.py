"""A story of 100 articles, 300 sentences, 40 pictures and 60 entries at the desk: queries, sizes, fields, and saves.

How long it takes is the benchmark's work (`benchmarks/workspace.py`).
"""

from __future__ import annotations

import pytest

from benchmarks.workspace import (
    BAR_FIELDS,
    BAR_KB,
    BAR_ORDINARY_KB,
    BAR_QUERIES,
    BAR_SAVE_QUERIES,
    addresses,
    measured,
    saves,
)

pytestmark = [pytest.mark.deep, pytest.mark.django_db]


@pytest.mark.parametrize(("size", "most_kb"), [("large", BAR_KB), ("ordinary", BAR_ORDINARY_KB)])
def test_every_page_of_a_story_stays_within_its_bars_and_so_does_every_save(login, chief, size, most_kb):
    from benchmarks import large_story

    story = getattr(large_story, f"make_{size}")(chief)
    client, missed = login(chief), []
    for name, address in addresses(story).items():
        row = measured(client, address)
        if row["queries"] >= BAR_QUERIES or row["bytes"] >= most_kb * 1000 or row["fields"] > BAR_FIELDS:
            missed.append((name, row["queries"], row["bytes"], row["fields"]))
    missed += [(name, count) for name, (count, _) in saves(client, story).items() if count > BAR_SAVE_QUERIES]
    assert missed == []
