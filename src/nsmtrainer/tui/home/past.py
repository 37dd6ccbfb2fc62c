"""What was practised before, as the home screen shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.practice.progress import Progress
    from nsmtrainer.practice.queue import Suggestion
    from nsmtrainer.sessions.models import Draft, Summary
    from nsmtrainer.tui.room import Room
    from nsmtrainer.tui.unsaved import Unsaved


@dataclass(frozen=True, slots=True)
class Past:
    """Open drafts and kept attempts, the latest first, and what follows from them."""

    drafts: tuple[Draft, ...]
    attempts: tuple[Summary, ...]
    progress: Progress
    next_up: Suggestion | None
    has_desk: bool = False
    """Whether there is a coach's desk here."""


def look_back(room: Room, unsaved: Sequence[Unsaved] = ()) -> Past:
    """Return what was practised before. Waits for the store: call it in a thread. Raises StoreError.

    Drafts of which something is unsaved are not offered: to go on with them would begin from older words.
    """
    store = room.present_store()
    waiting = {one.draft_id for one in unsaved}
    found = store.latest_drafts() if store else ()
    drafts = tuple(d for d in found if d.text.strip() and d.id not in waiting)
    return past_of(room, drafts, store.summaries() if store else ())


def past_of(room: Room, drafts: tuple[Draft, ...], attempts: tuple[Summary, ...]) -> Past:
    """Return what follows from drafts and attempts."""
    from nsmtrainer.practice.progress import criterion_titles, progress_of
    from nsmtrainer.practice.queue import next_up

    progress = progress_of(attempts, criterion_titles(room.library))
    suggested = next_up(attempts, room.library, room.now())
    return Past(drafts, attempts, progress, suggested, room.has_desk())


def streak(attempts: Sequence[Summary], now: datetime) -> int:
    """Return on how many days in a row something was practised, up to today or yesterday (local days)."""
    days = {attempt.started_at.astimezone().date() for attempt in attempts}
    day = now.astimezone().date()
    if day not in days:
        day -= timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago something was: "just now", "12 min", "3 h", "yesterday", "5 days", a date."""
    seconds = max(0.0, (now - then).total_seconds())
    days = (now.astimezone().date() - then.astimezone().date()).days
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if days == 0:
        return f"{int(seconds // 3600)} h ago"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 14 else f"{then.astimezone():%d %b %Y}"
