"""Days, durations and changes in words, the same in every kind of report."""

from __future__ import annotations

from datetime import datetime

MINUTE = 60


def day_words(moment: datetime) -> str:
    """Return a day by the local clock, such as `1 March 2026`."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def duration_words(seconds: float) -> str:
    """Return a duration such as `45 s` or `6 min`."""
    return f"{seconds:.0f} s" if seconds < MINUTE else f"{seconds / MINUTE:.0f} min"


def change_words(change: float | None, digits: int) -> str:
    """Return a change with its sign, such as `+0.5`; empty where there is none to speak of."""
    if change is None:
        return ""
    rounded = round(change, digits)
    return "no change" if rounded == 0 else f"{rounded:+.{digits}f}".replace("-", "\u2212")
