"""Submissions and answers in a coach's desk, each step on a connection that the store opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from nsmtrainer.sessions.clock import to_stamp
from nsmtrainer.sessions.coach_models import AnswerEntry, Arrival, CohortAnswer, HandedIn, MarkedAnswer
from nsmtrainer.sessions.coach_rows import (
    answer_of,
    entry_of,
    handed_in_of,
    handed_in_values,
    proved,
    with_fingerprint,
)
from nsmtrainer.sessions.coach_schema import ANSWER_COLUMNS, REQUEST_COLUMNS, SUBMISSION_COLUMNS
from nsmtrainer.sessions.faults import UnknownSessionError


def insert_arrivals(db: sqlite3.Connection, arrivals: Sequence[Arrival]) -> None:
    """Add submissions with their new answers and requests; what is there stays."""
    for arrival in arrivals:
        db.execute(
            f"INSERT OR IGNORE INTO submissions ({SUBMISSION_COLUMNS}, fingerprint)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            with_fingerprint(handed_in_values(arrival.handed_in)),
        )
        for answer in arrival.answers:
            db.execute(
                f"INSERT OR IGNORE INTO answers ({ANSWER_COLUMNS}, fingerprint)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                with_fingerprint(_answer_values(answer)),
            )
        _insert_requests(db, arrival)


def _insert_requests(db: sqlite3.Connection, arrival: Arrival) -> None:
    for request in arrival.requests:
        found = db.execute(
            "SELECT number FROM answers WHERE assignment = ? AND id = ? AND candidate = ?",
            (arrival.handed_in.assignment, request.answer, arrival.handed_in.candidate),
        ).fetchone()
        if found is not None:
            values = (found[0], request.criterion, request.why, to_stamp(arrival.handed_in.written_at))
            db.execute(
                f"INSERT OR REPLACE INTO requests ({REQUEST_COLUMNS}, fingerprint) VALUES (?, ?, ?, ?, ?)",
                with_fingerprint(values),
            )


def update_marks(db: sqlite3.Connection, number: int, answer: MarkedAnswer) -> None:
    """Put new marks in the place of those of the answer of that number."""
    names = ", ".join(f"{name} = ?" for name in ANSWER_COLUMNS.split(", "))
    db.execute(
        f"UPDATE answers SET {names}, fingerprint = ? WHERE number = ?",
        (*with_fingerprint(_answer_values(answer)), number),
    )


def select_digests(db: sqlite3.Connection) -> frozenset[str]:
    """Return the digests of all files that were imported."""
    return frozenset(digest for (digest,) in db.execute("SELECT digest FROM submissions"))


def select_owners(db: sqlite3.Connection, assignment: str) -> dict[str, tuple[str, str]]:
    """Return for each answer's id whose it is, and the digest of its text."""
    rows = db.execute("SELECT id, candidate, text FROM answers WHERE assignment = ?", (assignment,))
    return {answer_id: (candidate, text_digest(text)) for answer_id, candidate, text in rows}


def select_handed_in(db: sqlite3.Connection, assignment: str, path: Path) -> tuple[HandedIn, ...]:
    """Return the submissions for an assignment in the order in which they were imported."""
    rows = db.execute(
        f"SELECT {SUBMISSION_COLUMNS}, fingerprint FROM submissions WHERE assignment = ? ORDER BY number",
        (assignment,),
    ).fetchall()
    return tuple(handed_in_of(proved(row, path, f"the submission {row[5]}")) for row in rows)


def select_entries(db: sqlite3.Connection, assignment: str, path: Path) -> tuple[AnswerEntry, ...]:
    """Return what reports need of an assignment's answers, in the order of their numbers."""
    rows = db.execute(
        f"SELECT number, {ANSWER_COLUMNS}, fingerprint FROM answers WHERE assignment = ? ORDER BY number",
        (assignment,),
    )
    return tuple(entry_of(row[0], proved(row[1:], path, f"the answer {row[0]}")) for row in rows)


def select_answer(db: sqlite3.Connection, number: int, path: Path) -> CohortAnswer:
    """Return a whole answer. Raises UnknownSessionError where there is none of that number."""
    return answer_of(number, _row(db, number, path))


def select_given(db: sqlite3.Connection, number: int, path: Path) -> tuple[str, dict[str, Any]]:
    """Return an answer's text and what else was handed in with it, as JSON values."""
    row = _row(db, number, path)
    return row[5], json.loads(row[6])


def _row(db: sqlite3.Connection, number: int, path: Path) -> Sequence[Any]:
    row = db.execute(
        f"SELECT {ANSWER_COLUMNS}, fingerprint FROM answers WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        raise UnknownSessionError(
            f"There is no answer {number}.", "`nsmtrainer coach answers` lists them with their numbers."
        )
    return proved(row, path, f"the answer {number}")


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
