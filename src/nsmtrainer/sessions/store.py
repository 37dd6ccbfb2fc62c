"""The store of sessions: one file, opened once, whose every write is kept whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from nsmtrainer.sessions import attempts
from nsmtrainer.sessions.backing_up import daily_name
from nsmtrainer.sessions.backups import SESSIONS
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.closing import Closing
from nsmtrainer.sessions.connection import StoreFile
from nsmtrainer.sessions.draft_locks import DraftLocks
from nsmtrainer.sessions.drafts import DraftRows, find_draft, open_elsewhere
from nsmtrainer.sessions.filters import Filter, check_filter
from nsmtrainer.sessions.housekeeping import back_up_daily, purge, upgrade
from nsmtrainer.sessions.kept import kept_form, with_given
from nsmtrainer.sessions.models import Attempt, Draft, DraftTopic, Summary
from nsmtrainer.sessions.proof import Trouble, prove
from nsmtrainer.sessions.restoring import enter
from nsmtrainer.sessions.schema import MIGRATIONS, Migration
from nsmtrainer.sessions.search import index_there
from nsmtrainer.text import clean_text

ALL = Filter()


class Store(Closing):
    """Drafts and attempts of one user; see `opening.open_store`. Every method may raise StoreError.

    It may be used from several threads. Its drafts are open for writing here and nowhere else until they are
    saved as an attempt, discarded, released, or the store is closed (or the process ends).
    """

    def __init__(self, path: Path, now: Now = now_utc, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.path = path
        self.notices: list[str] = []
        """What a person should hear, such as a backup that could not be made; nothing that was lost.

        Said once a day as long as it goes on, and again where it comes back.
        """
        self._now = now
        self._kind = replace(SESSIONS, migrations=migrations)
        self._owner = uuid4().hex
        self._locks = DraftLocks(path)
        self._kept_house_on = ""
        self._said: tuple[str, list[str]] = ("", [])
        self._use = enter(self._kind, path)
        try:
            self._file = StoreFile(path, migrations)
            if self._file.outdated:
                upgrade(self._kind, self._file, now())
        except BaseException:
            self._use.drop()
            raise

    def close(self) -> None:
        """Release all drafts and close the file."""
        self._locks.release_all()
        self._file.close()
        self._use.drop()

    # Drafts

    def start_draft(self, topic: DraftTopic) -> Draft:
        """Begin a draft that is open for writing here."""
        draft_id = uuid4().hex
        with self._write() as db, self._locks.taking(draft_id):
            self._drafts(db).insert(draft_id, topic)
            begun = self._drafts(db).select(draft_id)  # a read that comes later may fail
        return self._locks.with_access(begun)

    def draft(self, draft_id: str) -> Draft:
        """Return a draft with its last saved text. Raises UnknownSessionError where there is none."""
        with self._file.read() as db:
            return self._locks.with_access(self._drafts(db).select(draft_id))

    def open_draft(self, draft_id: str) -> Draft:
        """Open a draft for writing, or read-only where another window has it or it is closed."""
        found = self.draft(draft_id)
        if found.state != "open" or not found.read_only:
            return found
        with self._locks.taking(draft_id) as taken:
            if not taken:
                return found
            with self._write() as db:
                self._drafts(db).own(draft_id)
        return self.draft(draft_id)

    def save_draft(self, draft_id: str, text: str, seq: int, seconds: float = 0.0) -> int:
        """Add a revision and return the number of the last one saved; it is on the disk when this returns.

        `seq` counts up by the writer; one that is not higher than the last saved (a late or repeated save)
        changes nothing. Raises LostDraftError where the draft is open in another window, or closed.
        """
        with self._write() as db:
            return self._drafts(db).add_revision(draft_id, clean_text(text), seq, seconds)

    def note_hints(self, draft_id: str, hints: Sequence[str]) -> None:
        """Keep which hints were used for a draft, criteria in order; an attempt counts them."""
        with self._write() as db:
            self._drafts(db).note_hints(draft_id, hints)

    def latest_drafts(self) -> tuple[Draft, ...]:
        """Return the open drafts, the latest first; a draft open in another window says so."""
        with self._file.read() as db:
            found = self._drafts(db).select_all("open")
        return tuple(self._locks.with_access(one) for one in found)

    def revisions(self, draft_id: str) -> tuple[int, ...]:
        """Return the numbers of a draft's revisions that are kept, in order."""
        with self._file.read() as db:
            return self._drafts(db).revisions(draft_id)

    def adopt_draft(self, draft: Draft) -> bool:
        """Add a draft that was written elsewhere, open to any window; return False where it is there."""
        with self._write() as db:
            return self._drafts(db).adopt(draft)

    def discarded_drafts(self) -> tuple[Draft, ...]:
        """Return the drafts that `restore_draft` can bring back, the latest first."""
        with self._file.read() as db:
            return self._drafts(db).select_all("discarded")

    def discarded_draft(self, asked: str) -> Draft:
        """Return a discarded draft by id, its beginning (6 characters at least), or `last`."""
        return find_draft(self.discarded_drafts(), asked)

    def discard_draft(self, draft_id: str) -> None:
        """Close a draft without an attempt; `restore_draft` brings it back within 30 days."""
        found = self.open_draft(draft_id)
        if found.state == "open" and found.read_only:
            raise open_elsewhere(found.topic.prompt_title)
        with self._write() as db:
            self._drafts(db).close(draft_id, "discarded")
        self.release_draft(draft_id)

    def restore_draft(self, draft_id: str) -> Draft:
        """Open a discarded draft again, for writing here."""
        with self._write() as db:
            self._drafts(db).own(draft_id)
            self._drafts(db).close(draft_id, "open")
        return self.open_draft(draft_id)

    def release_draft(self, draft_id: str) -> None:
        """Let another window open a draft for writing; what was saved stays."""
        self._locks.release(draft_id)

    # Attempts

    def save_attempt(self, attempt: Attempt, draft_id: str = "") -> Attempt:
        """Keep an attempt and close its draft in one step; return it with its number.

        The id decides: an attempt that is there already is returned as it is there.
        """
        with self._write() as db:
            saved = self._insert(db, attempt)
            if draft_id:
                self._drafts(db).close(draft_id, "submitted")
        self.release_draft(draft_id)
        return saved

    def add_all(self, wanted: Sequence[Attempt]) -> int:
        """Keep the attempts whose id is not there yet, in one step; return how many that were."""
        with self._write() as db:
            before = attempts.count_attempts(db, Filter(deleted="with"))
            for attempt in wanted:
                self._insert(db, attempt)
            return attempts.count_attempts(db, Filter(deleted="with")) - before

    def _insert(self, db: sqlite3.Connection, attempt: Attempt) -> Attempt:
        there = db.execute("SELECT seq FROM attempts WHERE id = ?", (attempt.id,)).fetchone()
        if there is not None:
            return attempts.select_attempt(db, there[0], self.path)
        return attempts.insert_attempt(db, kept_form(attempt))

    def attempt(self, asked: str | int) -> Attempt:
        """Return an attempt by number, by id or its beginning (6 characters at least), or `last`."""
        with self._file.read() as db:
            return attempts.select_attempt(db, attempts.find_seq(db, str(asked)), self.path)

    def answer_text(self, attempt_id: str) -> str | None:
        """Return the answer of the attempt of exactly that id, None where there is none."""
        with self._file.read() as db:
            return attempts.select_text(db, attempt_id)

    def attempts(self, chosen: Filter = ALL) -> Iterator[Attempt]:
        """Yield the whole attempts that meet a filter in the order in which they were made."""
        for summary in reversed(self.summaries(chosen)):
            yield self.attempt(summary.seq)

    def summaries(
        self, chosen: Filter = ALL, limit: int | None = None, offset: int = 0
    ) -> tuple[Summary, ...]:
        """Return what lists show of the attempts that meet a filter, the latest first."""
        with self._file.read() as db:
            return attempts.select_summaries(db, check_filter(chosen), self.path, limit, offset)

    def count(self, chosen: Filter = ALL) -> int:
        """Return how many attempts meet a filter."""
        with self._file.read() as db:
            return attempts.count_attempts(db, check_filter(chosen))

    def change(self, asked: str | int, changed: Callable[[Attempt], Attempt]) -> Attempt:
        """Change what may change of an attempt (note, follow-ups, overrides, ...) and return it as it is now.

        `changed` is given the attempt as it stands while no other process can write, so that no change of
        another window is lost. The answer and the marks that were given stay whatever it returns.
        """
        with self._write() as db:
            before = attempts.select_attempt(db, attempts.find_seq(db, str(asked)), self.path)
            after = kept_form(with_given(before, changed(before)))
            if after != before:
                attempts.rewrite_attempt(db, after)
            return after

    def star(self, asked: str | int, starred: bool = True) -> Attempt:
        """Star an attempt, or take the star away."""
        return self.change(asked, lambda one: replace(one, starred=starred))

    def note(self, asked: str | int, note: str) -> Attempt:
        """Put a note on an attempt; empty text takes it away."""
        return self.change(asked, lambda one: replace(one, note=note))

    def delete(self, asked: str | int) -> Attempt:
        """Take an attempt out of lists and progress; `undelete` brings it back within 30 days."""
        now = self._now()
        return self.change(asked, lambda one: replace(one, deleted_at=one.deleted_at or now))

    def undelete(self, asked: str | int) -> Attempt:
        """Bring a deleted attempt back."""
        return self.change(asked, lambda one: replace(one, deleted_at=None))

    # The file itself

    def prove(self) -> tuple[Trouble, ...]:
        """Return everything in the file that is not as it was written; empty for a sound store."""
        with self._file.read() as db:
            return prove(db, self._kind.migrations)

    def has_search(self) -> bool:
        """Return whether searches use an index."""
        with self._file.read() as db:
            return index_there(db)

    def version(self) -> int:
        """Return the version of the file's tables."""
        return self._file.version

    # Inside

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        now = self._now()
        today = daily_name(now)
        if self._kept_house_on != today:
            said = (today, back_up_daily(self._kind, self._file, now))
            if said != self._said:  # tried at each write until the house is kept: not to be said each time
                self.notices += said[1]
            self._said = said
            purge(self._file, now)
            self._kept_house_on = today
        with self._file.write() as db:
            yield db

    def _drafts(self, db: sqlite3.Connection) -> DraftRows:
        return DraftRows(db, self.path, self._owner, self._now())
