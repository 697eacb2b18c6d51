"""The source sentences behind citations: every rule compares with whole sentences, never with parts of one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from stories.summarising.folding import squash
from stories.summarising.request import Evidence
from stories.summarising.sentences import split


@lru_cache(maxsize=256)
def _borders(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = split(text)
    return tuple(start for start, _ in pairs), tuple(end for _, end in pairs)


def sentences_of(cited: Evidence, texts: Mapping[str, str], *, before: int = 0) -> list[str]:
    """The sentences of the article that the passage touches, each on one folded line; ``before`` more in front."""
    text = texts[cited.snapshot]
    starts, ends = _borders(text)
    first = max(0, bisect_right(ends, cited.start) - before)
    return [squash(text[starts[at] : ends[at]]) for at in range(first, bisect_left(starts, cited.end))]


def all_sentences(evidence: Sequence[Evidence], texts: Mapping[str, str]) -> list[str]:
    """The source sentences of all citations, each once."""
    return list(dict.fromkeys(line for cited in evidence for line in sentences_of(cited, texts)))


def is_whole(cited: Evidence, texts: Mapping[str, str]) -> bool:
    """Whether the passage is one or more whole sentences of its article."""
    return squash(cited.quote) == " ".join(sentences_of(cited, texts))
