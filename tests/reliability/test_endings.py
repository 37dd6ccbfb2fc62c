"""The practice room in a terminal: killed, told to end, robbed of its window, broken from inside."""

from __future__ import annotations

import random
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from nsmtrainer.sessions.opening import open_present_store
from tests.reliability.counts import counted
from tests.reliability.walk import QUIT
from tests.reliability.window import Window

Note = Any
STATE = re.compile(r"(\d+) words?(?: · (saved|saving|NOT SAVED))?")
MOST_UNSAVED = 1.5
"""Seconds of typing that a kill may take with it, once the screen has shown it."""

MODES_LEFT = [b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l"]
"""Main screen, cursor shown, no mouse reports (three kinds), no marks around pastes."""


def drafts(home: Path) -> list[str]:
    """Return the texts of the drafts that are kept, the latest first."""
    store = open_present_store(home / "sessions.db")
    if store is None:
        return []
    with store:
        return [draft.text for draft in store.latest_drafts()]


class Typist:
    """Types words of one letter and keeps what the screen says of them, and when."""

    def __init__(self, window: Window, text: str) -> None:
        self.window = window
        self.text = text
        self.saved = 0
        self.shown: dict[int, float] = {}

    def type_for(self, seconds: float, dice: random.Random) -> None:
        """Type with pauses as people make them."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            key = " " if self.text and self.text[-1] != " " else dice.choice("abcdefghij")
            self.window.type(key)
            self.text += key
            pause = min(dice.choice([0.02, 0.02, 0.05, 0.1, 0.5]), max(0.0, end - time.monotonic()))
            self.note(self.window.look(pause))

    def note(self, screen: str) -> None:
        """Note how many words the screen counts, and whether it calls them saved."""
        found = STATE.search(screen)
        if found is None:
            return
        words = int(found[1])
        for number in range(words, 0, -1):
            if self.shown.setdefault(number, time.monotonic()) != self.shown[words]:
                break
        if found[2] == "saved":
            self.saved = max(self.saved, words)


@counted(1, "kill -9 while somebody types in a terminal", everyday=1, full=200)
def test_kills_while_typing(tmp_path: Path, count: int, record_property: Note) -> None:
    """What the screen called saved is in the draft, next to nothing else is lost, and home offers it."""
    dice = random.Random(count)
    kept, worst = "", 0.0
    for _ in range(count):
        with Window(tmp_path) as window:
            assert ("Go on" in window.until(lambda t: "begin with" in t or "Go on" in t)) == bool(kept)
            window.begin()
            typist = Typist(window, kept)
            typist.note(window.text)
            typist.type_for(dice.uniform(0.0, 3.0), dice)
            window.process.kill()
            killed = time.monotonic()
            window.wait()
            typist.note(window.text)
        found = (drafts(tmp_path) or [""])[0]
        assert typist.text.startswith(found)
        words = len(found.split())
        assert words >= typist.saved
        unsaved = killed - typist.shown.get(words + 1, killed)
        assert unsaved <= MOST_UNSAVED
        worst = max(worst, unsaved)
        kept = found
    assert kept or count < 5
    record_property("note", f"at most {worst:.1f} s of typing unsaved")


@pytest.mark.parametrize("way", ["SIGTERM", "SIGHUP", "window closed"])
@counted(2, "SIGTERM, SIGHUP or the window closed while somebody types", everyday=0, full=50)
def test_ends_that_others_decide(tmp_path: Path, count: int, way: str) -> None:
    """The last key that arrived is kept, the status names the signal, the terminal is as it was."""
    dice = random.Random(f"{way}{count}")
    text = ""
    for number in range(1, count + 1):
        with Window(tmp_path) as window:
            before = window.settings
            window.begin()
            said = f" {number}x" if text else f"{number}x"
            text += said
            window.type(said)
            window.until(f"{number} word")
            window.look(dice.choice([0.0, 0.0, dice.uniform(0, 0.6)]))
            if way == "window closed":
                window.close()
                assert window.process.wait(60) == 128 + signal.SIGHUP
            else:
                which = signal.Signals[way]
                window.process.send_signal(which)
                assert window.wait() == 128 + which
                for mode in MODES_LEFT:
                    assert mode in window.output
                assert window.output.rfind(b"\x1b[?1049h") < window.output.rfind(b"\x1b[?1049l")
                assert window.settings == before
                assert b"Traceback" not in window.output
        assert drafts(tmp_path) == [text]


NO_AUTOSAVE = """
from nsmtrainer.tui.answer import autosave, screen
autosave.AFTER_LAST_KEY = autosave.AT_MOST = 600
async def never(self):
    pass
screen.AnswerScreen.on_unmount = never
"""
"""Nothing is saved behind the typing, nor when a screen goes, as where it cannot be taken down in time."""


def test_a_signal_right_after_a_key(tmp_path: Path) -> None:
    """A signal that comes before the saving behind the typing finds the key and keeps it."""
    with Window(tmp_path, NO_AUTOSAVE) as window:
        window.begin()
        window.type("the last word I")
        window.until("4 words · saving")
        window.process.send_signal(signal.SIGTERM)
        assert window.wait() == 128 + signal.SIGTERM
    assert drafts(tmp_path) == ["the last word I"]


def test_a_defect_right_after_a_key(tmp_path: Path) -> None:
    """An exception that comes before the saving behind the typing loses nothing either."""
    broken = (
        "from nsmtrainer.tui.answer.screen import AnswerScreen\n"
        "AnswerScreen.action_hint = lambda self: 1 / 0\n"
    )
    with Window(tmp_path, NO_AUTOSAVE + broken) as window:
        window.begin()
        window.type("the last word I")
        window.until("4 words · saving")
        window.type("\x14")
        assert window.wait() == 70
    assert drafts(tmp_path) == ["the last word I"]


BREAK = """
import os, signal
class InjectedError(Exception): pass
NET = {"ending.py", "keyboard.py", "start.py", "pen.py"}
def watch(frame, event, argument):
    global left
    name = frame.f_code.co_filename
    if event != "call" or "/nsmtrainer/tui/" not in name or os.path.basename(name) in NET:
        return
    if frame.f_code.co_name in {"save_all", "save_at_once", "_current", "text"}:
        return
    left -= 1
    if left == 0:
        sys.setprofile(None)
        with open(PLACE, "w") as file:
            file.write(os.path.basename(name) + ":" + frame.f_code.co_name)
        raise InjectedError
def arm(*_):
    sys.setprofile(watch)
left = BREAKS_AT
signal.signal(signal.SIGUSR1, arm)
"""
"""Raises in the n-th function of the screens that is called after a signal; the net itself is left whole."""

KEYS = ["\x14", "\x1bOP", "\x1b", "x", " ", "\x13", "\x04", "\x1b[A", "\x1b[B", "\r", "1", "\x02", "\t"]


@counted(9, "an exception in any function of the screens", everyday=1, full=50)
def test_exceptions_inside(tmp_path: Path, count: int, record_property: Note) -> None:
    """The draft holds everything typed, the status is 70, the place is named, nobody's words are shown."""
    dice = random.Random(count)
    places = set()
    survived = 0
    for number in range(count):
        home = tmp_path / str(number)
        place = tmp_path / f"{number}.place"
        code = BREAK.replace("BREAKS_AT", str(dice.randint(1, 120))).replace("PLACE", repr(str(place)))
        with Window(home, code) as window:
            window.begin()
            window.type("my secret words")
            window.until("3 words")
            window.process.send_signal(signal.SIGUSR1)
            for _ in range(200):
                window.look(0.05)
                if window.process.poll() is not None or b"\x1b[?1049l" in window.output:
                    break
                window.type(dice.choice(KEYS))
            if window.process.poll() is None and b"\x1b[?1049l" not in window.output:
                # It fell into work that may fail without ending the program, such as one save of many.
                window.type(QUIT)
                survived += 1
                assert window.wait() == 0
            else:
                assert window.wait() == 70
                after = window.output.split(b"\x1b[?1049l")[-1].decode()
                assert "InjectedError at " in after
                places.add(place.read_text(encoding="utf-8"))
                assert "Traceback" not in after
                assert "secret" not in after
        kept = [re.sub(r"[x1\s]", "", text) for text in [*drafts(home), *answers(home)]]  # without later keys
        assert any("mysecretwords" in text for text in kept)
    assert survived <= max(1, count // 10)
    record_property("note", f"{len(places)} different functions; {survived} went on")


def answers(home: Path) -> list[str]:
    """Return the answers that are kept: the keys above may have finished the draft."""
    store = open_present_store(home / "sessions.db")
    if store is None:
        return []
    with store:
        return [one.text for one in store.attempts()]


@counted(9, "runs of random bytes on the keyboard, many of them no UTF-8", everyday=0, full=50)
def test_noise_on_the_keyboard(tmp_path: Path, count: int) -> None:
    """Bytes that are no text are dropped; the words before and after them are kept, and the program runs."""
    dice = random.Random(count)
    with Window(tmp_path) as window:
        window.begin()
        for number in range(1, count + 1):
            noise = bytes(dice.randrange(0x80, 0x100) for _ in range(dice.randint(1, 30)))
            window.type(f" {number}<".encode() + noise + f">{number}".encode())
            window.rest(0.05)  # what is drawn of these letters depends on the terminal; the draft tells
        window.type("\x13")
        window.until("· saved")
        window.type("\x11")
        assert window.wait() == 0
    (text,) = drafts(tmp_path)
    for number in range(1, count + 1):
        assert re.search(rf" {number}<.*?>{number}", text)
    assert re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]*", text)
