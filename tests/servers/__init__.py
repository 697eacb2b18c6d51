"""Servers for tests: a PostgreSQL and a Redis of the run's own, found, started and stopped.

`python -m tests.servers` runs the whole suite, on SQLite and then on these two (make test).
"""

from __future__ import annotations
