"""Put a backup in a store's place, and the lock that keeps one from being put under an open store."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from nsmtrainer.errors import StoreError
from nsmtrainer.files import TEMPORARY_PREFIX
from nsmtrainer.sessions.backing_up import StoreKind, backup_files
from nsmtrainer.sessions.clock import now_utc
from nsmtrainer.sessions.connection import FOLDER_MODE, check_header, connect, sync
from nsmtrainer.sessions.faults import LockedStoreError, UnknownSessionError, shown
from nsmtrainer.sessions.file_lock import FileLock


def restore_backup(kind: StoreKind, path: Path, wanted: Path | None = None) -> tuple[Path, Path | None]:
    """Put a backup (the newest sound one, where none is named) in the store's place.

    The present file is kept beside it under another name. Returns the backup used and where the former
    file lies now, None where there was none. Raises StoreError where no backup is sound or the store is
    open in another window.
    """
    if wanted is not None and not wanted.is_file():
        raise UnknownSessionError(
            f"There is no backup {shown(wanted)}.", f"`{kind.command} backups` lists those there are."
        )
    chosen = wanted or _newest_sound(kind, path)
    _check_sound(kind, chosen)  # out here, for what is damaged then is the backup, not the store
    with kind.worded(path):
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        lock = FileLock(_lock_path(path))
        if not lock.take():
            raise LockedStoreError(
                f"The {kind.called} {shown(path)} is open in another window.",
                "Nothing was changed. Close every window of nsmtrainer, then try again.",
            )
        try:
            return chosen, _swap(chosen, path)
        finally:
            lock.drop()


def enter(kind: StoreKind, path: Path) -> FileLock:
    """Return the lock that says the store at `path` is in use, so that no backup is put under it.

    Raises LockedStoreError where one is being put in its place at this moment.
    """
    use = FileLock(_lock_path(path), shared=True)
    try:
        free = use.take()
    except OSError:  # a folder that may only be read: nobody can put a backup into it either
        return use
    if not free:
        raise LockedStoreError(
            f"A backup is being put in the place of the {kind.called} {shown(path)}.",
            "Nothing is lost. Wait for it to end, then try again.",
        )
    return use


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _newest_sound(kind: StoreKind, path: Path) -> Path:
    for file in backup_files(kind, path):
        try:
            _check_sound(kind, file)
        except StoreError:
            continue
        return file
    raise UnknownSessionError(
        f"There is no sound backup of the {kind.called} {shown(path)}.",
        f"Name a file if you keep copies elsewhere: `{kind.command} restore-backup FILE`.",
    )


def _check_sound(kind: StoreKind, file: Path) -> None:
    with kind.worded(file), closing(connect(file, "ro")) as db:
        check_header(db, file, kind.migrations)
        troubles = kind.prove(db, kind.migrations)
    if troubles:
        raise StoreError(
            f"The backup {shown(file)} is damaged: {troubles[0].what}.",
            f"Nothing was changed. `{kind.command} backups` lists the others.",
        )


def _swap(chosen: Path, path: Path) -> Path | None:
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
