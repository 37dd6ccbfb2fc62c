"""Texts of strangers in every view of a real terminal: they stay text, and nothing of them acts."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.tui.app import PracticeApp
from tests.reliability.counts import counted
from tests.reliability.handed_in import spoiled_library, write_inbox, write_names
from tests.reliability.hostile import CONTROL, FOREIGN, SCRIPTS, brackets
from tests.reliability.walk import COACHING, INBOX, LINE, NAMES, OUT, PRACTICE, QUIT, WORDS, Steps, visit
from tests.reliability.window import Window
from tests.tui.room import tiny_library, tiny_room

Note = Any
SIZE = (140, 45)
ROOM = """
from tests.reliability.hostile import hostile_library
from nsmtrainer.tui.app import PracticeApp
the_room = room.Room(lambda: hostile_library({payloads!r}, {prompts}), tiny_score)
PracticeApp.action_pwned = lambda *_: open({trace!r}, "w").close()
"""
MARKED_HERE = """
from nsmtrainer.practice import cohort_marks
cohort_marks.score_answer = tiny_score
"""
"""Has submissions marked by the reader of these tests, as the answers of the room are."""

OWN = re.compile(
    rb"\x1b(?:\[[0-9;]*[mHABCDJKXrt]|\[\?[0-9;$]*[hlpu]|\[[<>=][0-9;]*u|\]22;[a-z-]*\x07|[=>78])"
)
"""The sequences that the library of widgets sends for the program; none of them carries a text."""


def room_with(payloads: list[str], trace: Path, prompts: int = 1) -> str:
    """Return the program's beginning that fills its room with payloads."""
    return ROOM.format(payloads=payloads, prompts=prompts, trace=str(trace))


def foreign(output: bytes) -> list[str]:
    """Return the control characters that were sent to a terminal and are not the program's own."""
    left = OWN.sub(b"", output).decode(errors="replace")
    return sorted({repr(c) for c in left if c in FOREIGN or (c < " " and c not in "\r\n")})


@counted(10, "a hostile string in every text of every view, in a terminal", everyday=0, full=len(CONTROL))
def test_no_foreign_control_reaches_the_terminal(tmp_path: Path, count: int) -> None:
    """Four strings after the other in all content, the answer, notes, searches and file names."""
    chosen = random.Random(count).sample(CONTROL, count)
    for first in range(0, count, 4):
        check_controls(tmp_path / str(first), chosen[first : first + 4])


@pytest.mark.slow
@pytest.mark.case(10, "all hostile strings at once, over all views, in a terminal")
def test_no_foreign_control_of_many_reaches_the_terminal(tmp_path: Path) -> None:
    """All strings at once, spread over the content."""
    check_controls(tmp_path / "all", list(CONTROL))


def check_controls(home: Path, payloads: list[str]) -> None:
    """Walk through all views with payloads everywhere, and look at what the terminal was sent."""
    words = "I count loaves delivered. " + "\n".join([*payloads, *SCRIPTS])
    with Window(home, room_with([*payloads, *SCRIPTS], home / "pwned"), SIZE) as window:
        visit(window, PRACTICE, {WORDS: words, LINE: "".join(payloads[:3]) or "x"})
        leave(window)
        check_sent(window.output, payloads)
    assert not (home / "pwned").exists()


def leave(window: Window) -> None:
    """Quit; nothing may have gone wrong on the way."""
    window.type(QUIT)
    assert window.wait() == 0


def check_sent(sent: bytes, payloads: list[str]) -> None:
    """Nothing of the payloads that could steer a terminal was sent to it, and real scripts were."""
    assert foreign(sent) == []
    for payload in payloads:
        for part in re.findall(r"[^\w\s]*77\d{3}[^\w\s]*", payload):
            assert part.isascii() is False or part[0] != "\x1b" or part.encode() not in sent
    shown = sent.decode(errors="replace")
    for script in SCRIPTS:
        assert script in shown


