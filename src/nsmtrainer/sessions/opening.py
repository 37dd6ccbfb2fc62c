"""Open the user's store: made where there never was one, refused where it is not what it should be."""

from __future__ import annotations

from pathlib import Path

from nsmtrainer.sessions.backing_up import is_there
from nsmtrainer.sessions.backups import SESSIONS
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.connection import create_store
from nsmtrainer.sessions.places import store_path
from nsmtrainer.sessions.store import Store


def open_store(path: Path | None = None, now: Now = now_utc) -> Store:
    """Open the user's store and make it where there is none.

    Raises StoreError for a file that is damaged, newer, locked, not writable or not a store; such a file is
    left as it is. A store that is gone while its backups are there is not made anew either.
    """
    found = path or store_path()
    if not is_there(SESSIONS, found):
        create_store(found)
    return Store(found, now)


def open_present_store(path: Path | None = None, now: Now = now_utc) -> Store | None:
    """Open the user's store, or return None where there never was one; nothing is made."""
    found = path or store_path()
    return Store(found, now) if is_there(SESSIONS, found) else None
