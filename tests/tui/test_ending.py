"""However the program ends: what was typed is kept, the status says how, the terminal is restored."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from nsmtrainer.sessions.opening import open_present_store
from tests.tui.terminal import Terminal

PROGRAM = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.path.insert(0, {root!r})
from tests.tui.room import tiny_library, tiny_score
from nsmtrainer.tui import app, room, start
{more}
sys.exit(start.start(room.Room(tiny_library, tiny_score)))
"""
ROOT = str(Path(__file__).parents[2])
BROKEN_HINT = """
from nsmtrainer.tui.answer.screen import AnswerScreen
AnswerScreen.action_hint = lambda self: 1 / 0
"""
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"
LAST_KEY = "the last word I"
"""Its last key is a word of its own, so that the count of words tells when the program has got it."""


def started(home: Path, more: str = "") -> Terminal:
    """Start the program and an answer in it."""
    terminal = Terminal(home, PROGRAM.format(root=ROOT, more=more))
    terminal.read_until("begin with")
    terminal.type("\r")
    terminal.read_until("Your answer")
    return terminal


def drafts(home: Path) -> list[str]:
    """Return the texts of the drafts that are kept."""
    store = open_present_store(home / "sessions.db")
    if store is None:
        return []
    with store:
        return [draft.text for draft in store.latest_drafts()]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_saves_the_last_key_and_restores_the_terminal(
    tmp_path: Path, number: int, status: int
) -> None:
    """The draft holds everything typed, the exit status is 128 plus the number, the screen is left."""
    with started(tmp_path) as terminal:
        terminal.type(LAST_KEY)
        terminal.read_until("4 words")
        terminal.process.send_signal(number)
        assert terminal.wait() == status
        assert ALTERNATE_SCREEN_OFF in terminal.output
    assert drafts(tmp_path) == [LAST_KEY]


def test_a_closed_window_loses_nothing(tmp_path: Path) -> None:
    """The terminal is gone, the draft is there."""
    with started(tmp_path) as terminal:
        terminal.type(LAST_KEY)
        terminal.read_until("4 words")
        terminal.close()
        assert terminal.process.wait(60) == 129
    assert drafts(tmp_path) == [LAST_KEY]


def test_a_kill_loses_at_most_the_last_second_and_a_half(tmp_path: Path) -> None:
    """What the screen calls saved is there after SIGKILL."""
    with started(tmp_path) as terminal:
        terminal.type("kept for sure")
        terminal.read_until("saved")
        terminal.process.kill()
        terminal.wait()
    assert drafts(tmp_path) == ["kept for sure"]


def test_a_defect_saves_the_draft_and_shows_no_text_of_anybody(tmp_path: Path) -> None:
    """An exception in the screens ends with status 70, the draft kept, no traceback, no answer shown."""
    with started(tmp_path, BROKEN_HINT) as terminal:
        terminal.type("my secret words")
        terminal.read_until("3 words")
        terminal.type("\x14")
        assert terminal.wait() == 70
        after = terminal.output.split(ALTERNATE_SCREEN_OFF)[-1]
    assert b"ZeroDivisionError" in after
    assert b"secret" not in after
    assert b"Traceback" not in after
    assert drafts(tmp_path) == ["my secret words"]


FULL = """
from nsmtrainer.sessions.faults import FullStoreError
from nsmtrainer.sessions.store import Store
def full(*given, **named):
    raise FullStoreError("The disk is full.", "Make room.")
Store.start_draft = full
"""


@pytest.mark.parametrize("way", ["a key", "a signal", "a defect"])
def test_what_no_store_takes_is_put_into_a_file(tmp_path: Path, way: str) -> None:
    """However the program ends: the file is named, only the user may read it, and the status says it."""
    with started(tmp_path, FULL + BROKEN_HINT) as terminal:
        terminal.type("my own words")
        terminal.read_until("NOT SAVED")
        if way == "a signal":
            terminal.process.send_signal(signal.SIGTERM)
        else:
            terminal.type({"a key": "\x11", "a defect": "\x14"}[way])
        assert terminal.wait() == {"a key": 3, "a signal": 143, "a defect": 70}[way]
        after = terminal.output.split(ALTERNATE_SCREEN_OFF)[-1].decode()
    (file,) = tmp_path.glob("nsmtrainer-unsaved-*.txt")
    assert file.read_text(encoding="utf-8").endswith("\n\nmy own words\n")
    assert file.stat().st_mode & 0o777 == 0o600
    assert str(file) in after.replace("\r\n", "")
    assert "my own words" not in after
    assert "is saved as a draft" not in after


def test_what_cannot_be_put_into_a_file_either_is_shown(tmp_path: Path) -> None:
    """With no room anywhere the words themselves are left in the terminal."""
    more = (
        "import tempfile\n"
        "def no_room(*given, **named):\n"
        "    raise OSError(28, 'No space left on device')\n"
        "tempfile.mkstemp = no_room\n"
    )
    with started(tmp_path, FULL + more) as terminal:
        terminal.type("my own words")
        terminal.read_until("NOT SAVED")
        terminal.type("\x11")
        assert terminal.wait() == 3
        after = terminal.output.split(ALTERNATE_SCREEN_OFF)[-1]
    assert b"my own words" in after


def test_a_broken_byte_on_the_keyboard_is_dropped(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 neither end the program nor take words with them."""
    with started(tmp_path) as terminal:
        terminal.type(b"before \xff\xfe after")
        terminal.read_until("saved")
        terminal.type("\x11")
        assert terminal.wait() == 0
    (text,) = drafts(tmp_path)
    assert text.startswith("before ")
    assert text.endswith(" after")
