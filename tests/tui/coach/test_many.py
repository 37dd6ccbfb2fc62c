"""A cohort of ten thousand: the screen is never held up by people that are out of sight."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.widgets import OptionList

from nsmtrainer.sessions.coach_opening import open_desk
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.coach.rows import Row
from nsmtrainer.tui.coach.screen import CohortScreen
from tests.tui.coach.cohort import keep_cohort
from tests.tui.room import NOON, tiny_room
from tests.tui.walk import press, settle, shown

PEOPLE = 10_000
STALL = 0.05
"""Seconds of the screen's own processor time after which a key is felt to hang."""
TRIES = 10


async def test_ten_thousand_people_are_listed_without_a_stall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filling the list stays below a twentieth of a second, and only rows in sight are made."""
    keep_cohort(tmp_path, monkeypatch)
    with open_desk(now=lambda: NOON) as store:
        store.set_roster("spring", [f"Person {number:05d}" for number in range(PEOPLE)])
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, CohortScreen)
        rows = screen.query_one("#rows", OptionList)
        assert rows.option_count == PEOPLE + 4

        def fill() -> float:
            began = time.thread_time()
            screen._fill()
            return time.thread_time() - began

        filled = min(fill() for _ in range(TRIES))
        assert filled < STALL
        await press(pilot, "end", "home")
        made = [row for row in rows.options if isinstance(row, Row) and row._made is not None]
        assert len(made) < 200, "rows out of sight are not made"
        await press(pilot, "end")
        assert f"Person {PEOPLE - 1:05d}" in shown(app, "#says")
