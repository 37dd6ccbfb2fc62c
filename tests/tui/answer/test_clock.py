"""The clock informs."""

from __future__ import annotations

import pytest

from nsmtrainer.tui.answer.clock import Stopwatch, minutes, nudges_due
from tests.tui.room import Clock


def test_time_is_counted_on_and_never_negative() -> None:
    """Earlier seconds count; a clock that jumps back takes none away."""
    clock = Clock()
    clock.now = 100
    watch = Stopwatch(clock, before=30)
    clock.now = 160
    assert watch.seconds == 90
    clock.now = 0
    assert watch.seconds == 30


@pytest.mark.parametrize(("seconds", "due"), [(0, 0), (479, 0), (480, 1), (719, 1), (720, 2), (9999, 2)])
def test_nudges_come_at_the_suggested_time_and_half_as_long_again(seconds: float, due: int) -> None:
    """Eight minutes: at 8:00 and at 12:00."""
    assert nudges_due(seconds, 8) == due


def test_minutes_are_read_like_a_watch() -> None:
    """Seconds have two digits."""
    assert [minutes(s) for s in (0, 65, 600)] == ["0:00", "1:05", "10:00"]
