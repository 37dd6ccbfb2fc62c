"""Pastes in a real terminal: text in its order, no key pressed by it, too much refused at once."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from nsmtrainer.text import clean_text
from tests.reliability.counts import counted
from tests.reliability.test_endings import drafts
from tests.reliability.walk import QUIT, SAVE, pasted
from tests.reliability.window import Window

Note = Any
CONTROLS = [
    *map(chr, [*range(32), 0x7F, *range(0x80, 0xA0)]),
    *(
        "\x1b[A",
        "\x1b[B",
        "\x1b[3~",
        "\x1bOP",
        "\x1b[Z",
        "\x1b[1;5D",
        "\x1b[<0;5;5M",
        "\x1b[200~",
        "\x1b\x1b",
    ),
    *(
        "\x11",
        "\x04",
        "\x13",
        "\x14",
        "\x0f",
        "\x10",
        "\x1b",
        "\r",
        "\t",
        "\u202e",
        "\ud800",
        "\x1b]52;c;eA==\x07",
    ),
]
REFUSED_WITHIN = 0.2
"""Seconds of the program's own time for a paste of five million characters."""


@counted(12, "pastes full of control characters, in a terminal", everyday=1, full=50)
def test_pastes_full_of_control_characters(tmp_path: Path, count: int) -> None:
    """No key is pressed by a paste: the program stays where it is, and every word stands in its order."""
    dice = random.Random(count)
    expected = ""
    with Window(tmp_path, size=(100, 30)) as window:
        window.begin()
        for number in range(1, count + 1):
            pieces = [f"{number}p{turn}" + "".join(dice.choices(CONTROLS, k=4)) for turn in range(8)]
            paste = "".join(pieces).encode(errors="replace").decode()
            window.type(pasted(paste))
            window.type(f" {number}z ")
            expected += clean_text(paste) + f" {number}z "
            window.until(f"{number}z")
            window.until("^d Done")
        window.type(SAVE)
        window.until("· saved")
        assert drafts(tmp_path) == [expected]
        window.type(QUIT)
        assert window.wait() == 0


@counted(12, "pastes of 5 MB, in a terminal", everyday=0, full=4)
def test_a_paste_that_is_far_too_large(tmp_path: Path, count: int, record_property: Note) -> None:
    """It is refused whole in a moment, the draft stays, and the next word is typed as ever."""
    worst = 0.0
    with Window(tmp_path, size=(100, 30)) as window:
        window.begin()
        window.type("kept")
        window.until("1 word · saved")
        for number in range(1, count + 1):
            window.type("\x1b[200~")
            for _ in range(5000 // 4):
                window.type("word" * 1024)
                window.look()
            began, spent = time.monotonic(), seconds_of(window)
            window.type("\x1b[201~")
            window.until("Too long")
            worst = max(worst, min(time.monotonic() - began, seconds_of(window) - spent))
            window.click("Too long")
            window.until(lambda text: "Too long" not in text)
            assert drafts(tmp_path) == ["kept" + "!" * (number - 1)]
            window.type("!")
            window.type(SAVE)
            window.until("kept" + "!" * number)
            window.until("· saved")
        window.type(QUIT)
        assert window.wait() == 0
    record_property("note", f"at most {worst:.2f} s")
    assert worst < REFUSED_WITHIN


def seconds_of(window: Window) -> float:
    """Return the processor time that the program has used, where the system tells it."""
    stat = Path(f"/proc/{window.process.pid}/stat")
    if not stat.exists():
        return time.monotonic()
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
