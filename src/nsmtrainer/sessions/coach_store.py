"""The store of a coach's desk: assignments, submissions, answers with marks, and what coaches judged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nsmtrainer.sessions import coach_answers, coach_judgements
from nsmtrainer.sessions.backing_up import daily_name
from nsmtrainer.sessions.clock import Now, from_stamp, now_utc, to_stamp
from nsmtrainer.sessions.closing import Closing
from nsmtrainer.sessions.coach_backups import DESK, prove_desk
from nsmtrainer.sessions.coach_models import (
    AnswerEntry,
    Arrival,
    AskedAgain,
    CohortAnswer,
    HandedIn,
    Judgement,
    KeptAssignment,
    MarkedAnswer,
)
from nsmtrainer.sessions.coach_rows import desk_worded, proved, with_fingerprint
from nsmtrainer.sessions.coach_schema import ASSIGNMENT_COLUMNS
from nsmtrainer.sessions.connection import StoreFile
from nsmtrainer.sessions.housekeeping import back_up_daily, upgrade
from nsmtrainer.sessions.proof import Trouble
from nsmtrainer.sessions.restoring import enter

USUAL_COACH = "coach"
_COACH = "coach"


class CoachStore(Closing):
    """One coach's desk. Every method may raise StoreError; each write is kept whole or not at all.

    It may be used from several threads.
    """

    def __init__(self, path: Path, now: Now = now_utc) -> None:
        self.path = path
        self._now = now
        self.notices: list[str] = []
        """What a coach should hear, such as a backup that could not be made; nothing that was lost."""
        self._backed_up_on = ""
        self._use = enter(DESK, path)
        try:
            with desk_worded(path):
                self._file = StoreFile(path, DESK.migrations)
                if self._file.outdated:
                    upgrade(DESK, self._file, now())
        except BaseException:
            self._use.drop()
            raise

    @property
    def home(self) -> Path:
        """The folder that holds this user's sessions, assignments and desk."""
        return self.path.parent.parent

    def close(self) -> None:
        """Close the file, so that a copy may be put in its place."""
        self._file.close()
        self._use.drop()

    # Assignments, the roster, the coach's name

    def keep_assignment(self, kept: KeptAssignment) -> None:
        """Keep an assignment; one of the same id and content takes its new text."""
        values = (kept.id, kept.content_hash, kept.text, to_stamp(kept.added_at))
        with self._write() as db:
            db.execute(
                "DELETE FROM assignments WHERE id = ? AND content_hash = ?", (kept.id, kept.content_hash)
            )
            db.execute(
                f"INSERT INTO assignments ({ASSIGNMENT_COLUMNS}, fingerprint) VALUES (?, ?, ?, ?, ?)",
                with_fingerprint(values),
            )

    def assignments(self) -> tuple[KeptAssignment, ...]:
        """Return the latest version of each assignment, the latest first."""
        latest: dict[str, KeptAssignment] = {}
        with self._read() as db:
            rows = db.execute(
                f"SELECT {ASSIGNMENT_COLUMNS}, fingerprint FROM assignments ORDER BY number DESC"
            )
            for row in rows.fetchall():
                proved(row, self.path, f"the assignment {row[0]}")
                latest.setdefault(row[0], KeptAssignment(row[0], row[1], row[2], from_stamp(row[3])))
        return tuple(latest.values())

    def set_roster(self, assignment: str, names: Iterable[str]) -> None:
        """Keep the names of those who are expected to hand in."""
        with self._write() as db:
            db.execute("DELETE FROM roster WHERE assignment = ?", (assignment,))
            rows = [(assignment, name) for name in dict.fromkeys(names)]
            db.executemany("INSERT INTO roster (assignment, name) VALUES (?, ?)", rows)

    def roster(self, assignment: str) -> tuple[str, ...]:
        """Return the names of those who are expected, in the order in which they were given."""
        with self._read() as db:
            rows = db.execute("SELECT name FROM roster WHERE assignment = ? ORDER BY rowid", (assignment,))
            return tuple(name for (name,) in rows)

    def coach(self) -> str:
        """Return the name under which judgements are given unless another is named."""
        with self._read() as db:
            found = db.execute("SELECT value FROM preferences WHERE name = ?", (_COACH,)).fetchone()
        return found[0] if found else USUAL_COACH

    def set_coach(self, name: str) -> None:
        """Keep the name under which judgements are given from now on."""
        with self._write() as db:
            db.execute("INSERT OR REPLACE INTO preferences (name, value) VALUES (?, ?)", (_COACH, name))

    # Submissions and answers

    def add(self, arrivals: Sequence[Arrival]) -> None:
        """Keep submissions with their new answers in one step."""
        with self._write() as db:
            coach_answers.insert_arrivals(db, arrivals)

    def replace_marks(self, marked: Sequence[tuple[int, MarkedAnswer]]) -> None:
        """Put new marks in the place of those of the answers of these numbers; judgements stay."""
        with self._write() as db:
            for number, answer in marked:
                coach_answers.update_marks(db, number, answer)

    def digests(self) -> frozenset[str]:
        """Return the digests of all files that were imported."""
        with self._read() as db:
            return coach_answers.select_digests(db)

    def owners(self, assignment: str) -> dict[str, tuple[str, str]]:
        """Return for each answer's id whose it is, and the digest of its text."""
        with self._read() as db:
            return coach_answers.select_owners(db, assignment)

    def handed_in(self, assignment: str) -> tuple[HandedIn, ...]:
        """Return the submissions for an assignment in the order in which they were imported."""
        with self._read() as db:
            return coach_answers.select_handed_in(db, assignment, self.path)

    def entries(self, assignment: str) -> tuple[AnswerEntry, ...]:
        """Return what reports need of an assignment's answers, in the order of their numbers."""
        with self._read() as db:
            return coach_answers.select_entries(db, assignment, self.path)

    def answer(self, number: int) -> CohortAnswer:
        """Return a whole answer. Raises UnknownSessionError where there is none of that number."""
        with self._read() as db:
            return coach_answers.select_answer(db, number, self.path)

    def given(self, number: int) -> tuple[str, dict[str, Any]]:
        """Return an answer's text and what else was handed in with it, as JSON values."""
        with self._read() as db:
            return coach_answers.select_given(db, number, self.path)

    # Judgements and requests

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Keep judgements in one step; their numbers are given here."""
        with self._write() as db:
            coach_judgements.insert_judgements(db, judgements)

    def undo(self, answer: int, criterion: str = "", coach: str = "") -> Judgement:
        """Undo the latest judgement on an answer (on that criterion, by that coach) and return it.

        Raises UnknownSessionError where there is none left to undo.
        """
        with self._write() as db:
            last = coach_judgements.last_standing(db, self.path, answer, criterion, coach)
            coach_judgements.undo(db, last, self._now())
        return last

    def judgements(self, assignment: str) -> Mapping[int, tuple[Judgement, ...]]:
        """Return the judgements that stand, by answer, each in the order in which they were given."""
        with self._read() as db:
            return coach_judgements.select_standing(db, self.path, assignment)

    def judgements_on(self, answer: int) -> tuple[Judgement, ...]:
        """Return all judgements on an answer, undone ones too, in the order in which they were given."""
        with self._read() as db:
            return coach_judgements.select_on(db, self.path, answer)

    def requests(self, assignment: str) -> tuple[AskedAgain, ...]:
        """Return the requests for another look, in the order in which they arrived."""
        with self._read() as db:
            return coach_judgements.select_requests(db, self.path, assignment)

    # The file itself

    def prove(self) -> tuple[Trouble, ...]:
        """Return everything in the file that is not as it was written; empty for a sound desk."""
        with self._read() as db:
            return prove_desk(db)

    def version(self) -> int:
        """Return the version of the file's tables."""
        return self._file.version

    # Inside

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with desk_worded(self.path), self._file.read() as db:
            yield db

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with desk_worded(self.path):
            now = self._now()
            if self._backed_up_on != daily_name(now):
                self.notices += back_up_daily(DESK, self._file, now)
                self._backed_up_on = daily_name(now)
            with self._file.write() as db:
                yield db
