"""No page of the desk changes content without a row in the edit log, whoever presses whatever button.

Every address of the admin is opened as a superuser, who may do everything; every form on it is filled and sent by each
of its buttons, and what the database holds is compared before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

from desk.roles import ROLES
from foundation.models import EditLog, User
from media import library
from partners import keys
from stories import publishing
from stories.models import Story
from tests.desk.making import PASSWORD, make_person, make_story, picture, summarise

pytestmark = pytest.mark.django_db
ROOMS = {"stories", "editions", "media", "reference", "partners", "wire", "foundation", "auth"}
# What the machine notes for itself, and the log.
NOTES = {
    "foundation_editlog",
    "foundation_loglink",
    "foundation_heartbeat",
    "auth_permission",
    "wire_fetch",
    "wire_host",
}
# What a person leaves by being there, or says of themselves alone.
BUTTONS = {"act", "_save", "_continue", "_addanother", "set-password", "unset-password"}
COLUMNS = {"last_login", "session_stamp"}


def tables() -> list[tuple[str, list[str]]]:
    """Every table of content and accounts with the columns that are compared."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ROOMS and model._meta.db_table not in NOTES:
            columns = [field.column for field in model._meta.concrete_fields if field.column not in COLUMNS]
            found.append((model._meta.db_table, columns))
    return found


def content() -> dict[str, list[Any]]:
    """Every row of content and accounts."""
    with connection.cursor() as cursor:
        held = {}
        for table, columns in tables():
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {names} FROM {table}")
            held[table] = sorted(map(repr, cursor.fetchall()))
    return held


