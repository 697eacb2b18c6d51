"""`python -m tests.faults.mortal_up PORT`: what `manage.py up` runs, with the engine that an article can kill."""

from __future__ import annotations

import sys

import django

django.setup()

from newsroom.management.commands.up import children  # noqa: E402
from newsroom.supervising import Supervisor  # noqa: E402


def main(port: int) -> None:
    """Run until told to stop."""
    found = children("127.0.0.1", port, 8)
    for child in found:
        child.command = [{"newsroom": "tests.faults.mortal"}.get(word, word) for word in child.command]
    Supervisor(found, say=sys.stderr.write).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
