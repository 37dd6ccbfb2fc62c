"""Open a coach's desk: made where there never was one, refused where it is not what it should be."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from pathlib import Path

from nsmtrainer.files import TEMPORARY_PREFIX, sweep
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_copies import list_copies
from nsmtrainer.sessions.coach_rows import DESK_RESTORE
from nsmtrainer.sessions.coach_schema import COACH_MIGRATIONS
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.sessions.connection import FOLDER_MODE, connect, put_in_place
from nsmtrainer.sessions.faults import VanishedStoreError, shown, translated
from nsmtrainer.sessions.places import home_folder
from nsmtrainer.sessions.schema import APPLICATION_ID, migrate


def desk_path(home: Path | None = None) -> Path:
    """Return where a coach's desk lies, which need not be there."""
    return (home or home_folder()) / "coach" / "desk.db"


def open_desk(home: Path | None = None, now: Now = now_utc) -> CoachStore:
    """Open the desk and make it where there is none.

    Raises StoreError for one that cannot be used, or that is gone while copies of it are there.
    """
    path = desk_path(home)
    if not _there(path):
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
    return CoachStore(path, now) if _there(path) else None


def _there(path: Path) -> bool:
    if os.path.lexists(path):
        return True
    copies = list_copies(path)
    if not copies:
        return False
    raise VanishedStoreError(
        f"The coach's desk {shown(path)} is not there, but copies of it are "
        f"(newest: {shown(copies[0].path)}).",
        f"`{DESK_RESTORE}` brings the newest back. To begin anew, move {shown(copies[0].path.parent)} away.",
    )
