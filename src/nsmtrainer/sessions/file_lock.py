"""Locks between processes that end with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path


class FileLock:
    """A lock on a file of its own, shared or alone, never waited for.

    The system drops it when the process dies, so a killed program leaves no owner behind. On a disk
    without such locks it counts as held: the store's own checks then stand alone.
    """

    def __init__(self, path: Path, shared: bool = False) -> None:
        self.path = path
        self._mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
        self._number: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._number is not None

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What another process must be given to hold the lock too; nothing where it is not held."""
        return () if self._number is None else (self._number,)

    def take(self) -> bool:
        """Take the lock and return whether it was free. Raises OSError where its file cannot be made."""
        while not self.held:
            number = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(number, self._mode)
            except BlockingIOError:
                os.close(number)
                return False
            except OSError:  # no locks on this disk
                self._number = number
                return True
            if _is(number, self.path):
                self._number = number
            else:  # somebody removed the file between opening and locking
                os.close(number)
        return True

    def drop(self, remove: bool = False) -> None:
        """Give the lock back; with `remove` its file goes too, which only a holder alone may ask."""
        if self._number is None:
            return
        if remove:
            with suppress(OSError):
                self.path.unlink()
        os.close(self._number)
        self._number = None


def _is(number: int, path: Path) -> bool:
    try:
        there = path.stat()
    except OSError:
        return False
    opened = os.fstat(number)
    return (opened.st_dev, opened.st_ino) == (there.st_dev, there.st_ino)
