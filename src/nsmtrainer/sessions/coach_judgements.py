"""What coaches judged and candidates asked about, each step on a connection that the store opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.coach_models import AskedAgain, Judgement
from nsmtrainer.sessions.coach_rows import judgement_of, proved, with_fingerprint
from nsmtrainer.sessions.coach_schema import JUDGEMENT_COLUMNS, REQUEST_COLUMNS
from nsmtrainer.sessions.faults import UnknownSessionError
from nsmtrainer.sessions.fingerprint import Value
from nsmtrainer.text import quote


def insert_judgements(db: sqlite3.Connection, judgements: Sequence[Judgement]) -> None:
    """Add judgements; their numbers are given by the file."""
    for one in judgements:
        db.execute(
            f"INSERT INTO judgements ({JUDGEMENT_COLUMNS}, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            with_fingerprint(_values(one, "")),
        )


def last_standing(db: sqlite3.Connection, path: Path, answer: int, criterion: str, coach: str) -> Judgement:
    """Return the latest judgement on an answer (on that criterion, by that coach) that stands.

    Raises UnknownSessionError where there is none left to undo.
    """
    found = [
        one
        for one in select_on(db, path, answer)
        if one.undone_at is None and criterion in ("", one.criterion) and coach in ("", one.coach)
    ]
    if not found:
        what = f" and {quote(criterion)}" if criterion else ""
        raise UnknownSessionError(
            f"There is no judgement on answer {answer}{what} to undo.",
            "`nsmtrainer coach show` shows what was judged.",
        )
    return max(found, key=lambda one: one.number)


def undo(db: sqlite3.Connection, one: Judgement, now: datetime) -> None:
    """Keep of a judgement that it was undone; it stays for the record."""
    db.execute(
        "UPDATE judgements SET undone_at = ?, fingerprint = ? WHERE number = ?",
        (*with_fingerprint(_values(one, to_stamp(now)))[-2:], one.number),
    )


def _values(one: Judgement, undone_at: str) -> tuple[Value, ...]:
    """Return a judgement's values in the order of `JUDGEMENT_COLUMNS`."""
    return (
        one.answer,
        one.criterion,
        one.level,
        one.comment,
        one.coach,
        to_stamp(one.at),
        int(one.blind),
        undone_at,
    )


def select_standing(
    db: sqlite3.Connection, path: Path, assignment: str
) -> Mapping[int, tuple[Judgement, ...]]:
    """Return the judgements that stand, by answer, each in the order in which they were given."""
    where = "undone_at = '' AND answer IN (SELECT number FROM answers WHERE assignment = ?)"
    found: dict[int, list[Judgement]] = {}
    for one in _select(db, path, where, assignment):
        found.setdefault(one.answer, []).append(one)
    return {answer: tuple(listed) for answer, listed in found.items()}


def select_on(db: sqlite3.Connection, path: Path, answer: int) -> tuple[Judgement, ...]:
    """Return all judgements on an answer, undone ones too, in the order in which they were given."""
    return tuple(_select(db, path, "answer = ?", answer))


def _select(db: sqlite3.Connection, path: Path, where: str, value: str | int) -> Iterator[Judgement]:
    rows = db.execute(
        f"SELECT number, {JUDGEMENT_COLUMNS}, fingerprint FROM judgements WHERE {where} ORDER BY number",
        (value,),
    )
    for row in rows.fetchall():
        proved(row[1:], path, f"the judgement on answer {row[1]}")
        yield judgement_of(row[0], row[1:])


def select_requests(db: sqlite3.Connection, path: Path, assignment: str) -> tuple[AskedAgain, ...]:
    """Return the requests for another look, in the order in which they arrived."""
    rows = db.execute(
        f"SELECT {REQUEST_COLUMNS}, fingerprint FROM requests WHERE answer IN"
        " (SELECT number FROM answers WHERE assignment = ?) ORDER BY rowid",
        (assignment,),
    ).fetchall()
    found = (proved(row, path, f"the request on answer {row[0]}") for row in rows)
    return tuple(AskedAgain(row[0], row[1], row[2], from_stamp(row[3])) for row in found)
