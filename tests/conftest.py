"""Fixtures for every test: files in a folder of the test's own, guards lifted only while tables are emptied."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

from foundation import guards
from partners import noting
from reference import exchanges, site
from tests.servers.once import ONCE
from tests.servers.sharing import folder_of_the_run, forget_migrated, migrated_once, run_of

# Reading all tests makes nothing but what stays: the collector need not look through it (pytest_collection_finish).
gc.disable()

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
# Whole newsrooms run here, made once for a folder: one worker has all of its files, and begins with them.
TOGETHER = ("tests/browser/", "tests/operator/", "tests/services/", "tests/backups/")


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="Leave out what never asks the database.")


def pytest_ignore_collect(collection_path, config):
    """A file of which nothing runs on the second database need not be read there."""
    if config.getoption("--database-only") and "not once" in config.getoption("-m"):
        return True if collection_path.relative_to(config.rootpath).as_posix() in ONCE else None
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """On a second database only what asks a database is worth running again. What waits for programs begins first."""
    for item in items:
        if item.nodeid.split("::")[0] in ONCE:
            item.add_marker("once")
    _leave_cases_to_the_long_tests(items)
    if config.getoption("--database-only"):
        _leave_what_asks_no_database(config, items)
    yield
    # After pytest-django, which puts what asks no database of Django's last.
    items.sort(key=lambda item: not item.nodeid.startswith(TOGETHER))


def _leave_what_asks_no_database(config, items):
    asking = {"db", "transactional_db", "live_server", "client", "admin_client"}
    chosen = [
        item
        for item in items
        if item.get_closest_marker("django_db")
        or item.get_closest_marker("services")
        or asking & set(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=[i for i in items if i not in set(chosen)])
    items[:] = chosen


def _leave_cases_to_the_long_tests(items):
    """Of a test with the mark `few` only the cases at the places that it names run by default; the others are deep."""
    met = Counter()
    for item in items:
        few = item.get_closest_marker("few")
        if few is None:
            continue
        name = item.nodeid.partition("[")[0]
        if met[name] not in few.args:
            item.add_marker("deep")
        met[name] += 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand out files to workers, and the folders of TOGETHER as if each were one file."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.split("::")[0])

    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_finish():
    """Spare the collector of garbage what stays to the end: it cost a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_modify_db_settings, django_db_blocker, tmp_path_factory):
    """Every migration runs once, not once for each worker."""
    if not hasattr(request.config, "workerinput"):
        request.getfixturevalue("django_db_setup")
        yield
        return
    folder = folder_of_the_run(tmp_path_factory, request.config)
    run = run_of(request.config)
    with django_db_blocker.unblock(), migrated_once(folder, run):
        request.getfixturevalue("django_db_setup")
    yield
    with django_db_blocker.unblock():
        forget_migrated(folder, run)


@pytest.fixture
def shared() -> Path:
    """The folder of shared material beside the project; the test is skipped, saying so, where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not beside this checkout")
    return SHARED


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Uploads go to the test's own folder; automatic editions do not wait; passwords hash fast; no AVIF is made."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # The dearest of a picture's formats by far: what asks for it takes the fixture `avif`.
    settings.IMAGE_AVIF = False
    settings.AUTOMATIC_EDITION_SECONDS = 0
    settings.SUMMARY_QUIET_SECONDS = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    # A request in another language leaves it on for the thread; the next one of its own accord chooses anew.
    translation.deactivate()
    # What partners are given is written down where a test asks for it, and by no thread beside it.
    settings.SERVED_SECONDS = 86_400
    noting.NOTEBOOK.forget()
    # What stands on every page is read now and then: a test reads it where it changes it, by site.forget().
    site._held = float("inf"), site.Shown()
    exchanges._held = float("inf"), exchanges.KNOWN


@pytest.fixture
def avif(settings) -> None:
    """AVIF is made of pictures and offered to readers, as it is where nobody switched it off."""
    settings.IMAGE_AVIF = True


@pytest.fixture(autouse=True)
def _guards(request):
    """After a transactional test the tables are emptied by DELETE, which the guards would refuse."""
    marker = request.node.get_closest_marker("django_db")
    is_transactional = bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if not is_transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    for table in guards.GUARDED_TABLES:
        guards.guard(table)
    yield
    for table in guards.GUARDED_TABLES:
        guards.unguard(table)