def patterns(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address below /admin/, as it is written in the code."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, prefix + str(one.pattern))
        elif (prefix + str(one.pattern)).startswith("admin/"):
            yield prefix + str(one.pattern), one


def fill(route: str) -> list[str]:
    """The addresses that a pattern stands for, with what there is in the world; none for what takes other things."""
    model = re.match(r"admin/(\w+)/(\w+)/", route)
    pks: list[Any] = [1]
    if model and model[1] in apps.app_configs and model[2] in apps.all_models[model[1]]:
        pks = list(apps.get_model(model[1], model[2])._base_manager.order_by("-pk").values_list("pk", flat=True)[:2])
    uid = str(Story.objects.order_by("-pk").values_list("uid", flat=True)[0])
    filled = []
    for pk in pks:
        path = re.sub(r"<(path|int|str):(object_id|pk|id|story_id)>", str(pk), route)
        path = re.sub(r"<uuid:\w+>", uid, path)
        path = re.sub(r"<(int|str|slug):\w+>|<\w+>", "1", path)
        filled.append("/" + path)
    return sorted({path for path in filled if "^" not in path and "(" not in path and "<" not in path})


def forms(page: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each form of a page with each of its buttons: where it is sent, and what was typed over everything."""
    for form in html.fromstring(page).forms:
        if (form.method or "").upper() != "POST":
            continue
        standing = [(name, value) for name, value in form.form_values() if name != "csrfmiddlewaretoken"]
        typed = []
        for name, value in standing:
            kinds = {field.get("type", field.tag) for field in form.xpath(f".//*[@name='{name}']")}
            is_text = bool(kinds & {"text", "textarea", "input"}) and not value[:1].isdecimal() and name != "language"
            typed.append((name, f"{value}x" if is_text else PASSWORD if "password" in kinds else value))
        buttons = form.xpath(".//button[@name] | .//input[@type='submit'][@name]") or [None]
        for button in buttons:
            pressed = [] if button is None else [(button.get("name"), button.get("value", ""))]
            yield form.action or "", typed + pressed


def press(browser: Callable[[], Client], path: str, typed: list[tuple[str, str]]) -> tuple[list[str], int, int]:
    """Send a form from a fresh browser and take everything back.

    Returns the tables that changed, new log rows, and the answer's status.
    """
    data: dict[str, list[str]] = {}
    for name, value in typed:
        data.setdefault(name, []).append(value)
    before, rows = content(), EditLog.objects.count()
    with transaction.atomic():
        client = browser()
        client.raise_request_exception = False
        status = client.post(path, data).status_code
        after, written = content(), EditLog.objects.count() - rows
        transaction.set_rollback(True)
    return [table for table in before if before[table] != after[table]], written, status


@pytest.fixture
def world(chief) -> User:
    """A superuser, and one of everything that the desk shows."""
    root = make_person("root", *ROLES)
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    root = User.objects.get(pk=root.pk)
    story = summarise(make_story(chief, articles=2))
    library.add_image(picture(), by=chief, caption="The port", alt_text="A port", credit_line="Agency")
    publishing.publish(story, seen=story.desk_revision, by=chief)
    summarise(make_story(chief, articles=2, headline="A draft"))
    keys.make_key("Radio Vell", by=root)
    make_person("somebody", "reporter")
    return root


def walk(client: Client) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every form of every page of the desk with each of its buttons, and an empty POST to every address.

    A button that was met on a page of this kind before is left out.
    """
    seen: set[Any] = set()
    for route, _ in patterns(get_resolver()):
        for path in fill(route):
            if "logout" in path or path in seen:
                continue
            seen.add(path)
            yield path, []
            response = client.get(path)
            if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
                continue
            for action, typed in forms(response.content.decode()):
                target = (path if not action or action.startswith(("#", "?")) else action).partition("#")[0]
                kind = (re.sub(r"\d+", "N", target), *(typed[-1:] if typed and typed[-1][0] in BUTTONS else []))
                if target.startswith("/admin/") and "logout" not in target and kind not in seen:
                    seen.add(kind)
                    yield target, typed


@pytest.mark.deep
def test_every_form_of_the_desk_that_changes_something_is_told_by_the_log(world, login):
    silent, told = [], set()
    for path, typed in list(walk(login(world))):
        changed, written, status = press(lambda: login(world), path, typed)
        if status >= 500:
            silent.append(f"{path} {typed[-1:]} broke")
        if changed and not written:
            silent.append(f"{path} {typed[-1:]} changed {sorted(changed)}")
        if changed and written:
            told.add(re.sub(r"\d+", "N", path))
    assert silent == []
    # That the walk really presses what changes things.
    assert {
        "/admin/stories/story/N/change/",
        "/admin/stories/story/N/articles/",
        "/admin/media/image/N/change/",
    } <= told
    assert {"/admin/reference/publisher/N/change/", "/admin/foundation/user/N/change/"} <= told
    assert len(told) > 8


def test_the_role_of_administrator_holds_no_right_to_content():
    content = [
        name for name in ROLES["administrator"] if name.split(".")[0] in {"stories", "editions", "media", "wire"}
    ]
    # A dossier is handed out and logged; it changes nothing, and what was redacted goes in for a chief alone.
    assert content == ["stories.make_dossier"]


def test_whoever_gives_themselves_a_role_is_told_by_the_log(administrator, login):
    chief = Group.objects.get(name="chief")
    form = {"username": administrator.username, "groups": [str(chief.pk)], "is_active": "on", "is_staff": "on"}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    login(administrator).post(f"/admin/foundation/user/{administrator.pk}/change/", form)
    row = EditLog.objects.get()
    assert (row.person, row.after["groups"]) == (administrator, ["chief"])
    assert User.objects.get(pk=administrator.pk).has_perm("stories.publish_story")


def test_what_a_superuser_does_to_a_story_is_logged_as_anybodys(world, login):
    story = Story.objects.order_by("pk")[0]
    rows = EditLog.objects.count()
    page = f"/admin/stories/story/{story.pk}/change/"
    typed = {"act": "save", "seen": str(story.desk_revision), "headline": "Another headline", "language": "en"}
    typed |= {"slug": story.slug, "summary_policy": story.summary_policy}
    login(world).post(page, typed)
    assert Story.objects.get(pk=story.pk).headline == "Another headline"
    assert EditLog.objects.count() == rows + 1
    assert EditLog.objects.order_by("-pk")[0].person == world
