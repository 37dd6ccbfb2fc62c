"""Every screen in both sizes and both themes: as it looked when it was last looked at, and readable.

A snapshot holds, per screen and size, the characters, the places of the styles below them, and what the
styles are in either theme. After a change that is meant, look at the screens (`python docs/screenshots.py
FOLDER --all`) and run `pytest tests/tui/test_screens.py --snapshot-update`.
"""

from __future__ import annotations

import string
from collections.abc import Awaitable, Callable

import pytest
from rich.segment import Segment
from rich.style import Style
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.themes import DARK, LIGHT
from tests.tui.room import ANSWER, Clock, tiny_room
from tests.tui.test_themes import contrast
from tests.tui.walk import press, settle, write

Step = Callable[[Pilot[None]], Awaitable[None]]
SIZES = {"80x24": (80, 24), "140x45": (140, 45)}
LETTERS = string.ascii_letters + string.digits


def keys(*pressed: str) -> Step:
    """Return a step that presses keys, one after the other."""

    async def step(pilot: Pilot[None]) -> None:
        for key in pressed:
            await press(pilot, key)

    return step


def writing(text: str, *pressed: str) -> Step:
    """Return a step that writes a text, saves it and presses keys."""

    async def step(pilot: Pilot[None]) -> None:
        await write(pilot, text)
        for key in ("ctrl+s", *pressed):
            await press(pilot, key)

    return step


async def searching(pilot: Pilot[None]) -> None:
    """Open the prompts and look for one."""
    await press(pilot, "b")
    pilot.app.screen.query_one(Input).value = "crumb"
    await settle(pilot)


SCENES: tuple[tuple[str, Step], ...] = (
    ("first start", settle),
    ("prompts", searching),
    ("answer", keys("enter")),
    ("answer, written", writing(ANSWER)),
    ("hints", keys("ctrl+t")),
    ("hint", keys("1", "ctrl+s")),
    ("predict", keys("ctrl+d", "3", "3", "0")),
    ("marks", keys("enter")),
    ("criterion", keys("down", "down", "down")),
    ("why", keys("w")),
    ("exemplars", keys("w", "x")),
    ("lifted", keys("escape", "l")),
    ("follow-up", keys("l", "f")),
    ("again", keys("escape", "r")),
    ("changes", writing(ANSWER + " Complaint rate catches stale bread.", "ctrl+d", "s", "c")),
    ("home", keys("escape", "escape")),
    ("sessions", keys("s")),
    ("compare", keys("m", "down", "m")),
    ("progress", keys("escape", "escape", "g")),
    ("primer", keys("escape", "p", "down", "down", "down", "down")),
    ("rubrics", keys("escape", "u")),
    ("help", keys("f1")),
)
DIALOGS = {"hints", "predict", "follow-up", "help"}
"""Screens that lie over another one, which is dimmed on purpose."""


def lines(app: PracticeApp) -> list[list[Segment]]:
    """Return what the screen shows, line by line."""
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def described(style: Style) -> str:
    """Return a style in words, without what Textual keeps in it for itself."""
    return str(Style(**{name: getattr(style, name) for name in ("color", "bgcolor", *ATTRIBUTES)}))


ATTRIBUTES = ("bold", "italic", "underline", "strike", "dim", "reverse")


def drawn(app: PracticeApp) -> tuple[list[str], list[str], list[str]]:
    """Return the characters, the letters of their styles, and the styles in order of their letters."""
    styles: list[str] = []
    characters, letters = [], []
    for line in lines(app):
        characters.append("".join(segment.text for segment in line).rstrip())
        row = ""
        for segment in line:
            name = described(segment.style or Style())
            if name not in styles:
                styles.append(name)
            row += LETTERS[styles.index(name)] * segment.cell_length
        letters.append(row)
    return characters, letters, styles


def unreadable(app: PracticeApp) -> list[str]:
    """Return the words whose colour is too near to their ground."""
    found = []
    for line in lines(app):
        for segment in line:
            style = segment.style
            if not style or not style.color or not style.bgcolor:
                continue
            if sum(map(str.isalnum, segment.text)) < 2:  # lines, and the letter that the cursor stands on
                continue
            colour, ground = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
            if contrast(colour, ground) < 4.5:
                found.append(f"{segment.text.strip()!r}: {colour} on {ground}")
    return found


def runs(letters: list[str]) -> str:
    """Return rows of letters shortened: "a12b3" for twelve a and three b."""
    rows = []
    for row in letters:
        short, at = "", 0
        while at < len(row):
            end = at
            while end < len(row) and row[end] == row[at]:
                end += 1
            short += f"{row[at]}{end - at}"
            at = end
        rows.append(short)
    return "\n".join(rows)


@pytest.mark.parametrize("size", SIZES)
async def test_screens_look_as_they_were_looked_at(size: str, snapshot: SnapshotAssertion) -> None:
    """One walk through everything; each screen is compared in both themes, and all text is readable."""
    app = PracticeApp(tiny_room(Clock()))
    dim: list[str] = []
    async with app.run_test(size=SIZES[size]) as pilot:
        await settle(pilot)
        for name, step in SCENES:
            await step(pilot)
            for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
                field.cursor_blink = False  # whether the cursor shows would depend on the moment
            await pilot.pause()
            looks = {}
            for theme in (app.theme, LIGHT if app.theme == DARK else DARK):
                app.theme = theme
                await pilot.pause()
                looks[theme] = drawn(app)
                if name not in DIALOGS:
                    dim += [f"{name}, {theme}: {said}" for said in unreadable(app)]
            characters, letters, styles = looks[DARK]
            assert looks[LIGHT][0] == characters
            legend = [
                *(f"{LETTERS[n]} dark {one}" for n, one in enumerate(styles)),
                *(f"{LETTERS[n]} light {one}" for n, one in enumerate(looks[LIGHT][2])),
            ]
            assert "\n".join([*characters, runs(letters), *legend]) == snapshot(name=name)
    assert not dim
