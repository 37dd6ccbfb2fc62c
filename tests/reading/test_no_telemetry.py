"""Nothing leaves the machine: the libraries under the reader leave no trace of reporting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

READ = """
import socket
def refuse(*_args, **_kwargs):
    raise AssertionError("the reader opened a connection")
socket.socket.connect = refuse
from nsmtrainer.content.library import load_library
from nsmtrainer.practice.score import score_answer
score_answer(load_library(), "airbnb", "My north star is nights stayed.")
"""


def test_reading_an_answer_leaves_nothing_in_the_users_folders(sealed_home: Path) -> None:
    """A library that keeps events to report would keep them in the user's home; none does."""
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [path for path in sealed_home.rglob("*") if path.is_file()] == []
