"""The key: shown once, kept as a hash, refused in every wrong form."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from foundation.models import Command, EditLog
from partners import keys
from partners.models import ApiKey
from tests.published import publish_content

pytestmark = pytest.mark.django_db
LIST = "/api/v1/stories/"


def test_the_command_prints_a_key_that_opens_the_list_and_the_story():
    story = publish_content()
    out = StringIO()
    call_command("make_key", "Vell Evening Post", stdout=out, stderr=StringIO())
    client = Client(headers={"authorization": f"Bearer {out.getvalue().strip()}"})
    line = client.get(LIST).json()["stories"][0]
    assert line["uid"] == str(story.uid)
    document = client.get(line["document"].removeprefix("http://localhost:8000")).json()
    assert document["headline"] == story.headline


def test_only_the_hash_of_a_key_is_kept_and_the_log_names_who_made_it(django_user_model):
    chief = django_user_model.objects.create(username="chief")
    row, secret = keys.make_key("Vell Evening Post", by=chief)
    row.refresh_from_db()
    assert secret.startswith("nrk_")
    assert row.key_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(ApiKey.objects.values().get())
    log = EditLog.objects.get(verb="make_key")
    assert (log.person, log.subject_uid) == (chief, row.uid)
    assert secret not in f"{log.before}{log.after}{log.reason}"


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "x" * 201])
def test_a_partner_without_a_proper_name_gets_no_key_and_the_operator_is_told(name):
    with pytest.raises(CommandError, match="partner's name"):
        call_command("make_key", name)
    assert not ApiKey.objects.exists()


def test_a_revoked_key_opens_nothing_and_cannot_be_revoked_twice(partner):
    row = ApiKey.objects.get()
    assert partner.get(LIST).status_code == 200
    keys.revoke(row, by=Command("test"))
    assert partner.get(LIST).status_code == 401
    with pytest.raises(keys.KeyRevoked, match="before"):
        keys.revoke(row, by=Command("test"))
    assert EditLog.objects.filter(verb="revoke_key").count() == 1


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer nrk_wrong",
        "Bearer nrk_" + "A" * 43,
        "Bearer " + "x" * 60_000,
        "Bearer nrk_" + "A" * 20 + "\x00" + "A" * 22,
        "Bearer nrk_" + "é" * 43,
        "Basic dXNlcjpwYXNz",
        "Digest nrk_" + "A" * 43,
        "nrk_" + "A" * 43,
    ],
)
def test_without_a_valid_key_there_is_a_401_problem_that_says_what_to_send(header):
    publish_content()
    answer = Client(headers={"authorization": header} if header is not None else {}).get(LIST)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer ")
    problem = answer.json()
    assert problem["status"] == 401
    assert "key" in problem["detail"]
    assert "stories" not in problem


def test_a_trailing_newline_or_a_key_in_the_address_opens_nothing(key):
    assert Client(headers={"authorization": f"Bearer {key}\n"}).get(LIST).status_code == 401
    assert Client().get(LIST, {"key": key}).status_code == 401


def test_the_scheme_may_be_written_in_any_case_or_as_api_key(key):
    for scheme in ("bearer", "BEARER", "Api-Key"):
        assert Client(headers={"authorization": f"{scheme} {key}"}).get(LIST).status_code == 200


def test_a_logged_in_editor_is_not_a_partner(client, django_user_model):
    client.force_login(
        django_user_model.objects.create(username="editor", is_superuser=True), "axes.backends.AxesStandaloneBackend"
    )
    assert client.get(LIST).status_code == 401


def test_the_day_of_last_use_is_written_once_a_day(partner, django_assert_num_queries):
    with django_assert_num_queries(3):
        partner.get(LIST)
    assert ApiKey.objects.get().last_used_on is not None
    with django_assert_num_queries(2):
        partner.get(LIST)
    ApiKey.objects.update(last_used_on=datetime.now(UTC).date() - timedelta(days=2))
    partner.get(LIST)
    assert ApiKey.objects.filter(last_used_on__gte=datetime.now(UTC).date() - timedelta(days=1)).exists()
