"""What can go wrong with the store, each kind saying what failed, what is kept and what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nsmtrainer.errors import ExitStatus, StoreError
from nsmtrainer.sessions.places import BACKUPS_NAME
from nsmtrainer.text import clean_line

RESTORE = "nsmtrainer sessions restore-backup"


class DamagedStoreError(StoreError):
    """The file is not what was written; it is left as it is."""


class NewerStoreError(StoreError):
    """A later version of the program wrote the file; it is left as it is."""


class LockedStoreError(StoreError):
    """Another process is writing, or holds what was asked for."""


class LostDraftError(LockedStoreError):
    """A draft is not this window's to write any more: another one has it, or it is closed."""


class ReadOnlyStoreError(StoreError):
    """The file or its folder may not be written."""


class FullStoreError(StoreError):
    """There is no room, or the disk refused to write."""


class VanishedStoreError(StoreError):
    """The file or its folder is not there any more."""


class UnknownSessionError(StoreError):
    """Nothing in the store goes by that name; the store itself is sound."""

    exit_status = ExitStatus.USAGE


def shown(path: Path) -> str:
    """Return a path for a message."""
    return clean_line(str(path))


def damaged(path: Path, what: str) -> DamagedStoreError:
    """Return the fault of a damaged file: what is wrong, that it is kept, and the newest backup."""
    newest = newest_backup(path)
    hint = (
        f"The file is kept as it is. `{RESTORE}` puts the newest backup ({shown(newest)}) in its place and "
        "keeps this file beside it."
        if newest
        else "The file is kept as it is, and there is no backup of it yet. Copy it, then `nsmtrainer doctor` "
        "says what can be read."
    )
    return DamagedStoreError(f"The store {shown(path)} is damaged: {what}.", hint)


def newest_backup(path: Path, folder: str = BACKUPS_NAME) -> Path | None:
    """Return the newest backup in a folder beside the store at `path`, by its file's time, unread."""
    try:
        found = [
            one for one in (path.parent / folder).iterdir() if one.suffix == ".db" and one.name[0] != "."
        ]
        return max(found, key=lambda one: one.stat().st_mtime, default=None)
    except OSError:
        return None


def newer(path: Path, version: int, known: int) -> NewerStoreError:
    """Return the fault of a store that a later version of the program wrote."""
    return NewerStoreError(
        f"The store {shown(path)} was written by a newer version of nsmtrainer "
        f"(store version {version}; this one knows {known}).",
        "The file is unchanged. Update nsmtrainer, or set NSMTRAINER_HOME to practise in another folder.",
    )


def vanished(path: Path) -> VanishedStoreError:
    """Return the fault of a store that was there and is gone."""
    return VanishedStoreError(
        f"The store {shown(path)} is not there any more.",
        "Nothing has been saved since. Bring its folder back (a drive that was taken out?) and try again.",
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about the store at `path` into a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(error, path) from error
    except UnicodeDecodeError as error:  # SQLite quotes damaged bytes, which Python cannot read
        raise damaged(path, "its structure is not as it was written") from error
    except OSError as error:
        raise _system_fault(error, path) from error


def _fault(error: sqlite3.Error, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # wrong use of the driver is a defect of ours
        return error
    return _of_code(code, path, clean_line(str(error)))


def _of_code(code: int, path: Path, said: str) -> StoreError:
    if code in (sqlite3.SQLITE_READONLY_DBMOVED, sqlite3.SQLITE_IOERR_FSTAT) or not path.exists():
        return vanished(path)
    name = shown(path)
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LockedStoreError(
                f"The store {name} is being written by another process and did not come free in 5 seconds.",
                "Nothing is lost and nothing was changed. Close other windows of nsmtrainer, then try again.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_CANTOPEN:
            return ReadOnlyStoreError(
                f"The store {name} cannot be written: {said}.",
                "What was saved before is kept. Give yourself the right to write to the file and its folder, "
                "or set NSMTRAINER_HOME to a folder of your own.",
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_TOOBIG:
            return FullStoreError(
                f"The store {name} could not be written: {said}.",
                "What was saved before is kept, this change is not. Make room on the disk and try again.",
            )
        case _:
            return damaged(path, said)


def _system_fault(error: OSError, path: Path) -> StoreError:
    reason = (error.strerror or "unknown reason").lower()
    if isinstance(error, PermissionError):
        return ReadOnlyStoreError(
            f"The store {shown(path)} cannot be used: {reason}.",
            "Nothing was changed. Give yourself the right to use the file and its folder, or set "
            "NSMTRAINER_HOME to a folder of your own.",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return VanishedStoreError(
            f"The store {shown(path)} cannot be reached: {reason}.",
            "Check that its folder (or NSMTRAINER_HOME) is there, then try again.",
        )
    return FullStoreError(
        f"The store {shown(path)} could not be written: {reason}.",
        "What was saved before is kept, this change is not. Make room on the disk and try again.",
    )
