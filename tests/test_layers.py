"""The rooms' contracts hold, and would notice if they did not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint_imports(folder: Path, package: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of `folder`'s pyproject.toml over the package that lies in `package`."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_rooms_import_one_way_and_keep_their_fences() -> None:
    """Data flows one way, and each library is known in one room only."""
    linted = lint_imports(ROOT, ROOT / "src")
    assert linted.returncode == 0, linted.stdout[-3000:] + linted.stderr[-1000:]


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("marking", "import nsmtrainer.practice", "Rooms import only"),
        ("content", "import nsmtrainer.reading", "Rooms import only"),
        ("practice", "import yaml", "Only content"),
        ("tui", "import pydantic", "Only content"),
        ("marking", "import spacy", "Only reading"),
        ("content", "import rapidfuzz", "Only reading"),
        ("practice", "import sqlite3", "Only sessions"),
        ("practice", "import typer", "Only the command line"),
        ("cli", "import jinja2", "Only reports"),
        ("cli", "from textual.app import App", "Only the TUI"),
        ("helpers", "", "Rooms import only"),
    ],
)
def test_a_broken_fence_is_noticed(tmp_path: Path, room: str, line: str, contract: str) -> None:
    """An import across a fence, or a room that is in no layer, breaks the contract that it belongs to."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "src" / "nsmtrainer"
    shutil.copytree(
        ROOT / "src" / "nsmtrainer", package, ignore=shutil.ignore_patterns("__pycache__", "*.onnx")
    )
    (package / room).mkdir(exist_ok=True)
    (package / room / "__init__.py").touch()
    (package / room / "astray.py").write_text(line + "\n")
    linted = lint_imports(tmp_path, tmp_path / "src")
    assert linted.returncode == 1, linted.stdout[-3000:] + linted.stderr[-1000:]
    assert any(contract in line and "BROKEN" in line for line in linted.stdout.splitlines())
