"""Exports and reports by the real command, killed at any moment or without room: the old file or the new."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nsmtrainer.files import TEMPORARY_PREFIX
from nsmtrainer.sessions.opening import open_store
from tests.reliability.counts import counted
from tests.sessions.build import attempt

KINDS = ("json", "html", "md", "csv")
Note = Any
OLD = "what was exported yesterday\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with sessions enough that writing them takes a moment."""
    folder = tmp_path_factory.mktemp("export-home")
    with open_store(folder / "sessions.db") as store:
        store.add_all([attempt(number, number % 4) for number in range(1, 401)])
    return folder


PROGRAM = """
import resource, sys
room = int(sys.argv.pop(1))
if room:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
from nsmtrainer.__main__ import main
main()
"""


def begin(home: Path, kind: str, path: Path, room: int = 0) -> subprocess.Popen[str]:
    """Start the command that writes all sessions as one kind of file, none of over `room` bytes if given."""
    arguments = ["export", "--everything"] if kind == "json" else ["report"]
    if kind in {"html", "md"}:
        arguments += [str(number) for number in range(1, 301)]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(room), "sessions", *arguments, "-o", str(path)],
        env={**os.environ, "NSMTRAINER_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def temporaries(folder: Path) -> list[Path]:
    """Return what half-written files are there."""
    return [one for one in folder.iterdir() if one.name.startswith(TEMPORARY_PREFIX)]


@counted(7, "an export or report by the command, killed while it writes", everyday=2, full=100)
def test_kills_of_an_export(home: Path, tmp_path: Path, count: int, record_property: Note) -> None:
    """The file is the old one or the complete new one, and what a kill left is swept away later."""
    dice = random.Random(count)
    whole: dict[str, tuple[str, float]] = {}
    for kind in KINDS[: max(1, min(4, count // 2))]:
        path = tmp_path / f"whole.{kind}"
        process = begin(home, kind, path)
        seen = wait_for_writing(process, tmp_path)
        assert process.wait() == 0
        whole[kind] = path.read_text(encoding="utf-8"), time.monotonic() - seen
        path.unlink()
    old = new = 0
    for _ in range(count):
        kind = dice.choice(list(whole))
        path = tmp_path / f"sessions.{kind}"
        path.write_text(OLD, encoding="utf-8")
        process = begin(home, kind, path)
        wait_for_writing(process, tmp_path)
        time.sleep(dice.uniform(0, whole[kind][1]))
        process.kill()
        process.wait()
        found = path.read_text(encoding="utf-8")
        assert found in (OLD, whole[kind][0])
        old, new = old + (found == OLD), new + (found != OLD)
    left = temporaries(tmp_path)
    assert (old and left) or count < 10, "no kill fell into the writing"
    for one in left:
        os.utime(one, (1, 1))
    for kind in whole:
        process = begin(home, kind, tmp_path / f"sessions.{kind}")
        assert process.wait() == 0
    assert not temporaries(tmp_path)
    record_property("note", f"{old} old, {new} new")


def wait_for_writing(process: subprocess.Popen[str], folder: Path) -> float:
    """Wait until an export has begun its file; return when that was."""
    before = {one.name for one in temporaries(folder)}
    while process.poll() is None and {one.name for one in temporaries(folder)} == before:
        time.sleep(0.001)
    return time.monotonic()


@counted(7, "an export or report by the command on a full disk", everyday=1, full=20)
def test_a_full_disk_under_an_export(home: Path, tmp_path: Path, count: int) -> None:
    """The old file stays, no rest is left, the message says what to do, and with room it works."""
    dice = random.Random(count)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        path = tmp_path / f"sessions.{kind}"
        path.write_text(OLD, encoding="utf-8")
        process = begin(home, kind, path, room=dice.randrange(64, 60_000))
        _, said = process.communicate()
        assert process.returncode == 2, said
        assert "cannot be written" in said
        assert "Traceback" not in said
        assert path.read_text(encoding="utf-8") == OLD
        assert not temporaries(tmp_path)
    assert begin(home, "json", tmp_path / "sessions.json").wait() == 0
    assert (tmp_path / "sessions.json").read_text(encoding="utf-8") != OLD
