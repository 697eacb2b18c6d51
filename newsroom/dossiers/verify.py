"""Check this dossier with nothing but Python 3: python3 verify.py, in the folder into which the ZIP was unpacked.

Checks that every file is the one that the manifest names, that every cited text has the hash by which it is cited, that
every passage stands in it where the evidence says, and that every row of the log is the one its link was made of.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def faults() -> list[str]:
    """Every fault in words; empty where the dossier is whole."""
    return [*manifest_faults(), *passage_faults(), *log_faults()]


def manifest_faults() -> list[str]:
    """Files that are missing, changed or not named."""
    found, named = [], {"manifest.sha256"}
    for line in (HERE / "manifest.sha256").read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        named.add(name)
        path = HERE / name
        if not path.is_file():
            found.append(f"Missing: {name}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            found.append(f"Changed: {name}")
    there = {str(path.relative_to(HERE).as_posix()) for path in HERE.rglob("*") if path.is_file()}
    return found + [f"Not of this dossier: {name}" for name in sorted(there - named)]


def passage_faults() -> list[str]:
    """Texts that do not have their hash, and passages that do not stand where they are said to."""
    found, texts = [], {}
    for path in sorted((HERE / "snapshots").glob("*.txt")):
        data = path.read_bytes()
        texts[path.stem] = data.decode()
        if hashlib.sha256(data).hexdigest() != path.stem:
            found.append(f"Another text than was cited: {path.name}")
    with (HERE / "evidence.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text, span = texts.get(row["snapshot"]), slice(int(row["start"]), int(row["end"]))
            # A passage that a spreadsheet would take for a formula was written with an apostrophe before it.
            if text is not None and text[span] not in (row["passage"], row["passage"].removeprefix("'")):
                found.append(f"The passage under {row['kind']} {row['uid']} does not stand in its text.")
    return found


def log_faults() -> list[str]:
    """Rows of the log that are not those that their links were made of. What is withheld cannot be checked here."""
    found = []
    for line in (HERE / "log.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        if told.get("withheld") or told["hash"] is None:
            continue
        hashed = json.dumps([told["position"], told["before"], *told["row"]], sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(hashed.encode()).hexdigest() != told["hash"]:
            found.append(f"Altered: link {told['position']} of the log")
    return found


if __name__ == "__main__":
    problems = faults()
    sys.stdout.write("\n".join(problems) or "Whole: every file, passage and row of the log is what it was.")
    sys.stdout.write("\n")
    sys.exit(1 if problems else 0)
