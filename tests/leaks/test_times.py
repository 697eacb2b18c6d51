"""How long an answer takes tells nothing: hidden addresses take as long as those of what never was."""

from __future__ import annotations

import gc
import logging
import random
import time
from statistics import median

import numpy as np
import pytest
from django.test import Client
from django.utils import translation

from media.addresses import rendition_url
from tests.leaks.asking import Ask
from tests.leaks.rows import API, NEVER_UID, bearer
from tests.leaks.world import SECRET, World, add_hidden, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
REQUESTS, PERMUTATIONS, LEAST_P, MOST_APART = 400, 4_000, 0.001, 0.15
# A database looks a row up that is there a trifle longer than one that is not: 1.3% of a picture's answer, measured
# inside the process. So little is not seen through a network.
TOO_LITTLE = 0.03


@pytest.fixture
def _quiet():
    """Without a line of log for each address that is not found."""
    logging.disable(logging.WARNING)
    gc.collect()
    gc.disable()
    with translation.override("en"):
        yield
    gc.enable()
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("_quiet")
def test_hidden_addresses_take_as_long_as_those_of_what_never_was():
    world = make_world()
    pairs = {name: (hidden, never) for name, hidden, never in _pairs(world)}
    assert len(pairs) == 7
    told = {name: _apart(*pair) for name, pair in pairs.items()}
    # Seven comparisons, each by chance beyond the limit once in a thousand: only what is so again is a finding.
    again = {name: _apart(*pairs[name]) for name, found in told.items() if not _is_alike(*found)}
    assert {name: found for name, found in again.items() if not _is_alike(*found)} == {}


def _pairs(world: World):
    hidden, word = add_hidden(world), SECRET.lower()
    for name in ("withheld", "withheld-again", "vanished", "sealed", "draft"):
        assert f"{word}-{name}" in hidden.slugs
        yield name, Ask(f"/stories/{word}-{name}/"), Ask(f"/stories/{'n' * len(word)}-{name}/")
    partner = (bearer(world),)
    uid = hidden.uids[-2]
    yield "API", Ask(f"{API}/stories/{uid}/", headers=partner), Ask(f"{API}/stories/{NEVER_UID}/", headers=partner)
    yield (
        "picture",
        Ask(rendition_url(hidden.pictures[0].uid, 1, 400, "jpeg")),
        Ask(rendition_url(NEVER_UID, 1, 400, "jpeg")),
    )


def _is_alike(apart: float, p: float) -> bool:
    return apart < TOO_LITTLE or (apart < MOST_APART and p > LEAST_P)


def _apart(hidden: Ask, never: Ask) -> tuple[float, float]:
    """How far the medians lie apart, as a part of the smaller, and how likely chance alone would part them so."""
    taken: dict[Ask, list[float]] = {hidden: [], never: []}
    client = Client()
    for _ in range(REQUESTS):
        for ask in random.sample((hidden, never), 2):
            began = time.perf_counter()
            response = client.get(ask.path, headers=dict(ask.headers))
            taken[ask].append(time.perf_counter() - began)
            assert response.status_code == 404
    one, other = (np.array(taken[ask]) for ask in (hidden, never))
    return abs(median(one) - median(other)) / min(median(one), median(other)), _chance(one, other)


def _chance(one: np.ndarray, other: np.ndarray) -> float:
    """A permutation test of the medians of pairs asked together: either of the two may as well be the other."""
    rng, pairs = np.random.default_rng(), np.stack([one, other])
    found = abs(np.median(one) - np.median(other))
    beyond = 0
    for _ in range(PERMUTATIONS):
        swapped = rng.random(len(one)) < 0.5
        a, b = np.where(swapped, pairs[::-1], pairs)
        beyond += abs(np.median(a) - np.median(b)) >= found
    return (beyond + 1) / (PERMUTATIONS + 1)
