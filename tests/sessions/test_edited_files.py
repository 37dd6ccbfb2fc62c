"""Files for the user's own editor: what is in them when the program is killed is found again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from nsmtrainer.sessions.edited_files import FOLDER, NAME, STALE_SECONDS, left_behind, lend
from nsmtrainer.sessions.places import home_folder

KILLED = """
import os, signal, subprocess, sys
from nsmtrainer.sessions.edited_files import lend
lent = lend("old words")
editor = subprocess.Popen(["/bin/sh", "-c", sys.argv[1], "sh", str(lent.path)], pass_fds=lent.handed_on)
if sys.argv[2:]:
    editor.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(editor: str) -> None:
    """Have a program killed when its editor, a line of shell, has ended."""
    done = subprocess.run([sys.executable, "-c", KILLED, editor, "wait"], check=False)
    assert done.returncode == -signal.SIGKILL


def test_what_an_editor_wrote_before_a_kill_is_found() -> None:
    """The file is named at every later start until somebody removes it."""
    killed('printf "new words" > "$1"')
    (path,) = left_behind()
    assert path.read_text(encoding="utf-8") == "new words"
    assert path.name == NAME
    assert left_behind() == (path,)
    path.unlink()
    assert left_behind() == ()


def test_a_file_that_was_not_changed_is_no_news() -> None:
    """Its text is in the draft; it goes once no editor can have it open any more."""
    killed("true")
    assert left_behind() == ()
    (folder,) = (home_folder() / FOLDER).iterdir()
    os.utime(folder, (folder.stat().st_mtime - STALE_SECONDS - 1,) * 2)
    assert left_behind() == ()
    assert not folder.exists()


def test_what_an_editor_recovers_from_is_found() -> None:
    """The text is as it was, but beside it lies what was typed and not written yet."""
    killed('printf "new words" > "$(dirname "$1")/.answer.txt.swp"')
    assert len(left_behind()) == 1


def test_a_file_that_is_open_is_nobodys_rest() -> None:
    """Neither the one of another window, nor one whose editor outlives the program."""
    lent = lend("old words")
    lent.path.write_text("new words", encoding="utf-8")
    assert left_behind() == ()
    lent.remove()
    orphan = subprocess.Popen(
        [sys.executable, "-c", KILLED, 'read line; printf "new words" > "$1"'],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert orphan.wait() == -signal.SIGKILL
    assert left_behind() == ()
    assert orphan.stdin is not None
    assert orphan.stdout is not None
    orphan.stdin.write(b"go on\n")
    orphan.stdin.close()
    orphan.stdout.read()  # until the editor has ended
    orphan.stdout.close()
    assert len(left_behind()) == 1


def test_nothing_stays_of_a_file_that_was_taken_back() -> None:
    """Only the folder for such files does, which is empty."""
    lend("words").remove()
    assert list((home_folder() / FOLDER).iterdir()) == []
    assert left_behind() == ()


@pytest.mark.parametrize("variable", ["/proc/nowhere", "~nobody-of-that-name"])
def test_a_home_that_takes_no_file(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor opens all the same, on a file among the temporary ones."""
    monkeypatch.setenv("NSMTRAINER_HOME", variable)
    lent = lend("words")
    assert lent.path.read_text(encoding="utf-8") == "words"
    assert left_behind() == ()
    lent.remove()
    assert not lent.path.parent.exists()
