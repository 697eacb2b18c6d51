"""The lines of what changed name sentences, headings and values in words, never by an id or a field's name."""

from __future__ import annotations

import re

import pytest

from desk.changes_told import told
from editions.changes import compare
from tests.published import sample_content

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


@pytest.mark.django_db
def test_a_line_names_what_moved_and_what_changed_in_words():
    old, new = sample_content(), sample_content()
    sentences = new["machine"]["sentences"]
    sentences[0]["section"], sentences[1]["section"] = sentences[2]["section"], ""
    new["machine"]["original_reports"] = 11
    new["machine"]["articles"][6]["is_used"] = True
    lines = {line.about or line.what: line for line in told(compare(old, new), old, new)}
    said = {name: "".join(piece.text for piece in line.pieces) for name, line in lines.items()}
    assert not any(map(ID.search, said.values()))
    moved = lines[sentences[0]["text"]]
    assert moved.what == "sentence moved to another section"
    assert said[moved.about] == "Dockworkers Vote to End the Strike Port Counts the Cost of Ten Days"
    assert said[sentences[1]["text"]] == "Dockworkers Vote to End the Strike (no heading)"
    assert said["Paper 7 on the port of Vell"] == "used in the summary: no yes"
    assert said["line on the sources changed"] == "original reports: 5 11"


@pytest.mark.django_db
def test_another_order_is_told_as_it_is_now_and_not_word_by_word():
    old, new = sample_content(), sample_content()
    first, second = new["machine"]["sections"]
    first["position"], second["position"] = second["position"], first["position"]
    (line,) = (line for line in told(compare(old, new), old, new) if line.what.startswith("sections"))
    assert line.what == "sections in another order"
    assert {piece.kind for piece in line.pieces} == {"same"}
