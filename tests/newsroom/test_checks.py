"""Settings that contradict each other stop the start, and the message names the numbers."""

from __future__ import annotations

from newsroom.checks import limits_fit


def test_the_settings_as_shipped_fit():
    assert limits_fit(None) == []


def test_a_lease_no_longer_than_the_deadline_is_named(settings):
    settings.SUMMARY_LEASE_SECONDS, settings.SUMMARY_DEADLINE_SECONDS = 30, 60
    assert "is 30 and SUMMARY_DEADLINE_SECONDS is 60" in limits_fit(None)[0].msg


def test_a_task_limit_beyond_the_visibility_timeout_is_named(settings):
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 100}
    settings.CELERY_TASK_TIME_LIMIT = 120
    assert "is 120 and the broker's visibility_timeout is 100" in limits_fit(None)[0].msg
