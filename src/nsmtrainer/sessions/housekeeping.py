"""What happens before the first write of a day: a backup, and the end of what was deleted long ago."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from nsmtrainer.sessions import attempts, drafts
from nsmtrainer.sessions.backups import back_up, before_name, daily_name
from nsmtrainer.sessions.clock import to_stamp
from nsmtrainer.sessions.connection import StoreFile
from nsmtrainer.sessions.faults import damaged
from nsmtrainer.sessions.places import backups_folder
from nsmtrainer.sessions.schema import Migration
from nsmtrainer.sessions.search import index_is_complete, make_index
from nsmtrainer.text import clean_line

UNDO_DAYS = 30
"""How long a deleted session, or a closed draft, can be brought back."""


def upgrade(file: StoreFile, now: datetime, migrations: Sequence[Migration]) -> None:
    """Migrate a store, after a backup that has been proved: without one nothing is changed."""
    with file.read() as db:
        name = before_name(f"version-{len(migrations)}", now)
        troubles = back_up(db, file.path, name, migrations)
    if troubles:
        raise damaged(file.path, troubles[0].what)
    file.upgrade()


def keep_house(file: StoreFile, now: datetime, migrations: Sequence[Migration]) -> list[str]:
    """Back up once a day and remove what can no longer be brought back; return what a person should hear.

    Raises DamagedStoreError where the file's structure is broken, so that nothing is written into it.
    """
    heard: list[str] = []
    with file.read() as db:
        name = daily_name(now)
        if _has_rows(db) and not (backups_folder(file.path) / name).exists():
            heard = _back_up(db, file, name, migrations)
        complete = index_is_complete(db)
    with file.write() as db:
        _purge(db, now - timedelta(days=UNDO_DAYS))
        if not complete:
            make_index(db)
    return heard


def _has_rows(db: sqlite3.Connection) -> bool:
    found = db.execute("SELECT EXISTS (SELECT 1 FROM drafts) OR EXISTS (SELECT 1 FROM attempts)")
    return bool(found.fetchone()[0])


def _back_up(
    db: sqlite3.Connection, file: StoreFile, name: str, migrations: Sequence[Migration]
) -> list[str]:
    try:
        troubles = back_up(db, file.path, name, migrations)
    except (OSError, sqlite3.Error) as error:
        # The backup has to wait; what the user writes has not.
        return [f"Today's backup could not be made: {clean_line(str(error))}."]
    for trouble in troubles:
        if trouble.kind == "structure":
            raise damaged(file.path, trouble.what)
    if troubles:
        return [f"No backup was made, because {troubles[0].what}. `nsmtrainer doctor` says more."]
    return []


def _purge(db: sqlite3.Connection, before: datetime) -> None:
    old = db.execute("SELECT seq FROM attempts WHERE deleted_at BETWEEN '0' AND ?", (to_stamp(before),))
    for (seq,) in old.fetchall():
        attempts.remove_attempt(db, seq)
    drafts.purge_drafts(db, before)
