"""Which drafts are open for writing here: a lock each, which ends with the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nsmtrainer.sessions.file_lock import FileLock
from nsmtrainer.sessions.models import Draft


class DraftLocks:
    """The locks of the drafts that this process holds, in files beside the store at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, FileLock] = {}

    @contextmanager
    def taking(self, draft_id: str) -> Iterator[bool]:
        """Hold a draft from here on, unless the block fails; gives False where another window has it."""
        lock = self._lock(draft_id)
        taken = lock.take()
        try:
            yield taken
        except BaseException:
            lock.drop(remove=True)
            raise
        if taken:
            self._held[draft_id] = lock

    def release(self, draft_id: str) -> None:
        """Let another window open a draft for writing."""
        lock = self._held.pop(draft_id, None)
        if lock is not None:
            lock.drop(remove=True)

    def release_all(self) -> None:
        """Let go of every draft."""
        for draft_id in tuple(self._held):
            self.release(draft_id)

    def with_access(self, draft: Draft) -> Draft:
        """Return a draft that says whether it may be written here, and whether another window has it."""
        if draft.id in self._held:
            return replace(draft, read_only=draft.state != "open")
        if draft.state != "open":
            return draft
        lock = self._lock(draft.id)
        try:
            elsewhere = lock.path.exists() and not lock.take()
        except OSError:
            elsewhere = False
        lock.drop(remove=True)
        return replace(draft, open_elsewhere=elsewhere)

    def _lock(self, draft_id: str) -> FileLock:
        return FileLock(self._path.with_name(f"{self._path.stem}.draft-{draft_id}.lock"))
