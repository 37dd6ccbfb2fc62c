"""One connection to one store file: opened with the settings that were found sound, checked, never re-made.

A rollback journal with `synchronous=EXTRA` survives a power cut and works on network folders. Writers begin
at once (`BEGIN IMMEDIATE`): a transaction that first reads and then writes fails under contention.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from operator import methodcaller
from pathlib import Path
from threading import RLock

from nsmtrainer.errors import StoreError
from nsmtrainer.files import TEMPORARY_PREFIX, sweep
from nsmtrainer.sessions.faults import damaged, newer, translated, vanished
from nsmtrainer.sessions.schema import (
    APPLICATION_ID,
    MIGRATIONS,
    Migration,
    application_of,
    migrate,
    tables_made_by,
    tables_of,
    version_of,
)
from nsmtrainer.sessions.search import make_index
from nsmtrainer.sessions.turns import ONE_TRY, Turns, patiently

_DECODED = methodcaller("decode", "utf-8", "surrogateescape")
"""Reads text that damage has made invalid, so that its fingerprint can speak."""

OLDEST_SQLITE = (3, 37, 0)
FOLDER_MODE = 0o700


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Return a connection to an existing file; `mode` is `rw` or `ro`, so that none is ever made by it."""
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=ONE_TRY,
        isolation_level=None,
        check_same_thread=False,
    )
    db.text_factory = _DECODED
    try:
        for setting in (
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "synchronous = EXTRA",
            "secure_delete = ON",
        ):
            db.execute(f"PRAGMA {setting}")
    except BaseException:
        db.close()
        raise
    return db


def check_header(db: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Return the version of a store's tables. Raises StoreError where it is none, newer, or cut off."""
    application, version = application_of(db), version_of(db)
    size = path.stat().st_size  # after the first read, which holds writers off
    if application != APPLICATION_ID:
        raise damaged(path, "it is a database, but not a store of nsmtrainer")
    if version > len(migrations):
        raise newer(path, version, len(migrations))
    page_size = int(db.execute("PRAGMA page_size").fetchone()[0])
    pages = int(db.execute("PRAGMA page_count").fetchone()[0])
    if size != page_size * pages:
        raise damaged(path, f"it has {size:,} bytes where {page_size * pages:,} were written")
    plain = (
        db.execute("PRAGMA encoding").fetchone()[0] == "UTF-8",
        db.execute("PRAGMA auto_vacuum").fetchone()[0] == 0,
        db.execute("PRAGMA journal_mode").fetchone()[0] == "delete",
    )
    if not all(plain) or version < 1:
        raise damaged(path, "its first bytes are not those that were written")
    if tables_of(db) != tables_made_by(migrations[:version]):
        raise damaged(path, "its tables are not those that were made")
    return version


def create_store(path: Path, migrations: Sequence[Migration] = MIGRATIONS, searchable: bool = True) -> None:
    """Make an empty store that appears whole or not at all; one that another process made stays.

    `searchable` gives it the index of attempts, for the tables of the sessions only.
    """
    with translated(path):
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        sweep(path.parent, path.name)
        number, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{path.name}.", dir=path.parent)
        os.close(number)
        temporary = Path(name)
        try:
            with closing(connect(temporary)) as db:
                db.execute("PRAGMA journal_mode = MEMORY")  # of no use to anybody before it has its name
                db.execute("PRAGMA synchronous = OFF")  # synced once, below
                db.execute("BEGIN IMMEDIATE")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db, migrations)
                if searchable:
                    make_index(db)
                db.execute("COMMIT")
            sync(temporary)
            put_in_place(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink()


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a finished file its name, where nobody has that name yet, and sync the folder."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:  # a disk without hard links
        if path.exists():
            return
        temporary.rename(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, last through a power cut; never a file that SQLite has open."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class StoreFile:
    """The connection to the store at `path`, opened again where the file was put back after it vanished.

    Safe to use from several threads, one at a time. Raises StoreError from every method.
    """

    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise StoreError(
                f"SQLite {sqlite3.sqlite_version} is too old to keep sessions; 3.37 is needed.",
                "Use a Python that was built with a newer SQLite.",
            )
        self.path = path
        self._migrations = migrations
        self._lock = RLock()
        self._turns = Turns(path.with_suffix(".queue"))
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self.version = 0
        with self._lock, translated(path):
            patiently(self._connect)

    def close(self) -> None:
        """Close the connection; a later read or write opens it again."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def upgrade(self) -> None:
        """Bring the tables up to date in one transaction, which another process may have done meanwhile."""
        with self.write() as db:
            if version_of(db) < len(self._migrations):
                migrate(db, self._migrations)
        self.version = len(self._migrations)

    @property
    def outdated(self) -> bool:
        """Whether the tables are of an earlier version."""
        return self.version < len(self._migrations)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose reads all see the same state."""
        with self._lock, translated(self.path):
            db = self._present()
            if db.in_transaction:  # inside a write of this thread
                yield db
                return
            db.execute("BEGIN")
            try:
                patiently(lambda: version_of(db))  # the first read takes the lock
                yield db
            finally:
                _roll_back(db)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that is kept whole, or not at all on any exception."""
        with self._lock, translated(self.path):
            db = self._present()
            self._turns.wait()
            self._turns.take(lambda: db.execute("BEGIN IMMEDIATE"))
            try:
                yield db
                patiently(lambda: db.execute("COMMIT"))
                self._turns.give_way()
            except BaseException:
                _roll_back(db)
                raise
            if _identity(self.path) != self._file:
                raise vanished(self.path)

    def _present(self) -> sqlite3.Connection:
        """Return the connection, after a look whether its file still stands at its path."""
        there = _identity(self.path)
        if there is None:
            self.close()
            raise vanished(self.path)
        if self._db is None or there != self._file:
            self.close()
            patiently(self._connect)
        assert self._db is not None
        return self._db

    def _connect(self) -> None:
        found = self.path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise damaged(self.path, "it is not a regular file")
        if found.st_size == 0:
            raise damaged(self.path, "it is empty, which a store never is")
        db = connect(self.path)
        try:
            db.execute("BEGIN")  # from here on no writer can change what is checked
            self.version = check_header(db, self.path, self._migrations)
            db.execute("COMMIT")
        except BaseException:
            db.close()
            raise
        self._db, self._file = db, _identity(self.path)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _roll_back(db: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):
        if db.in_transaction:
            db.execute("ROLLBACK")
