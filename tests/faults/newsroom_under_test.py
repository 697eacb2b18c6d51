"""A whole newsroom whose parts a test may hurt: its processes by unit, people at work in it, and its probe."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.faults.probe import Probe
from tests.operator.running import ROOT, kill, processes_with, wait_until

LEASE_SECONDS = 8
# The bar of every fault: the lease that a lost message or worker costs, and 5 s.
BAR_SECONDS = LEASE_SECONDS + 5
PACE_SECONDS = "0.03"


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of a newsroom in `var`: leases and pauses of seconds, so that a fault is over soon."""
    ours = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
    return {
        **ours,
        "VAR_DIR": str(var),
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "x" * 60,
        "SUMMARY_QUIET_SECONDS": "0.2",
        "AUTOMATIC_EDITION_SECONDS": "0",
        "SUMMARY_LEASE_SECONDS": str(LEASE_SECONDS),
        "SUMMARY_DEADLINE_SECONDS": "4",
        "TASK_SOFT_LIMIT_SECONDS": "5",
        "TASK_LIMIT_SECONDS": "6",
        "BROKER_VISIBILITY_SECONDS": "10",
        "FAULTS_PACE_SECONDS": PACE_SECONDS,
        **more,
    }


def celery(*words: str) -> list[str]:
    """A command of the newsroom's Celery application, with the engine that an article can kill."""
    quiet = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--app", "tests.faults.mortal"]
    return [*quiet, "--quiet", *words, "--loglevel", "warning"]


def worker(*words: str) -> list[str]:
    """The command of a worker."""
    return celery("worker", "--without-gossip", "--without-mingle", "--without-heartbeat", *words)


def web(port: int, threads: int = 8) -> list[str]:
    """The command of the web server, as `manage.py up` starts it."""
    served = ["--interface", "wsgi", "newsroom.wsgi:application", "--host", "127.0.0.1", "--port", str(port)]
    served += ["--workers", "1", "--blocking-threads", str(threads), "--log-level", "error", "--no-ws"]
    return [sys.executable, "-m", "granian", *served]


def production(port: int) -> dict[str, list[str]]:
    """The units of a production newsroom, by name."""
    return {
        "web": web(port),
        "summaries": worker("--pool", "prefork", "--concurrency", "2", "--queues", "summaries"),
        "clock": worker("--pool", "threads", "--concurrency", "1", "--queues", "clock"),
        "beat": celery("beat"),
    }


class Somebody:
    """A person at work in the newsroom: a process that carries out orders (desk_client.py)."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.desk_client"],
                cwd=ROOT,
                env={**env, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
            )

    def begin(self, do: str, **order: Any) -> None:
        """Give an order and do not wait."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.process.stdin.flush()

    def finish(self) -> Any:
        """Wait for the answer to the order that was begun."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.log.read_text(errors="replace")[-6000:]
        return json.loads(line)

    def ask(self, do: str, **order: Any) -> Any:
        """Give an order and wait for the answer."""
        self.begin(do, **order)
        return self.finish()

    def leave(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


class Newsroom:
    """Units that run, each started again a second after it died; an editor who saves and an observer who looks."""

    def __init__(
        self,
        env: Mapping[str, str],
        port: int,
        units: Mapping[str, Sequence[str]],
        filled: Mapping[str, Any],
        mode: str,
    ) -> None:
        self.var, self.port, self.filled, self.mode = Path(env["VAR_DIR"]), port, filled, mode
        self.site = f"http://localhost:{port}"
        self.env = {**env, "PUBLIC_URL": self.site}
        self.log = self.var / "newsroom.log"
        specs = [{"name": name, "command": list(command), "env": {"UNIT": name}} for name, command in units.items()]
        (self.var / "units.json").write_text(json.dumps(specs))
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "tests.faults.keeping", str(self.var / "units.json")]
            self.keeper = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        self.editor, self.observer = (Somebody(self.env, self.var / "people.log") for _ in range(2))
        self.articles_given = 6

    # --- its processes --------------------------------------------------------------------------------
    def unit(self, name: str) -> list[int]:
        """The processes of a unit, oldest first."""
        ours, units = processes_with(f"VAR_DIR={self.var}"), processes_with(f"UNIT={name}")
        return sorted(ours.keys() & units.keys())

    def find(self, word: str) -> list[int]:
        """Its processes whose command line holds the word, oldest first."""
        return sorted(pid for pid, command in processes_with(f"VAR_DIR={self.var}").items() if word in command)

    def kill_unit(self, name: str) -> None:
        """SIGKILL the whole group of a unit, as the kernel short of memory would."""
        group = self.unit(name)
        assert group, f"no process of {name} runs"
        for pid in group:
            kill(pid, signal.SIGKILL)

    def kill_child(self, name: str) -> int:
        """SIGKILL one child of a unit's process and return its id."""
        leader, *rest = self.unit(name)
        children = [pid for pid in rest if _parent(pid) == leader]
        assert children, f"{name} has no child"
        kill(children[0], signal.SIGKILL)
        return children[0]

    # --- waiting ---------------------------------------------------------------------------------------
    def said(self) -> str:
        """The end of what its processes wrote, and of what its people did."""
        logs = [path.read_text(errors="replace")[-6000:] for path in (self.log, self.var / "people.log")]
        return "\n".join(logs)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until it is so. Fails with what its processes wrote."""
        wait_until(is_so, what, said=self.said)

    def unrest(self) -> dict[str, Any]:
        """What is still to do."""
        answer: dict[str, Any] = self.observer.ask("unrest")
        return answer

    def is_at_rest(self) -> bool:
        """Whether every story is current or needs attention, and no edition is due."""
        rest = self.unrest()
        if os.environ.get("FAULTS_TIMELINE"):
            sys.stderr.write(f"{time.monotonic() % 1000:.1f} {rest}\n")
        return not (rest["stale"] or rest["due"] or rest["running"])

    def wait_for_rest(self, since: float) -> float:
        """Wait until it is at rest; seconds since that moment of time.monotonic()."""

        def is_so() -> bool:
            time.sleep(0.15)  # looking costs the newsroom something as well
            return self.is_at_rest()

        self.wait_until(is_so, "every story was current")
        return round(time.monotonic() - since, 1)

    # --- work ------------------------------------------------------------------------------------------
    def begin_updates(self, *, stories: Sequence[int] = (), pause: float = 0.0, extra: str = "") -> None:
        """Have the editor give each story one article more; `editor.finish()` has those that were acknowledged."""
        order = {"stories": list(stories) or self.filled["stories"], "article": self.articles_given}
        self.editor.begin("attach", **order, pause=pause, extra=extra)
        self.articles_given += 1

    def probe(self) -> Probe:
        """A probe of its public addresses, at work."""
        topic = self.filled["topic"]
        lists = ["/", f"/topics/{topic}/", f"/topics/{topic}/feed.xml", "/feed.xml", "/sitemap.xml"]
        lists += ["/sitemap-1.xml", "/feeds/", "/api/v1/stories/", *self.filled["shown"]]
        names = {name: self.filled[name] for name in ("hidden", "secrets", "key")}
        return Probe(self.site, shown=lists, **names).start()

    def end(self) -> None:
        """Make sure that nothing of it is left."""
        for person in (self.editor, self.observer):
            person.leave()
        for pid in (self.keeper.pid, *processes_with(f"VAR_DIR={self.var}")):
            kill(pid, signal.SIGKILL)
        self.keeper.wait()


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0
