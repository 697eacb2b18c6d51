"""What partners were given is written down by a thread of the process, and by the process when it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

from tests.operator.running import PATIENCE_SECONDS, ROOT, own_env

# Two readers as a web server makes its workers: children of multiprocessing, which end without atexit.
_READERS = """
import json, multiprocessing, os, sys, time
import django
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from editions.models import Serving
from foundation.models import Command
from partners import keys
from tests.published import publish_content, sample_content

def read(secret, address, seconds, stays):
    settings.SERVED_SECONDS = seconds
    client = Client(headers={"host": "localhost", "authorization": f"Bearer {secret}"})
    assert client.get(address).status_code == 200
    assert not Serving.objects.filter(partner=stays).exists()
    deadline = time.monotonic() + 60
    while stays and not Serving.objects.filter(partner=stays).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    if stays:
        os._exit(0)  # nothing but the thread can have written

story = publish_content(sample_content(), numbers=3)
context = multiprocessing.get_context("fork")
for partner, seconds, stays in (("By the thread", 0.5, "By the thread"), ("At the end", 86_400, "")):
    secret = keys.make_key(partner, by=Command("test"))[1]
    connection.close()
    child = context.Process(target=read, args=(secret, f"/api/v1/stories/{story.uid}/", seconds, stays))
    child.start()
    child.join()
    assert child.exitcode == 0
print(json.dumps(list(Serving.objects.order_by("pk").values_list("partner", "edition__number", "documents"))))
"""


def test_the_thread_writes_while_the_process_stands_and_the_rest_is_written_when_it_ends(prepared, tmp_path):
    var = tmp_path / "newsroom"
    shutil.copytree(prepared, var)
    env = own_env(var) | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-c", _READERS]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=2 * PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [["By the thread", 3, 1], ["At the end", 3, 1]]
