"""What a backup of a coach's desk is, and how a desk is proved; `backing_up` and `restoring` do the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nsmtrainer.sessions.backing_up import StoreKind
from nsmtrainer.sessions.coach_rows import desk_worded
from nsmtrainer.sessions.coach_schema import (
    ANSWER_COLUMNS,
    ASSIGNMENT_COLUMNS,
    COACH_MIGRATIONS,
    JUDGEMENT_COLUMNS,
    REQUEST_COLUMNS,
    SUBMISSION_COLUMNS,
)
from nsmtrainer.sessions.faults import translated
from nsmtrainer.sessions.places import DESK_BACKUPS_NAME
from nsmtrainer.sessions.proof import Trouble, changed_rows, proved
from nsmtrainer.sessions.schema import Migration

_ROWS = (
    ("assignment", "assignments", "number", ASSIGNMENT_COLUMNS),
    ("submission", "submissions", "number", SUBMISSION_COLUMNS),
    ("answer", "answers", "number", ANSWER_COLUMNS),
    ("judgement", "judgements", "number", JUDGEMENT_COLUMNS),
    ("request", "requests", "rowid", REQUEST_COLUMNS),
)


def prove_desk(
    db: sqlite3.Connection, migrations: Sequence[Migration] = COACH_MIGRATIONS
) -> tuple[Trouble, ...]:
    """Return everything that is wrong with a desk; empty for a sound one. Never raises on damage."""
    return proved(db, migrations, lambda: changed_rows(db, _ROWS))


@contextmanager
def _desk_faults(path: Path) -> Iterator[None]:
    with desk_worded(path), translated(path):
        yield


DESK = StoreKind(
    called="coach's desk",
    command="nsmtrainer coach",
    folder=DESK_BACKUPS_NAME,
    migrations=COACH_MIGRATIONS,
    holds=("assignments", "submissions", "answers", "judgements", "roster", "preferences"),
    counted="answers",
    prove=prove_desk,
    worded=_desk_faults,
)
