"""Faults survived: a newsroom in production or embedded mode is hurt in the middle of its work, and must mend itself.

Each test ends with the same checker (checker.py) and the same probe (probe.py), and records how long recovery took.
`python -m tests.faults.report FOLDER` prints the table for docs/promises.md.
"""

from __future__ import annotations
