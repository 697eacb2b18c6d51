"""Two workers stem at once: each gets the stems of its own words."""

from __future__ import annotations

import threading

from stories.summarising import wording

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
