"""A bug answers people with a page and partners with a problem document."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from editions.models import PublishedStory
from foundation.models import Command
from partners.keys import make_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """The table of published stories is gone."""

    def gone(*_, **__):
        raise DatabaseError("no such table")

    monkeypatch.setattr(PublishedStory.objects, "get_queryset", gone)


def test_a_partner_gets_a_problem_document(client, broken):
    client.raise_request_exception = False
    _, secret = make_key("Example", by=Command("test"))
    uid = "00000000-0000-4000-8000-000000000000"
    answer = client.get(f"/api/v1/stories/{uid}/", headers={"authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "no such table" not in answer.content.decode()


def test_a_reader_gets_a_page(client, broken):
    client.raise_request_exception = False
    answer = client.get("/stories/any-story/")
    assert answer.status_code == 500
    assert "<html" in answer.content.decode()
    assert "no such table" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/admin/login/"])
def test_a_form_in_a_charset_nobody_reads_is_answered_with_a_page(client, address):
    client.raise_request_exception = False
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(address, b"+AHs-", content_type="application/x-www-form-urlencoded; charset=utf-7")
    assert answer.status_code in {400, 403, 405, 500}
    assert answer.status_code == 405 or "<html" in answer.content.decode()
