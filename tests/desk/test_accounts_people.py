"""Invitations, forgotten passwords, a person's data handed out and erased, and what the log says of all of it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from foundation import accounts, erasing, log_chain, second_factor
from foundation.models import EditLog, Engine, Invitation, User
from stories import publishing
from tests.desk.making import PASSWORD, address, make_person, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
INVITE = "/admin/foundation/invitation/add/"
GOOD = "a rather long password 7"


def _roles(*names: str) -> list[str]:
    return [str(pk) for pk in Group.objects.filter(name__in=names).values_list("pk", flat=True)]


def _invited(administrator: User, *roles: str, email: str = "ada@example.org") -> str:
    """The path of a fresh invitation's link."""
    made = accounts.invite(email, roles or ("editor",), by=administrator)
    return f"/admin/invitation/{accounts.token_of(made)}/"


def _filled(**changes: str) -> dict[str, str]:
    return {"username": "ada", "first_name": "Ada", "last_name": "Wren", "password": GOOD, "again": GOOD, **changes}


# --- invitations ----------------------------------------------------------------------------------
def test_without_a_mail_server_the_link_is_shown_to_whoever_invites_once(administrator, login, client):
    browser = login(administrator)
    page = text_of(browser.post(INVITE, {"email": "ada@example.org", "roles": _roles("editor", "chief")}))
    link = re.search(r'class="secret">http://localhost:8000(/admin/invitation/[^<]+)<', page)[1]
    assert "/admin/invitation/" not in text_of(browser.get("/admin/foundation/invitation/"))
    assert "as chief, editor" in text_of(client.get(link))
    assert client.post(link, _filled())["Location"] == "/admin/login/"
    user = User.objects.get(username="ada")
    assert (user.email, user.is_staff, user.is_superuser) == ("ada@example.org", True, False)
    assert sorted(user.groups.values_list("name", flat=True)) == ["chief", "editor"]
    assert client.post("/admin/login/", {"username": "ada", "password": GOOD})["Location"] == "/admin/"
    rows = list(EditLog.objects.order_by("pk").values_list("verb", "person", "after"))
    assert rows == [
        ("invite", administrator.pk, {"roles": ["chief", "editor"]}),
        ("accept_invitation", user.pk, {"roles": ["chief", "editor"]}),
    ]


@pytest.mark.few(0)
@pytest.mark.parametrize("line", ["Ada\r\nBcc: all@vell.example", "Ada\u2028Lovelace\tB", "Ada\x85B\n\n"])
def test_a_name_is_one_line_whatever_door_it_comes_by(administrator, login, client, line):
    one = " ".join(line.replace("\u2028", " ").replace("\x85", " ").split())
    client.post(_invited(administrator), _filled(first_name=line, last_name=line))
    user = User.objects.get(username="ada")
    assert (user.first_name, user.last_name) == (one, one)
    form = f"/admin/foundation/user/{user.pk}/change/"
    given = {"username": "ada", "first_name": f"Z {line}", "last_name": line, "email": "ada@example.org"}
    login(administrator).post(form, {**given, "is_active": "on", "is_staff": "on", "groups": _roles("editor")})
    user.refresh_from_db()
    assert (user.first_name, user.last_name) == (f"Z {one}", one)
    taken = _filled(username="ada\nb")
    assert client.post(_invited(administrator, "editor", email="bob@example.org"), taken).status_code == 200
    with pytest.raises(CommandError):
        call_command("createsuperuser", username="ro\not", email="r@vell.example", interactive=False)
    assert not User.objects.filter(username__contains="\n").exists()


def test_with_a_mail_server_the_link_leaves_by_letter_and_is_shown_to_nobody(
    administrator, login, settings, mailoutbox
):
    settings.EMAIL_HOST, settings.DESK_URL = "mail.example.org", "https://desk.example.org"
    page = text_of(login(administrator).post(INVITE, {"email": "ada@example.org", "roles": _roles("reporter")}))
    assert "on its way to ada@example.org" in page
    assert "/admin/invitation/" not in page
    assert mailoutbox[0].to == ["ada@example.org"]
    assert "https://desk.example.org/admin/invitation/" in mailoutbox[0].body


