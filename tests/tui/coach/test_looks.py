"""The coach's screens in both sizes and both themes: as they looked when last looked at, and readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.themes import DARK, LIGHT
from tests.tui.coach.cohort import keep_cohort
from tests.tui.room import tiny_room
from tests.tui.test_screens import LETTERS, SIZES, drawn, runs, unreadable
from tests.tui.walk import press, settle

SCENES = (
    ("cohort", ()),
    ("person", ("down",)),
    ("judging", ("home", "enter")),
    ("criterion", ("n", "down")),
    ("a reason", ("2",)),
    ("judged", (*"Why not", "enter")),
    ("blind", ("b", "n", "down", "2")),
    ("agreement", ("escape", "g")),
    ("help", ("escape", "f1")),
)
OVER_ANOTHER = {"a reason", "agreement", "help"}


@pytest.mark.parametrize("size", SIZES)
async def test_the_desk_looks_as_it_was_looked_at(
    size: str, snapshot: SnapshotAssertion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One walk through the coach's screens; all text is readable in either theme."""
    keep_cohort(tmp_path, monkeypatch)
    app = PracticeApp(tiny_room(), opening="app.coach")
    dim: list[str] = []
    async with app.run_test(size=SIZES[size], notifications=False) as pilot:
        await settle(pilot)
        for name, keys in SCENES:
            for key in keys:
                await press(pilot, key)
            for field in app.screen.query(Input):
                field.cursor_blink = False
            await pilot.pause()
            looks = {}
            for theme in (app.theme, LIGHT if app.theme == DARK else DARK):
                app.theme = theme
                await pilot.pause()
                looks[theme] = drawn(app)
                if name not in OVER_ANOTHER:
                    dim += [f"{name}, {theme}: {said}" for said in unreadable(app)]
            characters, letters, styles = looks[DARK]
            legend = [
                *(f"{LETTERS[n]} dark {one}" for n, one in enumerate(styles)),
                *(f"{LETTERS[n]} light {one}" for n, one in enumerate(looks[LIGHT][2])),
            ]
            assert "\n".join([*characters, runs(letters), *legend]) == snapshot(name=name)
    assert not dim
