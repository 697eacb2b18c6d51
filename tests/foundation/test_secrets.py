"""The machine's own secret."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from foundation.secrets import read_or_make

ROOT = Path(__file__).resolve().parent.parent.parent
READ = "import sys; from pathlib import Path; from foundation.secrets import read_or_make; "
READ += "sys.stdin.read(); print(read_or_make(Path(sys.argv[1])))"


def test_a_missing_secret_is_made_long_and_kept_from_others(tmp_path):
    path = tmp_path / "new" / "secret-key"
    secret = read_or_make(path)
    assert len(secret) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["secret-key"]


def test_a_secret_that_stands_is_read_and_not_changed(tmp_path):
    path = tmp_path / "secret-key"
    path.write_text("given by the operator\n")
    assert read_or_make(path) == "given by the operator"
    assert path.read_text() == "given by the operator\n"


def test_two_machines_have_two_secrets(tmp_path):
    assert read_or_make(tmp_path / "one") != read_or_make(tmp_path / "two")


def test_an_empty_secret_is_refused_in_words(tmp_path):
    path = tmp_path / "secret-key"
    path.touch()
    with pytest.raises(ImproperlyConfigured, match="secret-key is empty"):
        read_or_make(path)


def test_starts_at_once_agree_on_the_secret(tmp_path):
    path = tmp_path / "var" / "secret-key"
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", READ, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    for start in starts:  # each waits for this, so that all make the secret together
        assert start.stdin is not None
        start.stdin.close()
    secrets = {start.stdout.read().strip() for start in starts if start.stdout}
    assert [start.wait() for start in starts] == [0] * 6
    assert secrets == {path.read_text()}
    assert [found.name for found in path.parent.iterdir()] == ["secret-key"]
