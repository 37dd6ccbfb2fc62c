"""Open a coach's desk: made where there never was one, refused where it is not what it should be."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from pathlib import Path

from nsmtrainer.files import TEMPORARY_PREFIX, sweep
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_schema import COACH_MIGRATIONS
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.sessions.connection import FOLDER_MODE, connect, put_in_place
from nsmtrainer.sessions.faults import translated
from nsmtrainer.sessions.places import home_folder
from nsmtrainer.sessions.schema import APPLICATION_ID, migrate


def desk_path(home: Path | None = None) -> Path:
    """Return where a coach's desk lies, which need not be there."""
    return (home or home_folder()) / "coach" / "desk.db"


def open_desk(home: Path | None = None, now: Now = now_utc) -> CoachStore:
    """Open the desk and make it where there is none. Raises StoreError for one that cannot be used."""
    path = desk_path(home)
    if not os.path.lexists(path):
        _make_desk(path)
    return CoachStore(path, now)


def _make_desk(path: Path) -> None:
    """Make an empty desk that appears whole or not at all; one that another process made stays."""
    with translated(path):
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        sweep(path.parent, path.name)
        number, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{path.name}.", dir=path.parent)
        os.close(number)
        try:
            with closing(connect(Path(name))) as db:
                db.execute("BEGIN IMMEDIATE")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db, COACH_MIGRATIONS)
                db.execute("COMMIT")
            put_in_place(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)


def open_present_desk(home: Path | None = None, now: Now = now_utc) -> CoachStore | None:
    """Open the desk, or return None where there never was one; nothing is made."""
    path = desk_path(home)
    return CoachStore(path, now) if os.path.lexists(path) else None
