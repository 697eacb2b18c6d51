"""Every address of the desk for nobody, a story's reporter, another reporter, an editor, a chief and an administrator.

An address without a row fails. To add one: a line in tests/desk/access_rows.py, from its route (as it is written in the
code, after admin/) to one of the kinds there, or to six statuses of a GET in the order of WHO.
"""

from __future__ import annotations

import re

import pytest

from tests.desk.access_rows import ROWS
from tests.desk.access_world import SECRET, WHO, World, address_of, counts, make_world, routes

pytestmark = pytest.mark.django_db
ROUTES = sorted({route.removeprefix("admin/") for route, _ in routes()})


def test_every_address_has_a_row():
    assert [route for route in ROUTES if route not in ROWS] == []


@pytest.mark.deep
def test_every_row_has_an_address():
    assert [route for route in ROWS if route not in ROUTES] == []


def asked(world: World, route: str, who: str) -> int:
    path = address_of("admin/" + route, world)
    return world.browsers[who].get(path).status_code if "logout" not in path else 405


# By default two who may see least; all six with the long tests.
@pytest.mark.parametrize("who", [("anonymous", "stranger"), pytest.param(WHO, marks=pytest.mark.deep)])
def test_each_is_answered_as_the_matrix_says(who):
    world, wrong = make_world(), []
    for route in ROUTES:
        wanted = dict(zip(WHO, ROWS.get(route, "").split(), strict=False))
        found = {one: str(asked(world, route, one)) for one in who}
        wrong += [f"{route}: {one} {found[one]}, not {wanted.get(one)}" for one in who if found[one] != wanted.get(one)]
    assert not wrong, "\n".join(wrong)


# The log and its papers are read by administrators too: they keep the accounts that it names.
LOG = ("foundation/editlog/", "stories/dossier/")
QUESTIONS = (
    f"q={SECRET}",
    f"story={SECRET}",
    f"term={SECRET}&app_label=stories&model_name=story&field_name=lead_image",
    "all=1&o=1",
)


def telling(world: World, who: str) -> list[str]:
    """The addresses that tell this person a word of the story, also where they search for it."""
    told = []
    for route in (route for route in ROUTES if "logout" not in route):
        path = address_of("admin/" + route, world)
        for question in ("", *(QUESTIONS if path.endswith("/") and "<" not in route else ())):
            page = world.browsers[who].get(f"{path}?{question}" if question else path)
            body = b"".join(page.streaming_content) if page.streaming else page.content
            words = rf"{SECRET} (one|two|in|section|flowers|grows)|about {SECRET}"
            if re.search(words, body.decode(errors="replace"), re.I):
                told.append(f"{route}?{question}")
    return told


@pytest.mark.parametrize("who", ["stranger", pytest.param("administrator", marks=pytest.mark.deep)])
def test_no_page_tells_a_word_of_somebody_elses_story(who):
    told = [address for address in telling(make_world(), who) if who == "stranger" or not address.startswith(LOG)]
    assert not told, "\n".join(told)


@pytest.mark.deep
def test_its_own_reporter_and_editors_are_told_it_in_many_places():
    world = make_world()
    assert min(len({a.partition("?")[0] for a in telling(world, who)}) for who in ("reporter", "editor")) > 12


def test_somebody_elses_story_is_changed_by_no_form_at_any_address():
    world, wrong = make_world(), []
    before = counts()
    typed = {"act": "save", "seen": str(world.story.desk_revision), "headline": "Mine", "reason": "Mine", "q": "Mine"}
    for route in (route for route in ROUTES if "stories/story/<int" in route or "preview/<uuid" in route):
        answer = world.browsers["stranger"].post(address_of("admin/" + route, world), typed)
        # What was typed is read before the story is looked for, and is refused as it would be for no story at all.
        refused = {400, 404} if route.endswith("/typed/") else {403, 404, 405}
        wrong += [f"{route}: {answer.status_code}"] if answer.status_code not in refused else []
    assert not wrong, "\n".join(wrong)
    assert counts() == before
