"""Backups: one a day and one before every migration, proved before they count, and put back by request."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsmtrainer.errors import StoreError
from nsmtrainer.files import TEMPORARY_PREFIX, sweep
from nsmtrainer.sessions.clock import now_utc
from nsmtrainer.sessions.connection import FOLDER_MODE, check_header, connect, sync
from nsmtrainer.sessions.faults import LockedStoreError, UnknownSessionError, shown, translated
from nsmtrainer.sessions.file_lock import FileLock
from nsmtrainer.sessions.places import backups_folder
from nsmtrainer.sessions.proof import Trouble, prove
from nsmtrainer.sessions.schema import MIGRATIONS, Migration

KEPT = 7
"""Backups of a kind that are kept, the newest ones."""

DAILY = "daily"
BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as lists show it; `problem` says why it cannot be used, empty for a sound one."""

    path: Path
    made_at: datetime
    bytes: int
    attempts: int
    problem: str = ""


def daily_name(day: datetime) -> str:
    """Return the name of the backup of a day, by the local calendar."""
    return f"{DAILY}-{day.astimezone():%Y-%m-%d}.db"


def before_name(event: str, moment: datetime) -> str:
    """Return the name of a backup that is made before something happens to the store."""
    return f"{BEFORE}-{event}-{moment.astimezone():%Y-%m-%dT%H-%M-%S}.db"


def back_up(
    db: sqlite3.Connection,
    path: Path,
    name: str,
    migrations: Sequence[Migration] = MIGRATIONS,
    even_damaged: bool = False,
) -> tuple[Trouble, ...]:
    """Copy the store to a backup of that name and return what is wrong with the copy.

    A copy that is not sound is kept only where that is asked for, so that it never takes a sound one's
    place. Raises OSError or sqlite3.Error where it cannot be written.
    """
    folder = backups_folder(path)
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
            troubles = prove(copy, migrations)
        if even_damaged or not troubles:
            temporary.replace(folder / name)
            sync(folder)
            prune(folder)
        return troubles
    finally:
        with suppress(OSError):
            temporary.unlink()


def prune(folder: Path) -> None:
    """Keep the newest backups of each kind."""
    for kind in (DAILY, BEFORE):
        found = sorted(folder.glob(f"{kind}-*.db"), key=lambda one: one.stat().st_mtime)
        for old in found[:-KEPT]:
            old.unlink(missing_ok=True)


def list_backups(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[Backup, ...]:
    """Return the backups of the store at `path`, the newest first, each looked at but not proved."""
    folder = backups_folder(path)
    if not folder.is_dir():
        return ()
    files = [one for one in folder.glob("*.db") if one.is_file() and one.name[0] != "."]
    return tuple(
        _looked_at(one, migrations) for one in sorted(files, key=lambda f: f.stat().st_mtime, reverse=True)
    )


def _looked_at(file: Path, migrations: Sequence[Migration]) -> Backup:
    found = file.stat()
    made_at = datetime.fromtimestamp(found.st_mtime).astimezone()
    try:
        with translated(file), closing(connect(file, "ro")) as db:
            check_header(db, file, migrations)
            attempts = int(db.execute("SELECT count(*) FROM attempts").fetchone()[0])
    except StoreError as error:
        return Backup(file, made_at, found.st_size, 0, error.message)
    return Backup(file, made_at, found.st_size, attempts)


def restore_backup(path: Path, wanted: Path | None = None) -> tuple[Path, Path | None]:
    """Put a backup (the newest sound one, where none is named) in the store's place.

    The present file is kept beside it under another name. Returns the backup used and where the former
    file lies now, None where there was none. Raises StoreError where no backup is sound or the store is
    open in another window.
    """
    if wanted is not None and not wanted.is_file():
        raise UnknownSessionError(
            f"There is no backup {shown(wanted)}.", "`nsmtrainer sessions backups` lists those there are."
        )
    chosen = wanted or _newest_sound(path)
    with translated(path):
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        lock = FileLock(lock_path(path))
        if not lock.take():
            raise LockedStoreError(
                f"The store {shown(path)} is open in another window.",
                "Nothing was changed. Close every window of nsmtrainer, then try again.",
            )
        try:
            with translated(chosen):
                _check_sound(chosen)
                return chosen, swap(chosen, path)
        finally:
            lock.drop()


def lock_path(path: Path) -> Path:
    """Return the file whose lock says that the store at `path` is in use."""
    return path.with_suffix(".lock")


def _newest_sound(path: Path) -> Path:
    for backup in list_backups(path):
        try:
            with translated(backup.path):
                _check_sound(backup.path)
        except StoreError:
            continue
        return backup.path
    raise UnknownSessionError(
        f"There is no sound backup of the store {shown(path)}.",
        "Name a file if you keep copies elsewhere: `nsmtrainer sessions restore-backup FILE`.",
    )


def _check_sound(file: Path) -> None:
    with closing(connect(file, "ro")) as db:
        check_header(db, file)
        troubles = prove(db)
    if troubles:
        raise StoreError(
            f"The backup {shown(file)} is damaged: {troubles[0].what}.",
            "Nothing was changed. `nsmtrainer sessions backups` lists the others.",
        )


def swap(chosen: Path, path: Path) -> Path | None:
    """Copy a backup beside the store, move the present file aside with its journal, and rename the copy."""
    number, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as copy, chosen.open("rb") as source:
            while block := source.read(1 << 20):
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        aside = _move_aside(path)
        temporary.replace(path)
        sync(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink()
    return aside


def _move_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    stamp = f"{now_utc().astimezone():%Y-%m-%dT%H-%M-%S}"
    aside = path.with_name(f"{path.stem}.replaced-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}.replaced-{stamp}-{count}{path.suffix}")
    journal = path.with_name(path.name + "-journal")
    if journal.exists():  # belongs to the file that goes; it would be played back into the new one
        journal.rename(aside.with_name(aside.name + "-journal"))
    path.rename(aside)
    return aside
