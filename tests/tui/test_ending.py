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
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"


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
        terminal.type("the last word")
        terminal.read_until("3 words")
        terminal.process.send_signal(number)
        assert terminal.wait() == status
        assert ALTERNATE_SCREEN_OFF in terminal.output
    assert drafts(tmp_path) == ["the last word"]


def test_a_closed_window_loses_nothing(tmp_path: Path) -> None:
    """The terminal is gone, the draft is there."""
    with started(tmp_path) as terminal:
        terminal.type("the last word")
        terminal.read_until("3 words")
        terminal.close()
        assert terminal.process.wait(60) == 129
    assert drafts(tmp_path) == ["the last word"]


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
    more = (
        "from nsmtrainer.tui.answer.screen import AnswerScreen\n"
        "AnswerScreen.action_hint = lambda self: 1 / 0\n"
    )
    with started(tmp_path, more) as terminal:
        terminal.type("my secret words")
        terminal.read_until("3 words")
        terminal.type("\x14")
        assert terminal.wait() == 70
        after = terminal.output.split(ALTERNATE_SCREEN_OFF)[-1]
    assert b"ZeroDivisionError" in after
    assert b"secret" not in after
    assert b"Traceback" not in after
    assert drafts(tmp_path) == ["my secret words"]


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