@counted(
    10, "hostile strings in all that a coach is handed, over the desk, in a terminal", everyday=0, full=40
)
def test_no_foreign_control_reaches_a_coach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Ten at a time as names, answers, replies, requests, names of files, paths and reasons."""
    chosen = random.Random(count).sample(CONTROL, count)
    for first in range(0, count, 10):
        home, payloads = tmp_path / str(first), chosen[first : first + 10]
        monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))  # where exemplars of a round are kept
        folder = write_inbox(home / "in", [*payloads, *SCRIPTS], tiny_library(), "Spring round")
        given = desk_paths(home, folder, [*payloads, *SCRIPTS], "".join(payloads[:3]) + "x")
        room = room_with([*payloads, *SCRIPTS], home / "pwned") + MARKED_HERE
        with Window(home, room, SIZE, "app.coach") as window:
            visit(window, COACHING, given)
            leave(window)
            check_sent(window.output, payloads)
        assert not (home / "pwned").exists()


def desk_paths(home: Path, folder: Path, payloads: list[str], line: str) -> dict[str, str]:
    """Return what a coach writes where files are asked for, and a line for everything else."""
    names = write_names(home / "names.txt", payloads)
    return {INBOX: str(folder), NAMES: str(names), OUT: f"{home}/out", LINE: line}


async def test_the_terminal_filter_stands_behind_the_cleaner() -> None:
    """A text that no cleaner has seen is drawn without what steers a terminal."""
    app = PracticeApp(tiny_room())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.mount(Static(Content(f"seen\x1b[2J\x9b31m{FOREIGN}seen"), markup=False))
        await pilot.pause()
        drawn = "".join(one.text for strip in app.screen._compositor.render_strips() for one in strip)
    assert drawn.count("seen") == 2
    assert not set(drawn) & {*FOREIGN, "\x1b"}


EDGE = re.compile(r"[\s…\u2500-\u259f]|$")
"""Where a text may be cut off: the end of a line, an ellipsis, the frame of its view or of one over it."""


def misread(screen: str, texts: dict[str, str]) -> list[str]:
    """Return the texts on a screen that are not shown letter by letter, as far as they are shown."""
    wrong = []
    for row in screen.split("\n"):
        for found in re.finditer(r"k\d{4}", row):
            text = texts[found.group()]
            shown = row[found.start() : found.start() + len(text)]
            same = next((n for n, (a, b) in enumerate(zip(text, shown, strict=False)) if a != b), len(shown))
            cut = shown[:same].endswith(" ") or EDGE.match(shown[same:])
            if same < len(text) and not cut:
                wrong.append(f"{text!r} as {shown!r}")
    return wrong


@dataclass
class Brackets:
    """Walks over views that are full of bracket markup, some texts at a time, and what came of them."""

    dice: random.Random
    seen: set[str] = field(default_factory=set)
    clicks: int = 0

    def texts(self, count: int, each: int) -> Iterator[list[str]]:
        """Yield `count` texts, `each` at a time."""
        for first in range(0, count, each):
            yield [brackets(self.dice, number % 10_000) for number in range(first, min(first + each, count))]

    def walk(self, window: Window, steps: Steps, given: dict[str, str], texts: list[str]) -> None:
        """Look at every view: all letters stand there as written, and a click on them does nothing."""
        by_head = {text[:5]: text for text in texts}

        def look(screen: str) -> None:
            assert misread(screen, by_head) == [], screen
            self.seen.update(re.findall(r"k\d{4}", screen))
            self.clicks += click_some(window, screen, self.dice)

        visit(window, steps, given, look)
        leave(window)

    @property
    def note(self) -> str:
        """How much was looked at."""
        return f"{len(self.seen)} on the screen, {self.clicks} clicks"


@counted(
    11, "bracket markup in every text of every view, in a terminal, and clicks on it", everyday=0, full=2000
)
def test_brackets_are_text(tmp_path: Path, count: int, record_property: Note) -> None:
    """Nothing fails, no letter is taken for markup, and a click on it does nothing."""
    found = Brackets(random.Random(count))
    for number, texts in enumerate(found.texts(count, each=200)):
        home = tmp_path / str(number)
        with Window(home, room_with(texts, home / "pwned", prompts=6), SIZE) as window:
            sample = found.dice.sample(texts, min(24, len(texts)))
            words = "I count loaves delivered.\n" + "\n".join(sample)
            found.walk(window, PRACTICE, {WORDS: words, LINE: sample[0]}, texts)
        assert not (home / "pwned").exists()
    record_property("note", found.note)


@counted(
    11, "bracket markup in all that a coach is handed, over the desk, and clicks on it", everyday=0, full=240
)
def test_brackets_are_text_for_a_coach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, record_property: Note
) -> None:
    """The same in names, answers, requests, names of files, and the prompts and rubrics of an assignment."""
    found = Brackets(random.Random(count))
    for number, texts in enumerate(found.texts(count, each=24)):
        home = tmp_path / str(number)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))  # where exemplars of a round are kept
        library = spoiled_library(home / "content", texts)
        folder = write_inbox(home / "in", texts, library, texts[0])
        room = room_with(texts, home / "pwned") + MARKED_HERE
        with Window(home, room, SIZE, "app.coach") as window:
            found.walk(window, COACHING, desk_paths(home, folder, texts, texts[0]), texts)
        assert not (home / "pwned").exists()
    record_property("note", found.note)


STILL = (
    "─ Why ─",
    "─ Your answer, lifted",
    "· exemplars",
    "What changed",
    "─ Hints ─",
    "Attempt 2",
    "Overall",
    "─ Imported ─",
    "─ Why the program marks so ─",
    "─ The question ─",
    "─ How well marks agree ─",
)
"""Views in which a click on the right side goes nowhere, and takes no arrow key from what follows."""


def click_some(window: Window, screen: str, dice: random.Random) -> int:
    """Click on markup in the right half of a view; return how often."""
    if not any(view in screen for view in STILL) or "esc Cancel" in screen:
        return 0
    rows = list(enumerate(screen.split("\n"), 1))
    spots = [(row, m.end() + 2) for row, line in rows for m in re.finditer(r"k\d{4}\[", line[SIZE[0] // 2 :])]
    for row, column in dice.sample(spots, min(3, len(spots))):
        place = f"0;{column + SIZE[0] // 2};{row}"
        window.type(f"\x1b[<{place}M\x1b[<{place}m")
        window.look(0.03)
    return min(3, len(spots))
