"""What is promised for a time goes out while the broker is away: the worker of the clock asks only the database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operator.running import ROOT, kill, own_env, processes_with
from tests.servers.starting import free_port

# Seals the demo's embargoed story for a moment that is almost there.
SEAL = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
import django

django.setup()
from datetime import timedelta
from django.utils import timezone
from newsroom.demo import drawing, loading
from stories import sealing
from stories.models import Story
from stories.summarising.updating import update
from wire.importing import import_story
chief, _ = loading.set_login()
raw = (loading.FOLDER / loading.SEALED).read_bytes()
story = import_story(raw, by=chief, read_image=drawing.draw).story
update(Story.objects.get(pk=story.pk))
sealing.seal(story, seen=story.desk_revision, by=chief, until=timezone.now() + timedelta(seconds=3))
"""
# Asks again and again, in one process, until one story is public.
ASK = """
import os, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
import django
django.setup()
from editions.models import PublishedStory
deadline = time.monotonic() + 90
while not (count := PublishedStory.objects.public().count()) and time.monotonic() < deadline:
    time.sleep(0.2)
print(count)
"""


def told(var: Path, code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=own_env(var), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.deep
def test_a_story_is_released_at_its_time_without_a_broker(prepared, tmp_path) -> None:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    told(tmp_path, SEAL)
    env = {**own_env(tmp_path), "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    words = ["worker", "--pool", "threads", "--concurrency", "1", "--queues", "clock", "--loglevel", "warning"]
    log = (tmp_path / "clock.log").open("wb")
    command = [sys.executable, "-m", "celery", "--app", "newsroom", *words]
    worker = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        assert told(tmp_path, ASK) == "1", (tmp_path / "clock.log").read_text()
    finally:
        worker.kill()
        worker.wait()
        for pid in processes_with(f"VAR_DIR={tmp_path}"):
            if pid != os.getpid():
                kill(pid, 9)
        log.close()
