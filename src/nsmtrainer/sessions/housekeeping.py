"""What happens before the first write of a day: a backup, and the end of what was deleted long ago."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from nsmtrainer.sessions import attempts, drafts
from nsmtrainer.sessions.backing_up import StoreKind, back_up, before_name, daily_name
from nsmtrainer.sessions.clock import to_stamp
from nsmtrainer.sessions.connection import StoreFile
from nsmtrainer.sessions.faults import damaged
from nsmtrainer.sessions.search import index_is_complete, make_index
from nsmtrainer.text import clean_line

UNDO_DAYS = 30
"""How long a deleted session, or a closed draft, can be brought back."""


def upgrade(kind: StoreKind, file: StoreFile, now: datetime) -> None:
    """Migrate a store, after a backup that has been proved: without one nothing is changed."""
    with file.read() as db:
        name = before_name(f"version-{len(kind.migrations)}", now)
        troubles = back_up(kind, db, file.path, name)
    if troubles:
        raise damaged(file.path, troubles[0].what)
    file.upgrade()


def back_up_daily(kind: StoreKind, file: StoreFile, now: datetime) -> list[str]:
    """Back up a store that holds something, once a day; return what a person should hear.

    Raises DamagedStoreError where the file's structure is broken, so that nothing is written into it.
    """
    name = daily_name(now)
    with file.read() as db:
        if (kind.backups(file.path) / name).exists() or not _holds_rows(kind, db):
            return []
        try:
            troubles = back_up(kind, db, file.path, name)
        except (OSError, sqlite3.Error) as error:
            # The backup has to wait; what the user writes has not.
            return [f"Today's backup of the {kind.called} could not be made: {clean_line(str(error))}."]
    for trouble in troubles:
        if trouble.kind == "structure":
            raise damaged(file.path, trouble.what)
    if troubles:
        return [f"No backup was made, because {troubles[0].what}. `nsmtrainer doctor` says more."]
    return []


def _holds_rows(kind: StoreKind, db: sqlite3.Connection) -> bool:
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in kind.holds)
    return bool(db.execute(f"SELECT {asked}").fetchone()[0])


def purge(file: StoreFile, now: datetime) -> None:
    """Remove what was deleted too long ago to be brought back, and make a search index that is not whole."""
    with file.read() as db:
        complete = index_is_complete(db)
    with file.write() as db:
        _purge(db, now - timedelta(days=UNDO_DAYS))
        if not complete:
            make_index(db)


def _purge(db: sqlite3.Connection, before: datetime) -> None:
    old = db.execute("SELECT seq FROM attempts WHERE deleted_at BETWEEN '0' AND ?", (to_stamp(before),))
    for (seq,) in old.fetchall():
        attempts.remove_attempt(db, seq)
    drafts.purge_drafts(db, before)
