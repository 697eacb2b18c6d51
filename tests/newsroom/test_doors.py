"""DOORS chooses which addresses a process serves; a worker keeps no pool; a process's settings say so."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.operator.running import ROOT, own_env

ASK = """
import json, os
{first}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
def serves(address):
    try:
        return bool(resolve(address))
    except Resolver404:
        return False
preview = "/admin/preview/00000000-0000-4000-8000-000000000000/"
addresses = ["/", "/feed.xml", "/api/v1/stories/", "/admin/", preview, "/healthz"]
print(json.dumps({{
    "serves": [a for a in addresses if serves(a)],
    "options": settings.DATABASES["default"].get("OPTIONS", {{}}),
    "storage": settings.STORAGES["default"],
}}))
"""


def settings_of(tmp_path, first="", **variables):
    env = {**own_env(tmp_path), "SECRET_KEY": "x" * 60, **variables}
    code = ASK.format(first=first)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("doors", "served"),
    [
        ("public", ["/", "/feed.xml", "/api/v1/stories/", "/healthz"]),
        ("desk", ["/admin/", "/admin/preview/00000000-0000-4000-8000-000000000000/", "/healthz"]),
    ],
)
def test_a_process_serves_the_doors_it_was_given(tmp_path, doors, served):
    assert settings_of(tmp_path, DOORS=doors)["serves"] == served


def test_a_web_process_pools_its_connections_and_a_worker_keeps_none(tmp_path):
    url = "postgres://newsroom@db.example/newsroom"
    web = settings_of(tmp_path, DATABASE_URL=url, PROCESS="web", DATABASE_POOL_SIZE="9")
    assert len(web["serves"]) == 6, "all doors is the default"
    worker = settings_of(tmp_path, DATABASE_URL=url)
    assert web["options"]["pool"]["max_size"] == 9
    assert "pool" not in worker["options"]
    assert worker["options"]["connect_timeout"] == 5


def test_a_pool_without_room_for_a_connection_is_refused(tmp_path):
    url = "postgres://newsroom@db.example/newsroom"
    env = {**own_env(tmp_path), "SECRET_KEY": "x" * 60, "DATABASE_URL": url, "DATABASE_POOL_SIZE": "0"}
    command = [sys.executable, "-c", "import newsroom.wsgi"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "DATABASE_POOL_SIZE is 0" in done.stderr


@pytest.mark.deep
def test_media_may_lie_in_another_storage(tmp_path):
    found = settings_of(
        tmp_path,
        MEDIA_STORAGE="django.core.files.storage.InMemoryStorage",
        MEDIA_STORAGE_OPTIONS='{"base_url": "/elsewhere/"}',
    )
    assert found["storage"] == {
        "BACKEND": "django.core.files.storage.InMemoryStorage",
        "OPTIONS": {"base_url": "/elsewhere/"},
    }


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("DOORS", "back", "DOORS is 'back'; write public, desk or all."),
        ("MEDIA_STORAGE_OPTIONS", "[1]", "MEDIA_STORAGE_OPTIONS is no JSON object"),
        pytest.param("MEDIA_STORAGE_OPTIONS", "{", "MEDIA_STORAGE_OPTIONS is no JSON object", marks=pytest.mark.deep),
        pytest.param("LOG_FORMAT", "xml", "LOG_FORMAT is 'xml'; write line or json.", marks=pytest.mark.deep),
        ("TASK_LIMIT_SECONDS", "soon", "TASK_LIMIT_SECONDS is 'soon'; write a number"),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start_in_words(tmp_path, variable, value, told):
    env = {**own_env(tmp_path), variable: value}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert told in done.stderr
