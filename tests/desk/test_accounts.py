"""Accounts: the second step of the log-in, its limits, and sessions that end when they should."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from foundation import second_factor
from foundation.models import EditLog, User
from tests.desk.making import PASSWORD, make_person, text_of

pytestmark = pytest.mark.django_db
LOGIN, CODE, DESK = "/admin/login/", "/admin/login/code/", "/admin/"
FACTOR = "/admin/account/second-factor/"


def app_code(device: TOTPDevice, *, later: int = 0) -> str:
    """What an authenticator app shows, `later` steps of 30 s from now."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def enrolled(user: User) -> list[str]:
    """Turn somebody's second factor on; return the recovery codes. Waits for nothing: the next code is another."""
    codes = second_factor.confirm(user, app_code(second_factor.begun(user), later=-1))
    TOTPDevice.objects.update(throttling_failure_count=0)
    return codes


def device_of(user: User) -> TOTPDevice:
    return TOTPDevice.objects.get(user=user)


def first_step(client: Client, user: User, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"username": user.username, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_without_a_second_factor_the_password_is_enough(chief):
    client = Client()
    assert first_step(client, chief)["Location"] == DESK
    assert is_in(client)


def test_with_a_second_factor_the_password_alone_opens_nothing(chief):
    enrolled(chief)
    client = Client()
    assert first_step(client, chief)["Location"] == CODE
    assert not is_in(client)
    assert client.get(FACTOR).status_code == 302
    page = text_of(client.get(CODE))
    assert 'autocomplete="one-time-code"' in page


def test_the_code_of_the_app_opens_the_page_that_was_asked_for(chief):
    enrolled(chief)
    client = Client()
    first_step(client, chief, next="/admin/media/image/")
    response = client.post(CODE, {"code": app_code(device_of(chief))})
    assert response["Location"] == "/admin/media/image/"
    assert is_in(client)


def test_a_code_opens_once(chief):
    enrolled(chief)
    code = app_code(device_of(chief))
    for expected in (True, False):
        client = Client()
        first_step(client, chief)
        client.post(CODE, {"code": code})
        assert is_in(client) is expected


def test_each_recovery_code_opens_once_and_no_other_does(chief):
    codes = enrolled(chief)
    assert len(set(codes)) == 10
    for code, expected in ((codes[3].upper(), True), (codes[3], False)):
        client = Client()
        first_step(client, chief)
        client.post(CODE, {"code": code})
        assert is_in(client) is expected
    assert second_factor.codes_left(chief) == 9


def test_the_second_step_is_asked_of_nobody_who_did_not_pass_the_first(client, chief):
    enrolled(chief)
    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": app_code(device_of(chief))})["Location"] == LOGIN
    assert not is_in(client)


def test_the_second_step_ends_when_the_password_changes_meanwhile_and_after_five_minutes(chief):
    enrolled(chief)
    changed, late = Client(), Client()
    for one in (changed, late):
        first_step(one, chief)
    session = late.session
    session["half_logged_in"] = {**session["half_logged_in"], "until": int(time.time()) - 1}
    session.save()
    assert late.post(CODE, {"code": app_code(device_of(chief))})["Location"] == LOGIN
    chief.set_password("another good password")
    chief.save()
    assert changed.post(CODE, {"code": app_code(device_of(chief))})["Location"] == LOGIN


def test_wrong_codes_lock_the_name_as_wrong_passwords_do_and_the_first_step_takes_nothing_back(chief):
    enrolled(chief)
    for _ in range(8):
        client = Client()
        first_step(client, chief)
        client.post(CODE, {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client = Client()
    assert first_step(client, chief).status_code == 429
    assert not is_in(client)


def test_no_code_is_kept_with_a_failed_log_in(chief):
    from axes.models import AccessAttempt

    enrolled(chief)
    client = Client()
    first_step(client, chief)
    client.post(CODE, {"code": "123123"})
    assert "123123" not in AccessAttempt.objects.get().post_data


def test_codes_that_come_too_fast_after_a_wrong_one_are_refused(chief):
    enrolled(chief)
    client = Client()
    first_step(client, chief)
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": "000000"})
    assert "too soon" in text_of(client.post(CODE, {"code": app_code(device_of(chief))}))
    assert not is_in(client)


def test_somebody_sets_up_a_second_factor_by_the_page_alone(chief, login):
    browser, other = login(chief), login(chief)
    page = text_of(browser.get(FACTOR))
    assert "<svg" in page
    assert 'role="img"' in page
    assert "<script>" not in page
    assert "style=" not in page
    key = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1]
    device = TOTPDevice.objects.get(user=chief, confirmed=False)
    assert key.replace(" ", "") == second_factor.key_in_words(device).replace(" ", "")
    wrong = browser.post(FACTOR, {"act": "confirm", "code": "000000", "password": PASSWORD})
    assert "not the code" in text_of(wrong)
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    refused = browser.post(FACTOR, {"act": "confirm", "code": app_code(device), "password": "wrong"})
    assert "password or the code is wrong" in text_of(refused)
    done = text_of(browser.post(FACTOR, {"act": "confirm", "code": app_code(device), "password": PASSWORD}))
    assert len(re.findall(r"<li><code>\w+</code>", done)) == 10
    assert is_in(browser)
    assert not is_in(other)
    assert EditLog.objects.get(verb="turn_on_second_factor").person == chief
    again = text_of(browser.get(FACTOR))
    assert "10 recovery codes left" in again
    assert "<svg class" not in again


@pytest.mark.deep
def test_turning_it_off_and_new_recovery_codes_ask_for_password_and_code(chief, login):
    old = enrolled(chief)
    browser = login(chief)
    for typed in ({"code": old[0], "password": "wrong"}, {"code": "rxxxxxxxx", "password": PASSWORD}):
        browser.post(FACTOR, {"act": "turn_off", **typed})
        assert second_factor.is_on(chief)
        StaticDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    page = text_of(browser.post(FACTOR, {"act": "renew", "code": old[1], "password": PASSWORD}))
    new = re.findall(r"<li><code>(\w+)</code>", page)
    assert not set(new) & set(old)
    other = login(chief)
    browser.post(FACTOR, {"act": "turn_off", "code": new[0], "password": PASSWORD})
    assert not second_factor.is_on(chief)
    assert is_in(browser)
    assert not is_in(other)


def test_where_it_is_required_the_desk_opens_only_once_it_is_set_up(chief, settings):
    settings.TWO_FACTOR = "required"
    client = Client()
    first_step(client, chief)
    for path in (DESK, "/admin/stories/story/", "/admin/foundation/user/", "/admin/account/", "/admin/account/data/"):
        assert client.get(path)["Location"] == FACTOR, path
    assert "asks for a second factor" in text_of(client.get(FACTOR))
    device = TOTPDevice.objects.get(user=chief)
    client.post(FACTOR, {"act": "confirm", "code": app_code(device), "password": PASSWORD})
    assert is_in(client)
    assert "Turn off" not in text_of(client.get(FACTOR))
    assert client.get("/").status_code == 200


def test_where_it_is_off_nobody_is_asked(chief, settings):
    enrolled(chief)
    settings.TWO_FACTOR = "off"
    client = Client()
    first_step(client, chief)
    assert is_in(client)


def test_an_administrator_takes_away_the_factor_of_somebody_who_lost_it_and_it_is_logged(
    chief, administrator, login, mailoutbox
):
    User.objects.filter(pk=chief.pk).update(email="mina@example.org")
    enrolled(chief)
    theirs = login(chief)
    assert is_in(theirs)
    login(administrator).post(f"/admin/foundation/user/{chief.pk}/second-factor/reset/")
    assert not is_in(theirs)
    assert EditLog.objects.get(verb="reset_second_factor").person == administrator
    assert not StaticDevice.objects.exists()
    assert [letter.to for letter in mailoutbox] == [["mina@example.org"]]
    client = Client()
    assert first_step(client, chief)["Location"] == DESK


def test_no_page_of_the_desk_shows_secrets_not_even_to_a_superuser(chief, login):
    enrolled(chief)
    root = make_person("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    browser = login(User.objects.get(pk=root.pk))
    for path in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/"):
        assert browser.get(path).status_code == 404
    page = text_of(browser.get(f"/admin/foundation/user/{chief.pk}/change/"))
    assert device_of(chief).key not in page
    assert User.objects.get(pk=chief.pk).password[-8:] not in page
    assert "hash" not in page
    assert 'href="../password/">Reset password' in page


# --- limits ---------------------------------------------------------------------------------------
def _fail(name: str, address: str = "192.0.2.7") -> int:
    return Client(REMOTE_ADDR=address).post(LOGIN, {"username": name, "password": "wrong"}).status_code


def test_an_address_that_tries_many_names_is_refused_whatever_the_name(chief, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 12
    assert [_fail(f"name{n}") for n in range(11)] == [200] * 11
    assert first_step(Client(REMOTE_ADDR="192.0.2.7"), chief).status_code == 302
    _fail("name11")
    assert first_step(Client(REMOTE_ADDR="192.0.2.7"), chief).status_code == 429
    assert first_step(Client(REMOTE_ADDR="192.0.2.8"), chief).status_code == 302


def test_ones_own_log_in_takes_back_no_failures_of_other_names(chief, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 6
    for n in range(5):
        _fail(f"name{n}")
        first_step(Client(REMOTE_ADDR="192.0.2.7"), chief)
    _fail("name6")
    assert first_step(Client(REMOTE_ADDR="192.0.2.7"), chief).status_code == 429


def test_a_network_of_ipv6_counts_as_one_address(chief, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 6
    for n in range(6):
        _fail(f"name{n}", address=f"2001:db8:1:2::{n + 1}")
    assert first_step(Client(REMOTE_ADDR="2001:db8:1:2:ffff::9"), chief).status_code == 429
    assert first_step(Client(REMOTE_ADDR="2001:db8:1:3::9"), chief).status_code == 302


# --- sessions -------------------------------------------------------------------------------------
def _by_group(user: User) -> None:
    user.groups.add(Group.objects.get(name="chief"))


def _by_group_end(user: User) -> None:
    Group.objects.get(name="chief").user_set.add(user)


def _out_of_group(user: User) -> None:
    user.groups.remove(Group.objects.get(name="editor"))


def _clear(user: User) -> None:
    user.groups.clear()


def _clear_group(user: User) -> None:
    Group.objects.get(name="editor").user_set.clear()


def _permission(user: User) -> None:
    user.user_permissions.add(Permission.objects.get(codename="publish_story"))


def _role_permission(user: User) -> None:
    Group.objects.get(name="editor").permissions.add(Permission.objects.get(codename="publish_story"))


def _password(user: User) -> None:
    user.set_password("another good password")
    user.save()


@pytest.mark.few(0, 3, 7)
@pytest.mark.parametrize(
    "change",
    [_by_group, _by_group_end, _out_of_group, _clear, _clear_group, _permission, _role_permission, _password],
)
def test_every_session_of_a_person_ends_when_password_role_or_rights_change(editor, reporter, login, change):
    two, other = [login(editor), login(editor)], login(reporter)
    assert all(map(is_in, [*two, other]))
    change(User.objects.get(pk=editor.pk))
    assert not any(map(is_in, two))
    assert is_in(other)


def test_saving_a_person_who_was_read_before_brings_no_session_back(editor, login):
    browser = login(editor)
    stale = User.objects.get(pk=editor.pk)
    _by_group(User.objects.get(pk=editor.pk))
    stale.first_name = "Other"
    stale.save()
    assert not is_in(browser)


def test_deactivating_ends_sessions_for_good(editor, administrator, login):
    browser, admin = login(editor), login(administrator)
    form = {"username": editor.username, "groups": [str(pk) for pk in editor.groups.values_list("pk", flat=True)]}
    form |= {"is_staff": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    page = f"/admin/foundation/user/{editor.pk}/change/"
    assert admin.post(page, form).status_code == 302
    assert not is_in(browser)
    browser_again = Client()
    assert first_step(browser_again, editor).status_code == 200
    assert admin.post(page, {**form, "is_active": "on"}).status_code == 302
    assert not is_in(browser)
    row = EditLog.objects.filter(verb="change_user").first()
    assert (row.person, row.subject_uid, row.before, row.after) == (
        administrator,
        editor.uid,
        {"is_active": True},
        {"is_active": False},
    )


def test_changing_ones_own_password_keeps_this_session_and_ends_the_others(editor, login):
    here, there = login(editor), login(editor)
    new = "a much better password 9"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", form).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert EditLog.objects.get(verb="change_password").person == editor


def test_somebody_logs_themselves_out_everywhere_else(editor, login):
    here, there = login(editor), login(editor)
    assert "Log me out everywhere else" in text_of(here.get("/admin/account/"))
    here.post("/admin/account/")
    assert is_in(here)
    assert not is_in(there)
