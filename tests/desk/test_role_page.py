"""The page of a role: what it may do, in the newsroom's words and no others."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, Permission

from desk.role_page import RIGHTS, acts
from desk.roles import ROLES
from stories import states
from tests.desk.making import make_person, text_of

pytestmark = pytest.mark.django_db


def rows_of(page):
    """The table of the page: what, while its copy is, and for readers it is."""
    cells = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td><td class=\"public\">(.*?)</td></tr>", page)
    return {re.sub(r"<.*?>", "", what).strip(): (copy, public) for what, copy, public in cells}


def page_of(login, administrator, role):
    return text_of(login(administrator).get(f"/admin/auth/group/{Group.objects.get(name=role).pk}/change/"))


def test_a_role_tells_what_it_may_do_with_which_stories_and_when(login, administrator, reporter, chief):
    page = page_of(login, administrator, "reporter")
    found = rows_of(page)
    assert found["Spike a story"] == ("a draft", "not published")
    assert found["Take a story back from review who sent it there, or owns it"][0] == "in review"
    assert not [what for what in found if "Publish" in what or "Kill" in what]
    assert "With their own stories and those given to them" in page
    assert reporter.display_name() in page
    assert chief.display_name() not in page
    found = rows_of(page_of(login, administrator, "chief"))
    assert found["Spike a story"] == ("a draft, in review or approved", "not published")
    assert found["Kill a story"] == ("", "live, hidden for now or hidden by a reporting restriction")
    assert "opens no story" in page_of(login, administrator, "administrator")


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_names_a_right_as_the_program_does(login, administrator, role):
    page = page_of(login, administrator, role)
    assert not re.search(r"Can (add|change|view|delete)|[a-z]+ \| [a-z]+ \||\b(change|view|add)_[a-z]+", page)
    assert set(ROLES[role]) <= set(RIGHTS)


def test_every_act_of_the_table_is_told_to_the_lowest_role_that_may_do_it_in_words_of_its_own():
    said = [act.words for act in acts(states.ROLES)]
    assert len(said) == len(set(said)) == len({row.verb for rows in states.ROWS.values() for row in rows})
    assert [act.words for act in acts([states.ADMINISTRATOR])] == []


def test_a_role_made_by_hand_is_told_by_its_rights_and_nobody_changes_one_here(login, administrator):
    made = Group.objects.create(name="interns")
    made.permissions.set(Permission.objects.filter(codename__in=["change_story", "delete_topic"]))
    make_person("ina", "interns")
    page = page_of(login, administrator, "interns")
    assert "Send a story to review" in rows_of(page)
    assert "Can delete topic" in page  # none of the rights of the four roles: it has no words of ours
    assert login(administrator).post(f"/admin/auth/group/{made.pk}/change/", {"name": "x"}).status_code == 403
    row = text_of(login(administrator).get("/admin/auth/group/"))
    assert re.search(r"interns</a></th><td class=\"field-people\">1</td>", row)
