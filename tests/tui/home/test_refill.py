"""What home shows is cut to its panels, whose size may depend on what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from nsmtrainer.sessions.models import Draft, Summary
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.home import past
from nsmtrainer.tui.home.past import Past
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.room import Room
from tests.tui.room import ANSWER, NOON
from tests.tui.walk import answer, press, settle

SIZES = ((80, 24), (61, 17), (62, 18), (64, 19), (66, 20), (70, 22), (75, 25), (90, 21), (110, 30), (140, 45))
FILLS = 4
"""How often one change of the size may lead to filling the panels: each of the two, once more for a bar."""


async def test_filling_comes_to_rest_in_every_size(app: PracticeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scroll bar that comes takes room from the text that it is for: that settles; no line wraps."""
    whole = past.past_of

    def long_past(room: Room, drafts: tuple[Draft, ...], attempts: Sequence[Summary]) -> Past:
        """Make many attempts of one, over many weeks."""
        many = [
            replace(one, seq=n, started_at=NOON - timedelta(days=3 * n))
            for one in attempts
            for n in range(1, 40)
        ]
        return whole(room, drafts, tuple(many))

    monkeypatch.setattr(past, "past_of", long_past)
    fills = 0
    fill = HomeScreen._fill

    def counted(screen: HomeScreen, seen: Past) -> None:
        nonlocal fills
        fills += 1
        fill(screen, seen)

    monkeypatch.setattr(HomeScreen, "_fill", counted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
        for size in SIZES:
            fills = 0
            await pilot.resize_terminal(*size)
            await settle(pilot)
            for _ in range(FILLS):
                await pilot.pause(0.02)
            assert fills <= FILLS, size
            at_rest = fills
            for _ in range(FILLS):
                await pilot.pause(0.02)
            assert fills == at_rest, size
            text = app.screen.query_one("#levels", Static)
            room = app.screen.query_one("#picture", VerticalScroll).size.width
            assert all(len(row) < room for row in str(text.visual).splitlines()), size
