"""A line of the log says which request, story and run it belongs to, and stays one line."""

from __future__ import annotations

import contextlib
import io
import json
import logging

import pytest

from foundation.logs import ContextFilter, JsonFormatter, LineFormatter, log_context
from stories import curating
from stories.models import SummaryRun
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story


def written(formatter, log) -> list[str]:
    """What the call logs, line by line."""
    into = io.StringIO()
    handler = logging.StreamHandler(into)
    handler.setFormatter(formatter)
    handler.addFilter(ContextFilter())
    logger = logging.getLogger("a.test")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    try:
        log(logger)
    finally:
        logger.removeHandler(handler)
    return into.getvalue().splitlines()


def test_the_context_stands_at_the_end_of_a_line_and_leaves_with_its_block():
    def log(logger):
        with log_context(request="abc"), log_context(run="r1"):
            logger.info("inside")
        logger.info("outside")

    inside, outside = written(LineFormatter(), log)
    assert inside.endswith("INFO a.test: inside [request=abc run=r1]")
    assert outside.endswith("INFO a.test: outside")


def test_a_json_line_is_one_object_whatever_was_logged():
    def log(logger):
        with log_context(request="abc"):
            logger.warning("two\nlines \x1b[31m %s", "항구", extra={"status": 404})

    (line,) = written(JsonFormatter(), log)
    found = json.loads(line)
    assert (found["level"], found["logger"], found["request"], found["status"]) == ("WARNING", "a.test", "abc", 404)
    assert found["message"] == "two\nlines \x1b[31m 항구"
    assert found["time"]


def test_what_a_visitor_typed_after_the_question_mark_is_not_logged(client):
    def log(logger):
        request = client.get("/nowhere/?q=typed").wsgi_request
        logger.warning("Not Found: %s", request.path, extra={"status_code": 404, "request": request})

    (line,) = written(JsonFormatter(), log)
    assert "Not Found: /nowhere/" in line
    assert "typed" not in line


def test_an_error_keeps_its_trace_inside_the_object():
    def log(logger):
        try:
            raise RuntimeError("boom")
        except RuntimeError:
            logger.exception("it failed")

    (line,) = written(JsonFormatter(), log)
    assert "RuntimeError: boom" in json.loads(line)["exc_info"]


def test_a_name_lasts_as_long_as_its_block_even_where_the_block_fails():
    def log(logger):
        with contextlib.suppress(RuntimeError), log_context(request="abc"):
            logger.info("inside")
            raise RuntimeError
        logger.info("outside")

    inside, outside = written(LineFormatter(), log)
    assert inside.endswith("inside [request=abc]")
    assert outside.endswith("outside")


@pytest.mark.django_db
def test_what_a_run_logs_names_the_story_and_the_run(caplog):
    caplog.handler.addFilter(ContextFilter())
    story = make_story(HARBOUR[0])
    curating.attach(story, make_article(HARBOUR[1]), by=make_chief())
    with caplog.at_level("INFO"):
        update(story)
    run = SummaryRun.objects.filter(story=story).first()
    (told,) = [r for r in caplog.records if getattr(r, "context", {}).get("run") == str(run.uid)]
    assert told.context["story"] == str(story.uid)
    assert told.getMessage().startswith("Update: summary changed in")
    assert story.headline not in caplog.text, "a log may be read by more people than the desk"


@pytest.mark.django_db
def test_a_request_is_logged_without_what_was_typed_and_a_forged_id_is_not_taken(client, settings, caplog):
    settings.LOG_REQUESTS = True
    caplog.handler.addFilter(ContextFilter())
    with caplog.at_level("INFO", logger="newsroom.request"):
        client.get("/feeds/?secret=typed", headers={"x-request-id": "forged-by-a-visitor"})
    (told,) = [r for r in caplog.records if r.name == "newsroom.request"]
    assert told.getMessage().startswith("GET /feeds/ 200 in ")
    assert "forged" not in told.context["request"]


@pytest.mark.django_db
def test_behind_a_proxy_its_id_goes_through(client, settings, caplog):
    settings.LOG_REQUESTS, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    caplog.handler.addFilter(ContextFilter())
    with caplog.at_level("INFO", logger="newsroom.request"):
        client.get("/feeds/", headers={"x-request-id": "proxy-0001"})
        client.get("/feeds/", headers={"x-request-id": "two\nlines"})
    first, second = [r.context["request"] for r in caplog.records if r.name == "newsroom.request"]
    assert first == "proxy-0001"
    assert "\n" not in second
