"""Taking turns with other processes that read and write the same store.

SQLite has no queue: who finds the file busy tries again after a pause, and a neighbour who goes straight on
writing leaves no free moment to be found. So tries are frequent, who waits says so, and who wrote gives way.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from nsmtrainer.sessions.file_lock import FileLock

T = TypeVar("T")

BUSY_SECONDS = 5.0
"""How long a read or a write waits for other processes."""

ONE_TRY = 0.01
"""How long SQLite itself waits, in seconds; its own pauses grow to a tenth of a second, which is too rare."""

LONGEST_PAUSE = 0.005
GIVING_WAY = 0.03
"""How long a writer holds back while others wait, in seconds: several of their tries."""


def patiently(act: Callable[[], T]) -> T:
    """Return what `act` returns, tried again for 5 seconds while another process is in its way."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0, LONGEST_PAUSE))


class Turns:
    """One process's manners towards the other writers; a shared lock on a file of its own says "I wait"."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._not_before = 0.0

    def wait(self) -> None:
        """Hold back for a moment where this process has just written and others waited."""
        pause = self._not_before - time.monotonic()
        if pause > 0:
            time.sleep(pause)

    def take(self, begin: Callable[[], object]) -> None:
        """Begin to write, saying that one waits for as long as it is not possible."""
        waiting = FileLock(self._path, shared=True)

        def try_once() -> None:
            try:
                begin()
            except sqlite3.OperationalError:
                with suppress(OSError):
                    waiting.take()
                raise

        try:
            patiently(try_once)
        finally:
            waiting.drop()

    def give_way(self) -> None:
        """After a write: remember to hold back if anybody waits."""
        if not self._path.exists():
            return
        look = FileLock(self._path)
        try:
            if not look.take():
                self._not_before = time.monotonic() + GIVING_WAY
        except OSError:
            return
        look.drop()
