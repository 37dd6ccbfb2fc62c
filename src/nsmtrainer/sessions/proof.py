"""Prove a store: structure, tables, every row's fingerprint, and that no part of an attempt is missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from nsmtrainer.sessions.attempts import SUMMARY_COLUMNS
from nsmtrainer.sessions.fingerprint import intact
from nsmtrainer.sessions.schema import MIGRATIONS, Migration, tables_made_by, tables_of, version_of
from nsmtrainer.sessions.search import index_is_complete, index_is_sound, index_there
from nsmtrainer.text import clean_line

TroubleKind = Literal["structure", "row", "search"]
MOST_SAID = 20

_ROWS = (
    ("entry of session", "attempts", "seq", SUMMARY_COLUMNS),
    ("answer of session", "answers", "seq", "seq, text, rest"),
    ("marks of session", "sheets", "seq", "seq, number, kind, made_at, record"),
    (
        "draft",
        "drafts",
        "id",
        "id, prompt, prompt_title, rubric, mode, retry_of, started_at, state, closed_at, owner",
    ),
    ("facts of draft", "draft_facts", "draft", "draft, assignment, hints"),
    ("revision of draft", "revisions", "draft", "draft, seq, saved_at, seconds, text"),
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it was written. `key` is the session's number for a row of one, else empty.

    Trouble with the structure makes the whole file unsafe to write; a changed row spoils itself only; the
    search index can be made again.
    """

    kind: TroubleKind
    what: str
    key: str = ""


def prove(db: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[Trouble, ...]:
    """Return everything that is wrong with the sessions; empty for a sound store. Never raises on damage."""
    return proved(db, migrations, lambda: [*changed_rows(db, _ROWS), *_lacking(db), *_search(db)])


def proved(
    db: sqlite3.Connection, migrations: Sequence[Migration], rows: Callable[[], Sequence[Trouble]]
) -> tuple[Trouble, ...]:
    """Return what is wrong with a file's structure or, where nothing is, what `rows` finds in it.

    Raises sqlite3.Error where the file cannot be read for now, or the disk refuses.
    """
    try:
        broken = _structure(db, migrations)
        return tuple(Trouble("structure", said) for said in broken) or tuple(rows())
    except (sqlite3.DatabaseError, UnicodeError) as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in (
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_FULL,
        ):
            raise
        return (Trouble("structure", clean_line(str(error))),)


def _structure(db: sqlite3.Connection, migrations: Sequence[Migration]) -> list[str]:
    said = [clean_line(str(row[0]), 120) for row in db.execute(f"PRAGMA integrity_check({MOST_SAID})")]
    if said != ["ok"]:
        return said
    if tables_of(db) != tables_made_by(migrations[: version_of(db)]):
        return ["the tables are not those that were made"]
    return []


def changed_rows(db: sqlite3.Connection, tables: Sequence[tuple[str, str, str, str]]) -> list[Trouble]:
    """Return the rows whose fingerprint is wrong.

    Each table comes as what a row of it is called, its name, the column that tells its rows apart, and the
    columns under the fingerprint.
    """
    there = {name for _, name, *_ in tables_of(db)}  # an earlier version lacks the later tables
    return [
        Trouble("row", f"the {what} {clean_line(str(row[0]), 40)} was changed", str(row[0]))
        for what, table, key, columns in tables
        if table in there
        for row in db.execute(f"SELECT {key}, {columns}, fingerprint FROM {table}")
        if not intact(row[1:])
    ]


def _search(db: sqlite3.Connection) -> list[Trouble]:
    if not index_there(db) or (index_is_complete(db) and index_is_sound(db)):
        return []
    return [Trouble("search", "the search index differs from the texts")]


def _lacking(db: sqlite3.Connection) -> list[Trouble]:
    """Return the attempts that lack their answer or marks, and parts whose attempt is not there."""
    apart = db.execute(
        "SELECT seq FROM attempts WHERE seq NOT IN (SELECT seq FROM answers)"
        " OR seq NOT IN (SELECT seq FROM sheets WHERE kind = 'volunteered')"
    )
    found = [Trouble("row", f"session {seq} lacks its answer or its marks", str(seq)) for (seq,) in apart]
    orphans = db.execute("PRAGMA foreign_key_check").fetchall()
    return [*found, *(Trouble("row", f"a row of {table} belongs to nothing") for table, *_ in orphans)]
