# ruff: noqa: SIM905 - lists of words read better as text
"""Articles of about 750 words, no two alike, for the benchmark of the summary engine.

One matter in a seeded shuffle: some sixty developments that several outlets tell in words of their own, and
sentences that only one article has. Words come from a lexicon of six thousand invented ones with the
frequencies of running text, so that sentences share what news shares and no more.
"""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime, timedelta

from stories.summarising.request import Reuse, SourceArticle

WORDS_PER_ARTICLE = 750
OUTLETS = 40
DEVELOPMENTS = 60
LEXICON = 6_000
TOLD_OF = 9
_START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_ONSETS = tuple("b br c cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t tr v w".split())
_MIDDLES = tuple("a e i o u ai ea ee oa ou".split())
_CODAS = tuple("n r l t d m sk rn ld nt ck ss".split())
_GLUE = tuple("the of a in to and for on with at by from over near under".split())
_VERBS = tuple("said found opened closed measured approved delayed ordered counted repaired rejected sold".split())


def make_articles(count: int) -> tuple[SourceArticle, ...]:
    """Generate this many articles, the same ones every time; each longer list begins with the shorter one."""
    matter = _Matter()
    return tuple(matter.article(number) for number in range(count))


class _Matter:
    """The lexicon, the names and the developments that the articles tell of."""

    def __init__(self) -> None:
        chance = random.Random(41)
        self.lexicon = sorted({_word(chance) for _ in range(LEXICON * 2)})[:LEXICON]
        chance.shuffle(self.lexicon)
        self.ranks = [1 / (rank + 3) for rank in range(len(self.lexicon))]
        self.names = [f"{_word(chance).title()} {_word(chance).title()}" for _ in range(150)]
        self.places = [_word(chance).title() for _ in range(60)]
        self.developments = [self._development(chance) for _ in range(DEVELOPMENTS)]

    def _words(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.lexicon, self.ranks, k=count)

    def _development(self, chance: random.Random) -> tuple[str, str, str, list[str], int]:
        return (
            chance.choice(self.names),
            chance.choice(self.places),
            chance.choice(_VERBS),
            self._words(chance, 7),
            chance.randint(3, 9_000),
        )

    def article(self, number: int) -> SourceArticle:
        """The article of this number, one hour after the one before it."""
        chance = random.Random(f"article {number}")
        last = 3 + min(DEVELOPMENTS, number) - 1
        told = chance.sample(range(min(DEVELOPMENTS, last + 1)), min(TOLD_OF, last))
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < WORDS_PER_ARTICLE - 10:
            at = len(lines)
            lines.append(self._told(chance, told[at // 3 % len(told)]) if at % 3 == 0 else self._own(chance))
        text = "\n\n".join(" ".join(lines[at : at + 2]) for at in range(0, len(lines), 2))
        name, place, verb, words, _ = self.developments[told[0]]
        return SourceArticle(
            key=f"article-{number:04d}",
            snapshot=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            headline=f"{name.split()[1]} {verb} {' '.join(words[:3])} in {place}",
            outlet=f"Outlet {number % OUTLETS}",
            publisher=f"outlet-{number % OUTLETS}",
            language="en",
            kind="news",
            published_at=_START + timedelta(hours=number),
            reuse=Reuse.LICENSED if number % 3 else Reuse.QUOTE,
        )

    def _told(self, chance: random.Random, which: int) -> str:
        """A development in this article's words: five of its seven words, and as many of the article's own."""
        name, place, verb, words, figure = self.developments[which]
        kept = chance.sample(words, 5)
        glue = chance.sample(_GLUE, 6)
        body = [word for pair in zip(kept, glue, strict=False) for word in pair] + self._words(chance, 4)
        return f"{name} {verb} {figure} {' '.join(body)} in {place} on March {2 + which % 20}."

    def _own(self, chance: random.Random) -> str:
        """A sentence that no other article has."""
        body: list[str] = []
        for word in self._words(chance, chance.randint(9, 14)):
            body += [word, *([chance.choice(_GLUE)] if chance.random() < 0.6 else [])]
        lead = chance.choice(
            [
                f"{chance.choice(self.names)} {chance.choice(_VERBS)}",
                f"In {chance.choice(self.places)}, workers {chance.choice(_VERBS)}",
            ]
        )
        tail = f" {chance.randint(2, 900)} {body[0]}s" if chance.random() < 0.4 else ""
        return f"{lead}{tail} {' '.join(body)}."


def _word(chance: random.Random) -> str:
    size = chance.choice((1, 2, 2, 3))
    return "".join(chance.choice(_ONSETS) + chance.choice(_MIDDLES) for _ in range(size)) + chance.choice(_CODAS)
