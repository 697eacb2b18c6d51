"""The rules of the house that no tool checks by name."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.once import ONCE

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("newsroom", "desk", "readers", "partners", "wire", "stories", "editions", "media", "reference", "foundation")
# These four touch rows; the rest of stories/summarising is pure.
NOT_PURE = {"updating", "reading", "saving", "suggesting"}
MAY_SEE_SEALED = {"editions/models.py", "stories/publishing.py", "stories/sealing.py"}
BIG_DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py", "services.py"}
FILE_LINES = 400


def _files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _own(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_nothing_but_publishing_sees_a_sealed_edition():
    seeing = {_own(path) for path in _files() if "migrations" not in path.parts and "SealedEdition" in path.read_text()}
    assert seeing <= MAY_SEE_SEALED


def test_every_pure_module_of_the_summary_work_stands_in_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = set(next(contract for contract in contracts if contract["id"] == "pure")["source_modules"])
    folder = ROOT / "stories" / "summarising"
    modules = {path.stem for path in folder.glob("*.py")} - NOT_PURE - {"__init__"}
    modules |= {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
    summarising = {name for name in listed if name.startswith("stories.summarising.")}
    assert summarising == {f"stories.summarising.{m}" for m in modules}


def test_no_contract_is_softened_without_a_reason():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert [contract["id"] for contract in contracts if contract.get("ignore_imports")] == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_files_of_a_room_keep_the_habits_of_the_house(room):
    paths = [path for path in _files() if path.relative_to(ROOT).parts[0] == room]
    assert paths
    assert {_own(path): broken for path in paths if (broken := list(_broken_habits(path)))} == {}


def _broken_habits(path: Path) -> Iterator[str]:
    if path.name in BIG_DRAWERS:
        yield "is named as a drawer for everything"
    text = path.read_text()
    if "migrations" in path.parts or not text.strip():
        return
    tree = ast.parse(text, filename=str(path))
    if not ast.get_docstring(tree):
        yield "does not say what it is"
    if "from __future__ import annotations" not in text:
        yield "has no annotations from __future__"
    if path.name != "settings.py" and text.count("\n") > FILE_LINES:
        yield f"has more than {FILE_LINES} lines"
    yield from (f"catches everything in line {line}" for line in _broad_catches(tree))
    yield from (word for word in ("mark_safe", "|safe", "TODO", "FIXME", "@csrf_exempt") if word in text)


def test_no_template_holds_script_style_or_unescaped_text():
    paths = sorted((ROOT / "templates").rglob("*.html"))
    assert paths
    assert {_own(path): held for path in paths if (held := list(_inline(path.read_text())))} == {}


def _inline(text: str) -> Iterator[str]:
    words = ("|safe", "autoescape off", "<style", " style=", " onclick=", " onload=", "javascript:")
    yield from (word for word in words if word in text)
    named = text.count("<script src=") + text.count("<script defer src=") + _module_scripts(text)
    if text.count("<script") != named:
        yield "a script of its own"


def _module_scripts(text: str) -> int:
    return text.count('<script type="module" src=') + text.count('<script type="application/')


def _broad_catches(tree: ast.Module) -> Iterator[int]:
    """Lines with a bare `except`, or one of Exception or BaseException."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
            if any(c is None or (isinstance(c, ast.Name) and c.id in {"Exception", "BaseException"}) for c in caught):
                yield node.lineno


def test_the_edition_of_python_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"


def test_every_requirement_is_pinned_in_the_lock_beside_it():
    for name in ("requirements", "requirements-dev"):
        wanted = {_package(line) for line in _lines(ROOT / f"{name}.txt") if not line.startswith("-")}
        pinned = {_package(line) for line in _lines(ROOT / f"{name}.lock") if "==" in line}
        assert wanted <= pinned


def test_both_locks_pin_the_same_versions():
    dev = set(_lines(ROOT / "requirements-dev.lock"))
    assert [line for line in _lines(ROOT / "requirements.lock") if line not in dev] == []


def _lines(path: Path) -> list[str]:
    return [line.split("#")[0].strip() for line in path.read_text().splitlines() if line.split("#")[0].strip()]


def _package(line: str) -> str:
    name = line.split(";")[0]
    for border in "[~=<> ":
        name = name.split(border)[0]
    return name.lower().replace("_", "-")


def test_every_variable_that_the_settings_read_is_documented():
    settings = (ROOT / "newsroom" / "settings.py").read_text()
    read = set(re.findall(r'\benv(?:_flag|_number|_object)?\(\s*"([A-Z_]+)"', settings)) | set(
        re.findall(r'environ\.get\("([A-Z_]+)"', settings)
    )
    assert len(read) > 20
    documented = (ROOT / "docs" / "settings.md").read_text()
    assert [name for name in sorted(read) if f"| `{name}` |" not in documented] == []


@pytest.mark.parametrize("path", [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"], ids=_own)
def test_a_paper_points_only_at_files_that_stand(path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_what_runs_once_stands():
    assert [path for path in sorted(ONCE) if not (ROOT / path).is_file()] == []


def test_only_the_clock_sends_messages_to_workers():
    """No web request may talk to the broker (docs/decisions/0002)."""
    senders = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(ROOT.glob("[a-z]*/**/*.py"))
        if not path.relative_to(ROOT).parts[0].startswith((".", "var", "tests", "benchmarks"))
        and re.search(r"\.(delay|apply_async|send_task)\(", path.read_text())
    ]
    assert senders == ["newsroom/clock.py"]
