"""Mend a store as far as that can be done without guessing, and say what is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from nsmtrainer.errors import StoreError
from nsmtrainer.sessions.attempts import rewrite_attempt, select_attempt
from nsmtrainer.sessions.backing_up import back_up, backup_files, before_name
from nsmtrainer.sessions.backups import SESSIONS
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.connection import StoreFile, connect
from nsmtrainer.sessions.faults import RESTORE, translated
from nsmtrainer.sessions.models import Attempt
from nsmtrainer.sessions.proof import Trouble, prove
from nsmtrainer.sessions.search import make_index


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was mended and what could not be, in sentences; `copy` is the file as it was before."""

    mended: tuple[str, ...]
    left: tuple[str, ...]
    copy: Path | None


def repair_store(path: Path, now: Now = now_utc) -> Repaired:
    """Make the search index anew and put changed sessions back from the newest backup that has them.

    Before anything is written the file is copied as it is. A broken structure is not touched: a backup has
    to be put in its place. Raises StoreError where the file cannot be opened.
    """
    file = StoreFile(path)
    try:
        with file.read() as db:
            troubles = prove(db)
        if not troubles:
            return Repaired((), (), None)
        broken = [one for one in troubles if one.kind == "structure"]
        if broken:
            left = tuple(f"{one.what}; `{RESTORE}` puts a backup in the file's place" for one in broken)
            return Repaired((), left, None)
        with translated(path), file.read() as db:
            name = before_name("repair", now())
            back_up(SESSIONS, db, path, name, even_damaged=True)
        mended = tuple(_mend(file, troubles))
        with file.read() as db:
            left = tuple(one.what for one in prove(db))
        return Repaired(mended, left, SESSIONS.backups(path) / name)
    finally:
        file.close()


def _mend(file: StoreFile, troubles: tuple[Trouble, ...]) -> Iterator[str]:
    for key in dict.fromkeys(one.key for one in troubles if one.kind == "row" and one.key.isdecimal()):
        for backup in backup_files(SESSIONS, file.path):
            kept = _kept_in(backup, int(key))
            if kept is not None:
                with file.write() as db:
                    rewrite_attempt(db, kept)
                yield f"session {key} is as it was in the backup {backup.name}"
                break
    with file.write() as db:
        if make_index(db):
            yield "the search index was made anew"


def _kept_in(backup: Path, seq: int) -> Attempt | None:
    try:
        with translated(backup), closing(connect(backup, "ro")) as db:
            return select_attempt(db, seq, backup)
    except (StoreError, sqlite3.Error):
        return None
