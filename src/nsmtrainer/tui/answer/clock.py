"""The time that an answer takes: counted while it is written, told without hurrying anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

LATE = 1.5
"""From this many times the suggested time on, the clock says so once more."""


@dataclass
class Stopwatch:
    """Seconds since it was made, on a clock that never runs backwards, plus those counted before."""

    clock: Callable[[], float]
    before: float = 0.0
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    @property
    def seconds(self) -> float:
        """Seconds in all, never negative."""
        return self.before + max(0.0, self.clock() - self._began)


def minutes(seconds: float) -> str:
    """Return seconds as "2:05"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def nudges_due(seconds: float, suggested_minutes: int) -> int:
    """Return how many nudges an interview clock has given: 0, 1 at the suggested time, 2 at 1.5 times it."""
    suggested = suggested_minutes * 60
    return 0 if seconds < suggested else 1 if seconds < LATE * suggested else 2


def nudge(number: int, suggested_minutes: int) -> str:
    """Return what the interviewer's clock says at its first and second nudge."""
    if number == 1:
        over = "minute is" if suggested_minutes == 1 else "minutes are"
        return f"{suggested_minutes} {over} over. Round it off when you are ready."
    return "Half as long again. In a real room, somebody would interrupt now."
