"""Backups of a store: one a day and one before every migration, proved before they count, and listed.

The sessions and the coach's desk are kept by the same steps; what differs between them is a `StoreKind`.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsmtrainer.errors import StoreError
from nsmtrainer.files import TEMPORARY_PREFIX, sweep
from nsmtrainer.sessions.connection import FOLDER_MODE, check_header, connect, sync
from nsmtrainer.sessions.faults import VanishedStoreError, shown
from nsmtrainer.sessions.proof import Trouble
from nsmtrainer.sessions.schema import Migration

KEPT = 7
"""Backups of either sort (daily, before something) that are kept, the newest ones."""

DAILY = "daily"
BEFORE = "before"


@dataclass(frozen=True, slots=True)
class StoreKind:
    """What differs between the stores that are copied.

    `called` is its name in sentences and `command` the group of commands that lists backups and puts them
    back; `worded` turns the faults of a file of this kind into StoreError. Tables in `holds` make a file
    worth a copy where one has a row; `counted` is the one by whose rows a person knows a backup.
    """

    called: str
    command: str
    folder: str
    migrations: Sequence[Migration]
    holds: tuple[str, ...]
    counted: str
    prove: Callable[[sqlite3.Connection, Sequence[Migration]], tuple[Trouble, ...]]
    worded: Callable[[Path], AbstractContextManager[None]]

    def backups(self, path: Path) -> Path:
        """Return the folder that keeps the backups of the store at `path`."""
        return path.parent / self.folder


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as lists show it; `problem` says why it cannot be used, empty for one that can be opened.

    `rows` are its sessions, or the answers on a desk.
    """

    path: Path
    made_at: datetime
    bytes: int
    rows: int
    problem: str = ""


def daily_name(day: datetime) -> str:
    """Return the name of the backup of a day, by the local calendar."""
    return f"{DAILY}-{day.astimezone():%Y-%m-%d}.db"


def before_name(event: str, moment: datetime) -> str:
    """Return the name of a backup that is made before something happens to the store."""
    return f"{BEFORE}-{event}-{moment.astimezone():%Y-%m-%dT%H-%M-%S}.db"


def back_up(
    kind: StoreKind, db: sqlite3.Connection, path: Path, name: str, even_damaged: bool = False
) -> tuple[Trouble, ...]:
    """Copy the store to a backup of that name and return what is wrong with the copy.

    A copy that is not sound is kept only where that is asked for, so that it never takes a sound one's
    place. Raises OSError or sqlite3.Error where it cannot be written.
    """
    folder = kind.backups(path)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    sweep(folder, "backup")
    number, temporary_name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}backup.", dir=folder)
    os.close(number)
    temporary = Path(temporary_name)
    try:
        with closing(sqlite3.connect(temporary)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # synced once, below
            db.backup(copy)
        sync(temporary)
        with closing(connect(temporary, "ro")) as copy:
            troubles = kind.prove(copy, kind.migrations)
        if even_damaged or not troubles:
            temporary.replace(folder / name)
            sync(folder)
            _prune(folder)
        return troubles
    finally:
        with suppress(OSError):
            temporary.unlink()


def _prune(folder: Path) -> None:
    """Keep the newest backups of each sort."""
    for sort in (DAILY, BEFORE):
        found = sorted(folder.glob(f"{sort}-*.db"), key=_written_at)
        for old in found[:-KEPT]:
            old.unlink(missing_ok=True)


def backup_files(kind: StoreKind, path: Path) -> list[Path]:
    """Return the files of all backups, the newest first."""
    folder = kind.backups(path)
    try:
        found = [one for one in folder.glob("*.db") if one.is_file() and one.name[0] != "."]
    except OSError:  # a home that may not be entered: whoever opens the store says so
        return []
    return sorted(found, key=_written_at, reverse=True)


def _written_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:  # another window removed it meanwhile
        return 0.0


def list_backups(kind: StoreKind, path: Path) -> tuple[Backup, ...]:
    """Return the backups of the store at `path`, the newest first, each looked at but not proved."""
    return tuple(_looked_at(kind, one) for one in backup_files(kind, path))


def _looked_at(kind: StoreKind, file: Path) -> Backup:
    found = file.stat()
    made_at = datetime.fromtimestamp(found.st_mtime).astimezone()
    try:
        with kind.worded(file), closing(connect(file, "ro")) as db:
            check_header(db, file, kind.migrations)
            rows = int(db.execute(f"SELECT count(*) FROM {kind.counted}").fetchone()[0])
    except StoreError as error:
        return Backup(file, made_at, found.st_size, 0, error.message)
    return Backup(file, made_at, found.st_size, rows)


def is_there(kind: StoreKind, path: Path) -> bool:
    """Return whether the store stands at its path.

    Raises VanishedStoreError where it is gone while backups of it are there: an empty one in its place
    would look like lost work.
    """
    if os.path.lexists(path):
        return True
    backups = backup_files(kind, path)
    if not backups:
        return False
    raise VanishedStoreError(
        f"The {kind.called} {shown(path)} is not there, but backups of it are (newest: {shown(backups[0])}).",
        f"`{kind.command} restore-backup` brings the newest back. To begin anew, move "
        f"{shown(backups[0].parent)} away first.",
    )
