"""The store of a coach's desk: assignments, submissions, answers with marks, and what coaches judged."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nsmtrainer.sessions.clock import Now, from_stamp, now_utc, to_stamp
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
from nsmtrainer.sessions.coach_rows import (
    COPIES,
    answer_of,
    desk_damaged,
    entry_of,
    handed_in_of,
    handed_in_values,
    judgement_of,
    proved,
    with_fingerprint,
)
from nsmtrainer.sessions.coach_schema import (
    ANSWER_COLUMNS,
    ASSIGNMENT_COLUMNS,
    COACH_MIGRATIONS,
    JUDGEMENT_COLUMNS,
    REQUEST_COLUMNS,
    SUBMISSION_COLUMNS,
)
from nsmtrainer.sessions.connection import FOLDER_MODE, StoreFile
from nsmtrainer.sessions.faults import DamagedStoreError, UnknownSessionError
from nsmtrainer.text import quote

KEPT_COPIES = 7


class CoachStore:
    """One coach's desk. Every method may raise StoreError; each write is kept whole or not at all."""

    def __init__(self, path: Path, now: Now = now_utc) -> None:
        self.path = path
        self._now = now
        self._copied_on = ""
        with self._reworded():
            self._file = StoreFile(path, COACH_MIGRATIONS)
            if self._file.outdated:
                self._copy(f"before-version-{len(COACH_MIGRATIONS)}")
                self._file.upgrade()

    @property
    def home(self) -> Path:
        """The folder that holds this user's sessions, assignments and desk."""
        return self.path.parent.parent

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    # Assignments and the roster

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

    # Submissions and answers

    def add(self, arrivals: Sequence[Arrival]) -> None:
        """Keep submissions with their new answers in one step."""
        with self._write() as db:
            for arrival in arrivals:
                db.execute(
                    f"INSERT OR IGNORE INTO submissions ({SUBMISSION_COLUMNS}, fingerprint)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    with_fingerprint(handed_in_values(arrival.handed_in)),
                )
                for answer in arrival.answers:
                    _insert_answer(db, answer)
                self._add_requests(db, arrival)

    def _add_requests(self, db: sqlite3.Connection, arrival: Arrival) -> None:
        for request in arrival.requests:
            found = db.execute(
                "SELECT number FROM answers WHERE assignment = ? AND id = ? AND candidate = ?",
                (arrival.handed_in.assignment, request.answer, arrival.handed_in.candidate),
            ).fetchone()
            if found is not None:
                values = (found[0], request.criterion, request.why, to_stamp(arrival.handed_in.written_at))
                db.execute(
                    f"INSERT OR REPLACE INTO requests ({REQUEST_COLUMNS}, fingerprint)"
                    " VALUES (?, ?, ?, ?, ?)",
                    with_fingerprint(values),
                )

    def replace_marks(self, marked: Sequence[tuple[int, MarkedAnswer]]) -> None:
        """Put new marks in the place of those of the answers of these numbers; judgements stay."""
        with self._write() as db:
            for number, answer in marked:
                values = _answer_values(answer)
                names = ", ".join(f"{name} = ?" for name in ANSWER_COLUMNS.split(", "))
                db.execute(
                    f"UPDATE answers SET {names}, fingerprint = ? WHERE number = ?",
                    (*with_fingerprint(values), number),
                )

    def digests(self) -> frozenset[str]:
        """Return the digests of all files that were imported."""
        with self._read() as db:
            return frozenset(digest for (digest,) in db.execute("SELECT digest FROM submissions"))

    def owners(self, assignment: str) -> dict[str, tuple[str, str]]:
        """Return for each answer's id whose it is, and the digest of its text."""
        with self._read() as db:
            rows = db.execute("SELECT id, candidate, text FROM answers WHERE assignment = ?", (assignment,))
            return {answer_id: (candidate, text_digest(text)) for answer_id, candidate, text in rows}

    def handed_in(self, assignment: str) -> tuple[HandedIn, ...]:
        """Return the submissions for an assignment in the order in which they were imported."""
        with self._read() as db:
            rows = db.execute(
                f"SELECT {SUBMISSION_COLUMNS}, fingerprint FROM submissions"
                " WHERE assignment = ? ORDER BY number",
                (assignment,),
            ).fetchall()
        return tuple(handed_in_of(proved(row, self.path, f"the submission {row[5]}")) for row in rows)

    def entries(self, assignment: str) -> tuple[AnswerEntry, ...]:
        """Return what reports need of an assignment's answers, in the order of their numbers."""
        with self._read() as db:
            rows = db.execute(
                f"SELECT number, {ANSWER_COLUMNS}, fingerprint FROM answers"
                " WHERE assignment = ? ORDER BY number",
                (assignment,),
            )
            return tuple(entry_of(row[0], proved(row[1:], self.path, f"the answer {row[0]}")) for row in rows)

    def answer(self, number: int) -> CohortAnswer:
        """Return a whole answer. Raises UnknownSessionError where there is none of that number."""
        with self._read() as db:
            row = db.execute(
                f"SELECT {ANSWER_COLUMNS}, fingerprint FROM answers WHERE number = ?", (number,)
            ).fetchone()
        if row is None:
            raise UnknownSessionError(
                f"There is no answer {number}.", "`nsmtrainer coach answers` lists them with their numbers."
            )
        return answer_of(number, proved(row, self.path, f"the answer {number}"))

    def given(self, number: int) -> tuple[str, dict[str, Any]]:
        """Return an answer's text and what else was handed in with it, as JSON values."""
        self.answer(number)
        with self._read() as db:
            row = db.execute("SELECT text, given FROM answers WHERE number = ?", (number,)).fetchone()
        return row[0], json.loads(row[1])

    # Judgements and requests

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Keep judgements in one step; their numbers are given here."""
        with self._write() as db:
            for one in judgements:
                values = (
                    one.answer,
                    one.criterion,
                    one.level,
                    one.comment,
                    one.coach,
                    to_stamp(one.at),
                    int(one.blind),
                    "",
                )
                db.execute(
                    f"INSERT INTO judgements ({JUDGEMENT_COLUMNS}, fingerprint)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    with_fingerprint(values),
                )

    def undo(self, answer: int, criterion: str = "", coach: str = "") -> Judgement:
        """Undo the latest judgement on an answer (on that criterion, by that coach) and return it.

        Raises UnknownSessionError where there is none left to undo.
        """
        with self._write() as db:
            found = [
                one
                for one in self._judgements(db, "answer = ?", (answer,))
                if one.undone_at is None and criterion in ("", one.criterion) and coach in ("", one.coach)
            ]
            if not found:
                what = f" and {quote(criterion)}" if criterion else ""
                raise UnknownSessionError(
                    f"There is no judgement on answer {answer}{what} to undo.",
                    "`nsmtrainer coach show` shows what was judged.",
                )
            last = max(found, key=lambda one: one.number)
            values = (
                last.answer,
                last.criterion,
                last.level,
                last.comment,
                last.coach,
                to_stamp(last.at),
                int(last.blind),
                to_stamp(self._now()),
            )
            db.execute(
                "UPDATE judgements SET undone_at = ?, fingerprint = ? WHERE number = ?",
                (*with_fingerprint(values)[-2:], last.number),
            )
        return last

    def judgements(self, assignment: str) -> Mapping[int, tuple[Judgement, ...]]:
        """Return the judgements that stand, by answer, each in the order in which they were given."""
        where = "undone_at = '' AND answer IN (SELECT number FROM answers WHERE assignment = ?)"
        found: dict[int, list[Judgement]] = {}
        with self._read() as db:
            for one in self._judgements(db, where, (assignment,)):
                found.setdefault(one.answer, []).append(one)
        return {answer: tuple(listed) for answer, listed in found.items()}

    def judgements_on(self, answer: int) -> tuple[Judgement, ...]:
        """Return all judgements on an answer, undone ones too, in the order in which they were given."""
        with self._read() as db:
            return tuple(self._judgements(db, "answer = ?", (answer,)))

    def _judgements(
        self, db: sqlite3.Connection, where: str, values: Sequence[str | int]
    ) -> Iterator[Judgement]:
        rows = db.execute(
            f"SELECT number, {JUDGEMENT_COLUMNS}, fingerprint FROM judgements WHERE {where} ORDER BY number",
            values,
        )
        for row in rows.fetchall():
            proved(row[1:], self.path, f"the judgement on answer {row[1]}")
            yield judgement_of(row[0], row[1:])

    def requests(self, assignment: str) -> tuple[AskedAgain, ...]:
        """Return the requests for another look, in the order in which they arrived."""
        with self._read() as db:
            rows = db.execute(
                f"SELECT {REQUEST_COLUMNS}, fingerprint FROM requests WHERE answer IN"
                " (SELECT number FROM answers WHERE assignment = ?) ORDER BY rowid",
                (assignment,),
            ).fetchall()
        found = (proved(row, self.path, f"the request on answer {row[0]}") for row in rows)
        return tuple(AskedAgain(row[0], row[1], row[2], from_stamp(row[3])) for row in found)

    # Inside

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with self._reworded(), self._file.read() as db:
            yield db

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._reworded():
            self._copy_of_the_day()
            with self._file.write() as db:
                yield db

    @contextmanager
    def _reworded(self) -> Iterator[None]:
        """Say of a damaged desk where its copies lie; the faults' own words are about the sessions."""
        try:
            yield
        except DamagedStoreError as error:
            what = error.message.partition(" is damaged: ")[2].rstrip(".")
            raise desk_damaged(self.path, what) from error

    def _copy_of_the_day(self) -> None:
        day = f"daily-{self._now().astimezone():%Y-%m-%d}"
        if self._copied_on == day:
            return
        if not (self.path.parent / COPIES / f"{day}.db").exists():
            with suppress(OSError, sqlite3.Error):  # the copy has to wait; what the coach does has not
                self._copy(day)
        self._copied_on = day

    def _copy(self, name: str) -> None:
        folder = self.path.parent / COPIES
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        temporary = folder / f".{name}.{os.getpid()}"
        try:
            with self._file.read() as db, closing(sqlite3.connect(temporary)) as copy:
                db.backup(copy)
            temporary.chmod(0o600)
            temporary.replace(folder / f"{name}.db")
        finally:
            with suppress(OSError):
                temporary.unlink()
        for old in sorted(folder.glob("daily-*.db"))[:-KEPT_COPIES]:
            old.unlink(missing_ok=True)


def text_digest(text: str) -> str:
    """Return a digest of an answer's text, to see whether it is still the same."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _answer_values(answer: MarkedAnswer) -> tuple[str | int, ...]:
    return (
        answer.assignment,
        answer.id,
        answer.candidate,
        answer.prompt,
        answer.attempt,
        answer.text,
        answer.given,
        answer.sheet,
        answer.facts,
    )


def _insert_answer(db: sqlite3.Connection, answer: MarkedAnswer) -> None:
    db.execute(
        f"INSERT OR IGNORE INTO answers ({ANSWER_COLUMNS}, fingerprint)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        with_fingerprint(_answer_values(answer)),
    )
