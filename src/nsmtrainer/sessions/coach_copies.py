"""Copies of a coach's desk: one a day and one before every migration, proved, listed, put back by request."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsmtrainer.errors import StoreError
from nsmtrainer.sessions.backups import lock_path, swap
from nsmtrainer.sessions.coach_rows import COPIES, DESK_RESTORE, desk_worded
from nsmtrainer.sessions.coach_schema import (
    ANSWER_COLUMNS,
    ASSIGNMENT_COLUMNS,
    COACH_MIGRATIONS,
    JUDGEMENT_COLUMNS,
    REQUEST_COLUMNS,
    SUBMISSION_COLUMNS,
)
from nsmtrainer.sessions.connection import FOLDER_MODE, check_header, connect, sync
from nsmtrainer.sessions.faults import LockedStoreError, UnknownSessionError, shown, translated
from nsmtrainer.sessions.file_lock import FileLock
from nsmtrainer.sessions.fingerprint import intact
from nsmtrainer.sessions.schema import tables_made_by, tables_of, version_of
from nsmtrainer.text import clean_line

KEPT_COPIES = 7
_ROWS = (
    ("assignment", "assignments", ASSIGNMENT_COLUMNS),
    ("submission", "submissions", SUBMISSION_COLUMNS),
    ("answer", "answers", ANSWER_COLUMNS),
    ("judgement", "judgements", JUDGEMENT_COLUMNS),
    ("request", "requests", REQUEST_COLUMNS),
)
_MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as lists show it; `problem` says why it cannot be used, empty for one that can be opened."""

    path: Path
    made_at: datetime
    bytes: int
    answers: int
    problem: str = ""


def copies_folder(path: Path) -> Path:
    """Return the folder that keeps the copies of the desk at `path`."""
    return path.parent / COPIES


def make_copy(db: sqlite3.Connection, path: Path, name: str) -> None:
    """Copy the desk under a name and keep the newest daily ones. Raises OSError or sqlite3.Error."""
    folder = copies_folder(path)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    temporary = folder / f".{name}.{os.getpid()}"
    try:
        with closing(sqlite3.connect(temporary)) as copy:
            db.backup(copy)
        temporary.chmod(0o600)
        sync(temporary)
        temporary.replace(folder / f"{name}.db")
    finally:
        with suppress(OSError):
            temporary.unlink()
    for old in sorted(folder.glob("daily-*.db"))[:-KEPT_COPIES]:
        old.unlink(missing_ok=True)


def prove_desk(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return everything that is wrong with a desk, in sentences; empty for a sound one."""
    try:
        said = [clean_line(str(row[0]), 120) for row in db.execute(f"PRAGMA integrity_check({_MOST_SAID})")]
        if said != ["ok"]:
            return tuple(said)
        if tables_of(db) != tables_made_by(COACH_MIGRATIONS[: version_of(db)]):
            return ("the tables are not those that were made",)
        return tuple(
            f"the {what} {clean_line(str(row[0]))} was changed"
            for what, table, columns in _ROWS
            for row in db.execute(f"SELECT rowid, {columns}, fingerprint FROM {table}")
            if not intact(row[1:])
        )
    except (sqlite3.DatabaseError, UnicodeError) as error:
        return (clean_line(str(error)),)


def list_copies(path: Path) -> tuple[Copy, ...]:
    """Return the copies of the desk at `path`, the newest first, each looked at but not proved."""
    folder = copies_folder(path)
    if not folder.is_dir():
        return ()
    files = [one for one in folder.glob("*.db") if one.is_file() and one.name[0] != "."]
    return tuple(_looked_at(one) for one in sorted(files, key=lambda f: f.stat().st_mtime, reverse=True))


def _looked_at(file: Path) -> Copy:
    found = file.stat()
    made_at = datetime.fromtimestamp(found.st_mtime).astimezone()
    try:
        with desk_worded(file), translated(file), closing(connect(file, "ro")) as db:
            check_header(db, file, COACH_MIGRATIONS)
            answers = int(db.execute("SELECT count(*) FROM answers").fetchone()[0])
    except StoreError as error:
        return Copy(file, made_at, found.st_size, 0, error.message)
    return Copy(file, made_at, found.st_size, answers)


def restore_copy(path: Path, wanted: Path | None = None) -> tuple[Path, Path | None]:
    """Put a copy (the newest sound one, where none is named) in the desk's place.

    The present file is kept beside it under another name. Returns the copy used and where the former file
    lies now, None where there was none. Raises StoreError where no copy is sound or the desk is in use.
    """
    chosen = wanted or _newest_sound(path)
    if not chosen.is_file():
        raise UnknownSessionError(
            f"There is no copy {shown(chosen)}.", "`nsmtrainer coach backups` lists those there are."
        )
    with translated(path):
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        lock = FileLock(lock_path(path))
        if not lock.take():
            raise LockedStoreError(
                f"The coach's desk {shown(path)} is open in another window.",
                "Nothing was changed. Close every window of nsmtrainer, then try again.",
            )
        try:
            _check_sound(chosen)
            return chosen, swap(chosen, path)
        finally:
            lock.drop()


def _newest_sound(path: Path) -> Path:
    for copy in list_copies(path):
        try:
            _check_sound(copy.path)
        except StoreError:
            continue
        return copy.path
    raise UnknownSessionError(
        f"There is no sound copy of the coach's desk {shown(path)}.",
        f"Name a file if you keep copies elsewhere: `{DESK_RESTORE} FILE`.",
    )


def _check_sound(file: Path) -> None:
    with desk_worded(file), translated(file), closing(connect(file, "ro")) as db:
        check_header(db, file, COACH_MIGRATIONS)
        troubles = prove_desk(db)
    if troubles:
        raise StoreError(
            f"The copy {shown(file)} is damaged: {troubles[0]}.",
            "Nothing was changed. `nsmtrainer coach backups` lists the others.",
        )