def test_a_link_opens_once(administrator, client):
    link = _invited(administrator)
    assert client.post(link, _filled()).status_code == 302
    again = client.post(link, _filled(username="eve"))
    assert again.status_code == 404
    assert "used, was revoked or ran out" in text_of(again)
    assert not User.objects.filter(username="eve").exists()


def _take_back(made: Invitation, by: User) -> None:
    accounts.revoke_invitation(made, by=by)


def _run_out(made: Invitation, by: User) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _inviter_leaves(made: Invitation, by: User) -> None:
    User.objects.filter(pk=by.pk).update(is_active=False)


def _inviter_loses_role(made: Invitation, by: User) -> None:
    by.groups.clear()


def _invited_again(made: Invitation, by: User) -> None:
    accounts.invite("ADA@example.org", ("editor",), by=by)


@pytest.mark.parametrize("act", [_take_back, _run_out, _inviter_leaves, _inviter_loses_role, _invited_again])
def test_a_link_opens_nothing_once_it_should_not(administrator, client, act):
    link = _invited(administrator)
    assert client.get(link).status_code == 200
    act(Invitation.objects.get(), administrator)
    assert client.get(link).status_code == 404
    assert client.post(link, _filled()).status_code == 404
    assert not User.objects.filter(username="ada").exists()


def test_a_forged_link_opens_nothing(administrator, client):
    link = _invited(administrator)
    for forged in (link[:-3] + "xx/", "/admin/invitation/x/", link.replace(":", "A", 1)):
        assert client.get(forged).status_code == 404


@pytest.mark.few(0, 3)
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"password": "12345", "again": "12345"}, "too short"),
        ({"password": "ada-wren-77", "again": "ada-wren-77", "username": "ada-wren-77"}, "too similar"),
        ({"again": "another"}, "The two passwords differ."),
        ({"username": "chief"}, "already exists"),
        ({"username": "a b"}, "valid username"),
        ({"first_name": ""}, "required"),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_at_its_field(administrator, chief, client, changes, told):
    link = _invited(administrator)
    response = client.post(link, _filled(**changes))
    assert told in text_of(response)
    assert Invitation.objects.get().accepted_at is None
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("email", "roles", "told"),
    [
        ("no address", ["editor"], "valid email"),
        ("a@example.org", [], "required"),
        ("mina@example.org", ["editor"], "has an account"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(administrator, chief, login, email, roles, told):
    User.objects.filter(pk=chief.pk).update(email="Mina@example.org")
    page = text_of(login(administrator).post(INVITE, {"email": email, "roles": _roles(*roles)}))
    assert told in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "editor", "chief"])
def test_only_who_keeps_accounts_invites(login, request, role):
    browser = login(request.getfixturevalue(role))
    for path in (INVITE, "/admin/foundation/invitation/"):
        assert browser.get(path).status_code == 403
    assert browser.post(INVITE, {"email": "a@example.org", "roles": _roles("editor")}).status_code == 403


# --- a forgotten password -------------------------------------------------------------------------
def _asked(client: Client, email: str) -> None:
    cache.clear()
    assert client.post("/admin/password/", {"email": email})["Location"] == "/admin/password/sent/"


def test_somebody_who_forgot_their_password_sets_a_new_one_by_letter(chief, login, client, mailoutbox, settings):
    settings.DESK_URL = "https://desk.example.org"
    User.objects.filter(pk=chief.pk).update(email="mina@example.org")
    theirs = login(chief)
    assert "/admin/password/" in text_of(client.get("/admin/login/"))
    _asked(client, "Mina@example.org")
    path = re.search(r"https://desk\.example\.org(/admin/password/\S+)", mailoutbox[0].body)[1]
    form = client.get(path)["Location"]
    assert client.post(form, {"new_password1": "short", "new_password2": "short"}).status_code == 200
    assert client.post(form, {"new_password1": GOOD, "new_password2": GOOD}).status_code == 302
    assert theirs.get("/admin/").status_code == 302
    assert client.post("/admin/login/", {"username": "chief", "password": PASSWORD}).status_code == 200
    assert client.post("/admin/login/", {"username": "chief", "password": GOOD}).status_code == 302
    assert EditLog.objects.get(verb="reset_password").person == chief
    assert "used already" in text_of(Client().get(path, follow=True))


