"""What must hold before a newsroom with this engine starts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.checks import engine_is_whole, refuse_contradictions


def told() -> str:
    return "\n".join(error.msg for error in engine_is_whole(None))


@pytest.fixture(autouse=True)
def _whole(llm):
    llm.SUMMARY_LLM_URL = "http://127.0.0.1:8080/v1"


def test_whole_settings_are_taken():
    assert engine_is_whole(None) == []
    refuse_contradictions()


@pytest.mark.parametrize("name", ["URL", "MODEL", "PRICE_IN", "PRICE_OUT", "STORY_CAP", "DAY_CAP"])
def test_what_is_missing_is_named_and_the_start_refused(llm, name):
    setattr(llm, f"SUMMARY_LLM_{name}", "" if name in {"URL", "MODEL"} else None)
    assert f"SUMMARY_ENGINE is llm, and SUMMARY_LLM_{name} is not set" in told()
    with pytest.raises(ImproperlyConfigured, match=f"SUMMARY_LLM_{name}"):
        refuse_contradictions()


def test_a_model_of_ones_own_may_cost_nothing_and_need_no_key(llm):
    for name in ("PRICE_IN", "PRICE_OUT", "STORY_CAP", "DAY_CAP"):
        setattr(llm, f"SUMMARY_LLM_{name}", 0)
    llm.SUMMARY_LLM_KEY = ""
    assert told() == ""


@pytest.mark.parametrize("url", ["ftp://llm.example/", "llm.example/v1", "https://me:pw@llm.example/v1", "http://"])
def test_an_address_that_is_none_is_refused_without_showing_it(llm, url):
    llm.SUMMARY_LLM_URL = url
    assert "SUMMARY_LLM_URL is no address" in told()
    assert "pw" not in told()


def test_a_key_that_no_header_may_hold_is_refused_without_showing_it(llm):
    llm.SUMMARY_LLM_KEY = "sk-1\nX-Evil: 1"
    assert told() == "SUMMARY_LLM_KEY holds a character that no header may hold."


def test_an_engine_that_there_is_none_of_is_refused(llm):
    llm.SUMMARY_ENGINE = "gpt"
    assert told() == "SUMMARY_ENGINE is 'gpt', and the engines are: extract, llm."


def test_nothing_is_asked_of_the_settings_while_the_engine_is_off(llm):
    llm.SUMMARY_ENGINE, llm.SUMMARY_LLM_URL, llm.SUMMARY_LLM_DAY_CAP = "extract", "", None
    assert told() == ""
