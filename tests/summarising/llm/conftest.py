"""A newsroom whose engine is the LLM, with a key, prices and caps."""

from __future__ import annotations

import pytest

KEY = "sk-very-secret-0815"


@pytest.fixture(autouse=True)
def llm(settings):
    """The settings, which a test may change."""
    settings.SUMMARY_ENGINE = "llm"
    settings.SUMMARY_LLM_MODEL = "stub-1"
    settings.SUMMARY_LLM_KEY = KEY
    settings.SUMMARY_LLM_PRICE_IN, settings.SUMMARY_LLM_PRICE_OUT = 150_000, 600_000
    settings.SUMMARY_LLM_STORY_CAP, settings.SUMMARY_LLM_DAY_CAP = 50_000, 100_000
    settings.SUMMARY_LLM_SECONDS = 2
    return settings


@pytest.fixture
def at(llm):
    """Point the newsroom at a provider."""

    def point(made):
        llm.SUMMARY_LLM_URL = made.url
        return made

    return point