def test_nobody_is_told_whether_an_address_is_known_and_letters_do_not_pile_up(chief, client, mailoutbox):
    User.objects.filter(pk=chief.pk).update(email="mina@example.org")
    _asked(client, "nobody@example.org")
    assert mailoutbox == []
    _asked(client, "mina@example.org")
    client.post("/admin/password/", {"email": "mina@example.org"})
    assert len(mailoutbox) == 1


def test_a_new_password_by_letter_does_not_go_round_the_second_factor(chief, client, mailoutbox):
    User.objects.filter(pk=chief.pk).update(email="mina@example.org")
    from tests.desk.test_accounts import enrolled

    enrolled(chief)
    _asked(client, "mina@example.org")
    path = re.search(r"http://localhost:8000(/admin/password/\S+)", mailoutbox[0].body)[1]
    client.post(client.get(path)["Location"], {"new_password1": GOOD, "new_password2": GOOD})
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/login/", {"username": "chief", "password": GOOD})["Location"] == "/admin/login/code/"


# --- what an administrator does is logged, without anything that cannot be erased ------------------
def _posted(user: User, **changes: object) -> dict[str, object]:
    groups = [str(pk) for pk in user.groups.values_list("pk", flat=True)]
    form = {"username": user.username, "first_name": user.first_name, "groups": groups, "is_active": "on"}
    return {**form, "is_staff": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00", **changes}


def test_a_role_given_and_a_name_changed_stand_in_the_log_the_name_itself_does_not(administrator, reporter, login):
    page = f"/admin/foundation/user/{reporter.pk}/change/"
    form = _posted(reporter, first_name="Zenobia", groups=_roles("reporter", "chief"))
    assert login(administrator).post(page, form).status_code == 302
    row = EditLog.objects.get(verb="change_user")
    assert (row.person, row.subject_uid) == (administrator, reporter.uid)
    assert (sorted(row.before["groups"]), sorted(row.after["groups"])) == (["reporter"], ["chief", "reporter"])
    assert row.after["also"] == ["first_name"]
    assert "Zenobia" not in json.dumps([row.before, row.after])


def test_an_account_made_and_a_password_set_by_an_administrator_are_logged_and_told(administrator, login, mailoutbox):
    browser = login(administrator)
    page = browser.get("/admin/foundation/user/add/").content.decode()
    assert ("Log-in name" in page, "LDAP" in page) == (True, False)
    new = {"username": "ada", "password1": GOOD, "password2": GOOD}
    assert browser.post("/admin/foundation/user/add/", new).status_code == 302
    ada = User.objects.get(username="ada")
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")
    other = {"usable_password": "true", "password1": GOOD + "x", "password2": GOOD + "x"}
    assert browser.post(f"/admin/foundation/user/{ada.pk}/password/", other).status_code == 302
    rows = list(EditLog.objects.order_by("pk").values_list("verb", "person", "subject_uid"))
    assert rows == [("add_user", administrator.pk, ada.uid), ("change_user", administrator.pk, ada.uid)]
    told = json.dumps(list(EditLog.objects.values("before", "after")))
    assert "password" in told
    assert not [word for word in ("ada", GOOD, "pbkdf2", "md5$") if word in told]
    assert mailoutbox[0].to == ["ada@example.org"]
    assert GOOD not in mailoutbox[0].body


# --- handing out and erasing ----------------------------------------------------------------------
def test_a_person_downloads_what_is_kept_of_them(chief, login):
    story = make_story(chief)
    response = login(chief).get("/admin/account/data/")
    assert response["Content-Type"] == "application/json"
    told = json.loads(response.getvalue())
    assert told["account"]["username"] == "chief"
    assert told["account"]["roles"] == ["chief"]
    assert len(told["acts"]) == EditLog.objects.filter(person=chief).count() > 5
    assert any(act["subject"] == f"Story {story.uid}" for act in told["acts"])


def test_handing_out_anothers_data_is_for_administrators_and_logged(administrator, editor, chief, login):
    path = f"/admin/foundation/user/{editor.pk}/data/"
    assert login(chief).get(path).status_code == 403
    told = json.loads(login(administrator).get(path).getvalue())
    assert told["account"]["username"] == "editor"
    assert EditLog.objects.get(verb="hand_out_data").person == administrator


def _erase(browser: Client, user: User, typed: str | None = None):
    path = f"/admin/foundation/user/{user.pk}/erase/"
    return browser.post(path, {"username": user.username if typed is None else typed})


def everything_stored() -> str:
    """Every text in every table but the ones that cannot be changed, and the log."""
    kept = {"editions_edition", "stories_snapshot", "stories_correction", "editions_sealededition"}
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in kept:
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_an_erased_person_is_named_nowhere_and_the_log_stays_whole(administrator, login, client):
    quill = make_person("zquill", "chief", first_name="Zenobia", last_name="Quill")
    User.objects.filter(pk=quill.pk).update(email="zq@example.org")
    client.post("/admin/login/", {"username": "zquill", "password": "wrong"})
    client.post("/admin/login/", {"username": "zquill", "password": PASSWORD})
    quill = User.objects.get(pk=quill.pk)
    story = summarise(make_story(quill))
    publishing.publish(story, seen=story.desk_revision, by=quill)
    EditLog.objects.record("publish", story, by=Engine("automatic, policy set by", policy_of=quill))
    log_chain.link_new()
    theirs, admin = login(quill), login(administrator)
    assert "Zenobia Quill" in text_of(admin.get("/admin/foundation/editlog/"))
    assert _erase(admin, quill).status_code == 302
    stored = everything_stored()
    assert [word for word in ("Zenobia", "Quill", "zquill", "zq@example.org") if word in stored] == []
    assert theirs.get("/admin/").status_code == 302
    assert client.post("/admin/login/", {"username": "zquill", "password": PASSWORD}).status_code == 200
    chief = make_person("other", "chief")
    for page in (address(story, "history"), "/admin/foundation/editlog/", address(story, "summary")):
        shown = text_of(login(chief).get(page))
        assert "Zenobia" not in shown
    assert f"Former colleague {quill.pk}" in text_of(login(chief).get(address(story, "history")))
    assert f"policy set by Former colleague {quill.pk}" in text_of(login(chief).get("/admin/foundation/editlog/"))
    log_chain.link_new()
    assert list(log_chain.verify(log_chain.Verified())) == []
    assert EditLog.objects.get(verb="erase_person").person == administrator


def test_erasing_asks_for_the_log_in_name_and_for_the_right(administrator, editor, chief, login):
    assert _erase(login(chief), editor).status_code == 403
    page = login(administrator).get(f"/admin/foundation/user/{editor.pk}/erase/")
    assert "This cannot be taken back" in text_of(page)
    assert "Type the log-in name" in text_of(_erase(login(administrator), editor, typed="x"))
    assert User.objects.get(pk=editor.pk).username == "editor"


def test_nobody_erases_themselves_or_is_erased_twice_and_superusers_only_by_their_like(administrator, editor, login):
    assert "Nobody erases themselves" in text_of(_erase(login(administrator), administrator))
    erasing.erase(editor, by=administrator)
    gone = User.objects.get(pk=editor.pk)
    assert "erased already" in text_of(_erase(login(administrator), gone))
    root = make_person("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    assert _erase(login(administrator), root).status_code == 404


def test_an_erased_account_cannot_be_brought_back_at_the_desk(administrator, editor, login):
    erasing.erase(editor, by=administrator)
    gone = User.objects.get(pk=editor.pk)
    page = f"/admin/foundation/user/{gone.pk}/change/"
    assert login(administrator).post(page, _posted(gone)).status_code == 403
    assert not User.objects.get(pk=gone.pk).is_active
    assert not second_factor.is_on(gone)
