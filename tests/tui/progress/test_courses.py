"""What can be looked at over time, in numbers that need no plot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nsmtrainer.practice.progress import criterion_titles, progress_of
from nsmtrainer.sessions.models import Summary
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.progress.courses import Look, looks
from tests.tui.room import ANSWER, tiny_library
from tests.tui.walk import answer, press, settle, shown


async def practised(app: PracticeApp) -> Summary:
    """Make one attempt on the screens and return it as lists see it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        (one,) = app.room.store().summaries()
    app.room.close()
    return one


def found(attempts: list[Summary]) -> dict[str, Look]:
    """Return the looks at attempts by title."""
    progress = progress_of(attempts, criterion_titles(tiny_library()))
    return {look.title: look for look in looks(progress, attempts)}


async def test_time_games_and_guesses_are_told_in_numbers(app: PracticeApp) -> None:
    """Each look names its latest values, oldest first; time is in minutes, a guess too kind is above 0."""
    one = await practised(app)
    attempts = [
        replace(
            one, seq=1, seconds=90.0, score=40.0, predictions={"guardrail": 3}, volunteered={"guardrail": 1}
        ),
        replace(one, seq=2, seconds=300.0, score=61.0, predictions={}, volunteered={"guardrail": 1}),
        replace(
            one, seq=3, seconds=240.0, score=72.0, predictions={"guardrail": 1}, volunteered={"guardrail": 1}
        ),
    ]
    by_title = found(attempts)
    assert by_title["Minutes"].values == (1.5, 5.0, 4.0)
    assert "Oldest to latest  1.5  5.0  4.0" in by_title["Minutes"].says.plain
    assert by_title["Guess and mark"].values == (2.0, 0.0), "an attempt without a guess is left out"
    assert "1 of 2 within half a level" in by_title["Guess and mark"].says.plain
    assert "Oldest to latest  40  61  72" in by_title["Transaction"].says.plain
    assert "Oldest to latest  40  61  72" in by_title["Score"].says.plain


async def test_a_long_past_is_told_by_its_latest_values(app: PracticeApp) -> None:
    """More than a line holds is cut at the old end, and says so."""
    one = await practised(app)
    says = found([replace(one, seq=n, score=float(n)) for n in range(1, 31)])["Score"].says.plain
    assert "Oldest to latest  ... 19  20" in says
    assert says.count("30") >= 1


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_every_look_can_be_plotted(app: PracticeApp, size: tuple[int, int]) -> None:
    """Moving through the list shows each plot with its numbers below, time and guesses included."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "ctrl+d", "3", "3", "enter", "escape", "g")
        rows = app.screen.query_one("#looks")
        titles = [str(option.prompt) for option in rows.options]  # type: ignore[attr-defined]
        assert any("Minutes" in title for title in titles)
        assert any("Guess and mark" in title for title in titles)
        for _ in titles:
            assert "Oldest to latest" in shown(app, "#numbers")
            await press(pilot, "down")
