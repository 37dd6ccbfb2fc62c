"""Open a coach's desk: made where there never was one, refused where it is not what it should be."""

from __future__ import annotations

from pathlib import Path

from nsmtrainer.sessions.backing_up import is_there
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_backups import DESK
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.sessions.connection import create_store
from nsmtrainer.sessions.places import home_folder


def desk_path(home: Path | None = None) -> Path:
    """Return where a coach's desk lies, which need not be there."""
    return (home or home_folder()) / "coach" / "desk.db"


def open_desk(home: Path | None = None, now: Now = now_utc) -> CoachStore:
    """Open the desk and make it where there is none.

    Raises StoreError for one that cannot be used, or that is gone while backups of it are there.
    """
    path = desk_path(home)
    if not is_there(DESK, path):
        create_store(path, DESK.migrations, searchable=False)
    return CoachStore(path, now)


def open_present_desk(home: Path | None = None, now: Now = now_utc) -> CoachStore | None:
    """Open the desk, or return None where there never was one; nothing is made."""
    path = desk_path(home)
    return CoachStore(path, now) if is_there(DESK, path) else None
