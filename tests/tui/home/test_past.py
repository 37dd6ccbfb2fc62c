"""What home says about days and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from nsmtrainer.sessions.models import Summary
from nsmtrainer.tui.home.past import ago, streak

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


@dataclass
class Practised:
    """An attempt as far as days are concerned."""

    started_at: datetime


def on_days(*days_ago: int) -> list[Summary]:
    """Return attempts on days before now."""
    return [cast(Summary, Practised(NOW - timedelta(days=days))) for days in days_ago]


@pytest.mark.parametrize(
    ("days", "expected"),
    [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2), 3), ((1, 2, 4), 2), ((0, 0, 1), 2)],
)
def test_a_streak_lasts_until_a_day_is_left_out(days: tuple[int, ...], expected: int) -> None:
    """Today may still come: a streak up to yesterday counts."""
    assert streak(on_days(*days), NOW) == expected


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=5), "5 days ago"),
        (timedelta(days=40), "08 Feb 2026"),
    ],
)
def test_times_are_said_as_people_say_them(gap: timedelta, said: str) -> None:
    """A clock set back reads as now."""
    assert ago(NOW - gap, NOW) == said
