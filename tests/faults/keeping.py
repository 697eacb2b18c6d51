"""`python -m tests.faults.keeping UNITS.json`: run programs and start each again a second after it died.

What systemd does with Restart=always and RestartSec=1. The file holds a list of {"name", "command", "env"}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from newsroom.supervising import Child, Supervisor

RESTART_SECONDS = 1.0


class Unit(Child):
    """A program that is started again a second after its death, however often it dies."""

    ended_at = 0.0

    def end(self) -> None:
        """As the parent; and from here the second counts."""
        super().end()
        self.ended_at = time.monotonic()

    def is_due(self) -> bool:
        """Whether the second has passed."""
        return time.monotonic() - self.ended_at >= RESTART_SECONDS

    def restart(self) -> None:
        """Start it again."""
        self.start()


def main(path: str) -> None:
    """Run until told to stop."""
    units = [Unit(spec["name"], spec["command"], spec["env"]) for spec in json.loads(Path(path).read_text())]
    Supervisor(units, say=lambda text: print(text, flush=True)).run()  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
