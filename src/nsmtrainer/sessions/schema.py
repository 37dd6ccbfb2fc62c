"""The tables, made by named migrations that are only ever added to."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

APPLICATION_ID = 0x4E534D54
"""Marks a file as a store of this program ("NSMT")."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version of the tables to the next; its place in the list is the version it leads to."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "first tables",
        (
            """CREATE TABLE migrations (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE
            ) STRICT""",
            """CREATE TABLE drafts (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                prompt TEXT NOT NULL,
                prompt_title TEXT NOT NULL,
                rubric TEXT NOT NULL,
                mode TEXT NOT NULL,
                retry_of TEXT NOT NULL,
                started_at TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'discarded')),
                closed_at TEXT NOT NULL,
                owner TEXT NOT NULL,
                fingerprint TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE revisions (
                draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
                seq INTEGER NOT NULL CHECK (seq > 0),
                saved_at TEXT NOT NULL,
                seconds REAL NOT NULL CHECK (seconds >= 0),
                text TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                UNIQUE (draft, seq)
            ) STRICT""",
            """CREATE TABLE attempts (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                prompt TEXT NOT NULL,
                prompt_title TEXT NOT NULL,
                product TEXT NOT NULL,
                kind TEXT NOT NULL,
                games TEXT NOT NULL,
                rubric TEXT NOT NULL,
                mode TEXT NOT NULL,
                retry_of TEXT NOT NULL,
                started_at TEXT NOT NULL,
                seconds REAL NOT NULL CHECK (seconds >= 0),
                score REAL NOT NULL,
                volunteered_score REAL NOT NULL,
                verdict TEXT NOT NULL,
                facts TEXT NOT NULL,
                words INTEGER NOT NULL,
                note TEXT NOT NULL,
                starred INTEGER NOT NULL CHECK (starred IN (0, 1)),
                deleted_at TEXT NOT NULL,
                fingerprint TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE answers (
                seq INTEGER PRIMARY KEY REFERENCES attempts (seq) ON DELETE CASCADE,
                text TEXT NOT NULL,
                rest TEXT NOT NULL,
                fingerprint TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE sheets (
                seq INTEGER NOT NULL REFERENCES attempts (seq) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('volunteered', 'prompted', 're-mark')),
                made_at TEXT NOT NULL,
                record TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                UNIQUE (seq, number)
            ) STRICT""",
            "CREATE INDEX attempts_by_prompt ON attempts (prompt)",
        ),
    ),
    Migration(
        "facts of drafts",
        (
            """CREATE TABLE draft_facts (
                draft TEXT NOT NULL UNIQUE REFERENCES drafts (id) ON DELETE CASCADE,
                assignment TEXT NOT NULL,
                hints TEXT NOT NULL,
                fingerprint TEXT NOT NULL
            ) STRICT""",
        ),
    ),
)


def migrate(db: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the tables up to the last migration inside a transaction that the caller has begun."""
    done = version_of(db)
    for number, migration in enumerate(migrations[done:], start=done + 1):
        for statement in migration.statements:
            db.execute(statement)
        db.execute("INSERT INTO migrations (number, name) VALUES (?, ?)", (number, migration.name))
        db.execute(f"PRAGMA user_version = {number}")


def version_of(db: sqlite3.Connection) -> int:
    """Return the number of migrations that the file has seen."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def application_of(db: sqlite3.Connection) -> int:
    """Return the mark of the program that the file belongs to, 0 for none."""
    return int(db.execute("PRAGMA application_id").fetchone()[0])


_TABLES = (
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
    " WHERE name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_sequence%' ORDER BY type, name"
)


def tables_of(db: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """Return what the file says its tables are; the search index, which can be made again, is left out."""
    return db.execute(_TABLES).fetchall()


def tables_made_by(migrations: Sequence[Migration] = MIGRATIONS) -> list[tuple[str, str, str, str]]:
    """Return what `tables_of` gives for a sound file after these migrations."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, migrations)
        return tables_of(fresh)
