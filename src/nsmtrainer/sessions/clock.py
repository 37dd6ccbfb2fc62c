"""Time as the store keeps it: UTC to the millisecond, written so that text order is time order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from nsmtrainer.text import quote

Now = Callable[[], datetime]


def now_utc() -> datetime:
    """Return the present moment."""
    return in_milliseconds(datetime.now(UTC))


def in_milliseconds(moment: datetime) -> datetime:
    """Return the moment in UTC, cut to milliseconds; one without a zone is taken as UTC."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.replace(microsecond=aware.microsecond // 1000 * 1000)


def to_stamp(moment: datetime) -> str:
    """Return the moment as ISO 8601 text in UTC with milliseconds: `2026-03-01T09:30:00.000+00:00`."""
    return in_milliseconds(moment).isoformat(timespec="milliseconds")


def from_stamp(stamp: str) -> datetime:
    """Return the moment of a stamp. Raises ValueError for any other text."""
    try:
        found = datetime.fromisoformat(stamp)
    except ValueError:
        raise ValueError(f"{quote(stamp)} is no date and time") from None
    return in_milliseconds(found)
