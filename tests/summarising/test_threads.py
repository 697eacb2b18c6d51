"""Two workers stem at once: each gets the stems of its own words; and words that are their own stems."""

from __future__ import annotations

import re
import string
import threading
from pathlib import Path

import snowballstemmer

from stories.summarising import wording

LETTERS = string.ascii_lowercase
DEMO = Path(__file__).resolve().parents[2] / "newsroom" / "demo" / "stories"
WORDS = [
    f"{head}{tail}"
    for head in ("connect", "relat", "nation", "desir", "union")
    for tail in ("ing", "ed", "ion", "ions", "ional", "ism", "ist", "ists", "e", "es", "ely", "able")
]


def test_stems_are_the_same_however_many_threads_ask():
    wording.stem.cache_clear()
    alone = {word: wording.stem(word, "en") for word in WORDS}
    for _ in range(20):
        wording.stem.cache_clear()
        found: list[dict[str, str]] = []

        def ask(order, found=found):
            found.append({word: wording.stem(word, "en") for word in order})

        threads = [threading.Thread(target=ask, args=(WORDS[n:] + WORDS[:n],)) for n in range(0, 60, 15)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [alone] * 4


def test_a_word_that_is_not_given_to_the_stemmer_would_come_back_as_it_is():
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.json"))]
    words = sorted({word for text in texts for word in re.findall(r"[a-z]{2,}", text.lower())})
    ends = [f"{start}{one}{two}" for start in ("hop", "gener", "relat") for one in LETTERS for two in LETTERS]
    stemmer = snowballstemmer.stemmer("english")
    spared = [word for word in words + ends if wording.STAYS.fullmatch(word)]
    assert len(spared) > 500
    assert [word for word in spared if stemmer.stemWord(word) != word] == []
    plurals = [word for one in words + ends for word in (one, f"{one}s") if wording.PLURAL.fullmatch(word)]
    assert len(plurals) > 500
    assert [word for word in plurals if stemmer.stemWord(word) != stemmer.stemWord(word[:-1])] == []
