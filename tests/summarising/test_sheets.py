"""The sheets graders read, the rows they fill, and the blind stories the sheets are made of."""

from __future__ import annotations

import json

import pytest

from benchmarks.grades import Row, agreement, read_rows, share, tell, write_rows
from benchmarks.summaries import FOLDERS, published, sheet
from wire import story_file

FIRST = "The harbour board of Vell closed the northern quay on March 3, 2026 after a crane fell into the water."
SECOND = "The crane, built in 1961, fell into the harbour of Vell on March 3, 2026 and hurt nobody, the board said."


def _story():
    texts = {"courier": FIRST, "post": f"{SECOND} {FIRST}"}
    return {
        "story": "quay",
        "publishers": [{"name": name, "domain": f"{name}.example", "reuse": "licensed"} for name in texts],
        "articles": [
            {
                "url": f"https://{name}.example/1",
                "headline": f"Quay shut in Vell, says {name}",
                "publisher": name,
                "published_at": f"2026-03-0{day}",
                "text": text,
            }
            for day, (name, text) in enumerate(texts.items(), start=3)
        ],
    }


@pytest.mark.django_db
def test_a_sheet_shows_every_sentence_with_its_passages_and_asks_about_each(tmp_path):
    path = tmp_path / "quay.json"
    path.write_text(json.dumps(_story()))
    story, content, held = published(path)
    text, rows = sheet("quay", story, content, held)
    sentences = content["machine"]["sentences"]
    assert sentences
    for sentence in sentences:
        assert sentence["text"] in text
        for citation in sentence["citations"]:
            assert f"[{citation['number']}]" in text
            assert citation["quote"] in text
    assert [row.text for row in rows if row.what == "sentence"] == [one["text"] for one in sentences]
    assert sum(row.what == "citation" for row in rows) == sum(len(one["citations"]) - 1 for one in sentences)
    assert FIRST in text.split("ARTICLES")[1]


def test_grades_are_read_back_and_counted(tmp_path, capsys):
    rows = [Row("a", "S1.1", "sentence", "x", "yes"), Row("a", "S1.2", "sentence", "y", "no", "stale time")]
    rows.append(Row("a", "S1.1[2]", "citation", "z", "no"))
    write_rows(tmp_path / "one.csv", rows)
    assert read_rows(tmp_path / "one.csv") == rows
    assert (share(rows, "sentence"), share(rows, "citation"), share(rows, "heading")) == (0.5, 0.0, 1.0)
    tell([tmp_path / "one.csv", tmp_path / "one.csv"])
    told = capsys.readouterr().out
    assert "2 sentences, 50.0% publishable untouched" in told
    assert "stale time" in told
    assert "agree on 100.0%" in told


def test_two_graders_who_agree_no_more_than_by_chance_have_a_kappa_of_none():
    places = [("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")]
    first = [Row("a", str(n), "sentence", "", one) for n, (one, _) in enumerate(places)]
    second = [Row("a", str(n), "sentence", "", other) for n, (_, other) in enumerate(places)]
    assert agreement(first, second) == (0.5, 0.0)


@pytest.mark.parametrize(
    "row",
    [
        Row("a", "S1", "sentence", "x"),
        Row("a", "S1", "sentence", "x", "no"),
        Row("a", "S1", "sentence", "x", "no", "dull"),
        Row("a", "S1", "sentence", "x", "yes", "stale time"),
    ],
    ids=["empty", "no defect", "unknown defect", "defect of a good one"],
)
def test_a_row_that_is_filled_wrongly_is_refused(tmp_path, row):
    write_rows(tmp_path / "one.csv", [row])
    with pytest.raises(ValueError, match="S1"):
        read_rows(tmp_path / "one.csv")


@pytest.mark.parametrize("path", sorted(FOLDERS["blind"].glob("*.json")), ids=lambda path: path.stem)
def test_every_blind_story_can_be_imported(path):
    story = story_file.read(path.read_bytes())
    assert len(story["articles"]) >= 5
    assert {one["publisher"] for one in story["articles"]} == {one["name"] for one in story["publishers"]}
