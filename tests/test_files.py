"""Files appear whole or not at all."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nsmtrainer.files import TEMPORARY_PREFIX, write_whole

KILLED = """
import os, signal, sys
from pathlib import Path
from nsmtrainer.files import write_whole
with write_whole(Path(sys.argv[1])) as file:
    for number in range(int(sys.argv[2])):
        file.write("new\\n" * 1000)
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    """The old text stays until the block ends well."""
    path = tmp_path / "marks.jsonl"
    path.write_text("old", encoding="utf-8")
    with write_whole(path) as file:
        file.write("new")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"


def test_an_exception_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    """What failed half-way is not there, and neither is a temporary."""
    path = tmp_path / "marks.jsonl"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), write_whole(path) as file:
        file.write("half" * (1 // 0))
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(TEMPORARY_PREFIX)] == []


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_kill_leaves_the_old_file(tmp_path: Path, count: int) -> None:
    """A killed writer leaves the old file whole."""
    path = tmp_path / "marks.jsonl"
    path.write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(count)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text(encoding="utf-8") == "old"


def test_what_a_kill_left_is_swept_later(tmp_path: Path) -> None:
    """The next write removes temporaries that are over an hour old, and only those of its own file."""
    left = tmp_path / f"{TEMPORARY_PREFIX}marks.jsonl.abc"
    other = tmp_path / f"{TEMPORARY_PREFIX}else.jsonl.abc"
    for path in (left, other):
        path.write_text("rest", encoding="utf-8")
        os.utime(path, (1, 1))
    with write_whole(tmp_path / "marks.jsonl") as file:
        file.write("new")
    assert not left.exists()
    assert other.exists()


def test_a_full_disk_is_an_error_and_changes_nothing(tmp_path: Path) -> None:
    """Where the system refuses more bytes, the old file stays and the error says so."""
    path = tmp_path / "marks.jsonl"
    path.write_text("old", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"), write_whole(path) as file:
            file.write("x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_text(encoding="utf-8") == "old"


def test_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    """A private file stays private when it is written again."""
    path = tmp_path / "marks.jsonl"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    with write_whole(path) as file:
        file.write("new")
    assert path.stat().st_mode & 0o777 == 0o640
