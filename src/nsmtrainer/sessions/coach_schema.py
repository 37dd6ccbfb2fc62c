"""The tables of a coach's desk, kept in a file of their own beside the coach's own sessions."""

from __future__ import annotations

from nsmtrainer.sessions.schema import Migration

ANSWER_COLUMNS = "assignment, id, candidate, prompt, attempt, text, given, sheet, facts"
JUDGEMENT_COLUMNS = "answer, criterion, level, comment, coach, at, blind, undone_at"
SUBMISSION_COLUMNS = "assignment, digest, candidate, name, content_hash, file, written_at, imported_at"
REQUEST_COLUMNS = "answer, criterion, why, asked_at"
ASSIGNMENT_COLUMNS = "id, content_hash, text, added_at"

COACH_MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "first coach tables",
        (
            """CREATE TABLE migrations (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE
            ) STRICT""",
            """CREATE TABLE assignments (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL,
                content_hash TEXT NOT NULL,
                text TEXT NOT NULL,
                added_at TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                UNIQUE (id, content_hash)
            ) STRICT""",
            """CREATE TABLE roster (
                assignment TEXT NOT NULL,
                name TEXT NOT NULL,
                UNIQUE (assignment, name)
            ) STRICT""",
            """CREATE TABLE submissions (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                assignment TEXT NOT NULL,
                digest TEXT NOT NULL UNIQUE,
                candidate TEXT NOT NULL,
                name TEXT NOT NULL,
                content_hash TEXT NOT NULL,
                file TEXT NOT NULL,
                written_at TEXT NOT NULL,
                imported_at TEXT NOT NULL,
                fingerprint TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE answers (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                assignment TEXT NOT NULL,
                id TEXT NOT NULL,
                candidate TEXT NOT NULL,
                prompt TEXT NOT NULL,
                attempt INTEGER NOT NULL,
                text TEXT NOT NULL,
                given TEXT NOT NULL,
                sheet TEXT NOT NULL,
                facts TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                UNIQUE (assignment, id)
            ) STRICT""",
            """CREATE TABLE judgements (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                answer INTEGER NOT NULL REFERENCES answers (number) ON DELETE CASCADE,
                criterion TEXT NOT NULL,
                level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
                comment TEXT NOT NULL,
                coach TEXT NOT NULL,
                at TEXT NOT NULL,
                blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
                undone_at TEXT NOT NULL,
                fingerprint TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE requests (
                answer INTEGER NOT NULL REFERENCES answers (number) ON DELETE CASCADE,
                criterion TEXT NOT NULL,
                why TEXT NOT NULL,
                asked_at TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                UNIQUE (answer, criterion)
            ) STRICT""",
            "CREATE INDEX answers_by_candidate ON answers (assignment, candidate)",
            "CREATE INDEX judgements_by_answer ON judgements (answer)",
        ),
    ),
    Migration(
        "preferences",
        (
            """CREATE TABLE preferences (
                name TEXT NOT NULL UNIQUE,
                value TEXT NOT NULL
            ) STRICT""",
        ),
    ),
)
