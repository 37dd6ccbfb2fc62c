"""Rows of a coach's desk as values: answers and their facts as JSON, every row proved by its fingerprint."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.marking.record import sheet_of
from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.coach_models import (
    AnswerEntry,
    CohortAnswer,
    Facts,
    HandedIn,
    Judgement,
)
from nsmtrainer.sessions.faults import DamagedStoreError, newest_backup, shown
from nsmtrainer.sessions.fingerprint import Value, fingerprint, intact
from nsmtrainer.sessions.models import Reply
from nsmtrainer.sessions.places import DESK_BACKUPS_NAME


def dumped(value: object) -> str:
    """Return JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def with_fingerprint(values: Sequence[Value]) -> tuple[Value, ...]:
    """Return a row's values and their fingerprint behind them."""
    return (*values, fingerprint(values))


def proved(row: Sequence[Any], path: Path, what: str) -> Sequence[Any]:
    """Return a row whose fingerprint is right. Raises DamagedStoreError where it was changed."""
    if not intact(row):
        raise desk_damaged(path, f"{what} was changed")
    return row


@contextmanager
def desk_worded(path: Path) -> Iterator[None]:
    """Say of a damaged desk how its copies are put back; the faults' own words are about the sessions."""
    try:
        yield
    except DamagedStoreError as error:
        what = error.message.partition(" is damaged: ")[2].rstrip(".")
        raise desk_damaged(path, what) from error


def desk_damaged(path: Path, what: str) -> DamagedStoreError:
    """Return the fault of a damaged desk, with what can be done about it."""
    newest = newest_backup(path, DESK_BACKUPS_NAME)
    hint = (
        f"The file is kept as it is. `{DESK_RESTORE}` puts the newest sound backup in its place and keeps "
        "this file beside it; then import the submissions again."
        if newest
        else "The file is kept as it is, and there is no backup of it yet. Move it away, then import the "
        "submissions again."
    )
    return DamagedStoreError(f"The coach's desk {shown(path)} is damaged: {what}.", hint)


DESK_RESTORE = "nsmtrainer coach restore-backup"


def facts_record(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON values."""
    return {
        "levels": dict(facts.levels),
        "volunteered": dict(facts.volunteered),
        "score": facts.score,
        "verdict": facts.verdict,
        "unsure": list(facts.unsure),
        "missing": dict(facts.missing),
        "claimed": dict(facts.claimed),
        "predictions": dict(facts.predictions),
        "words": facts.words,
        "ended_at": to_stamp(facts.ended_at),
        "rubric_version": facts.rubric_version,
        "reader": facts.reader,
        "least_sure": facts.least_sure,
    }


def facts_of(record: Mapping[str, Any]) -> Facts:
    """Return the facts of a record; one kept before volunteered levels were told apart has none."""
    return Facts(
        levels=record["levels"],
        volunteered=record.get("volunteered", record["levels"]),
        score=record["score"],
        verdict=record["verdict"],
        unsure=tuple(record["unsure"]),
        missing=record["missing"],
        claimed=record["claimed"],
        predictions=record["predictions"],
        words=record["words"],
        ended_at=datetime.fromisoformat(record["ended_at"]),
        rubric_version=record["rubric_version"],
        reader=record["reader"],
        least_sure=record["least_sure"],
    )


def entry_of(number: int, row: Sequence[Any]) -> AnswerEntry:
    """Return the entry of an answer's row in the order of `ANSWER_COLUMNS`."""
    return AnswerEntry(number, row[0], row[1], row[2], row[3], row[4], facts_of(json.loads(row[8])))


def answer_of(number: int, row: Sequence[Any]) -> CohortAnswer:
    """Return the whole answer of a row in the order of `ANSWER_COLUMNS`."""
    given = json.loads(row[6])
    sheet: MarkSheet = sheet_of(json.loads(row[7]))
    return CohortAnswer(
        entry=entry_of(number, row),
        text=row[5],
        sheet=sheet,
        replies=tuple(Reply(r["criterion"], r["question"], r["text"]) for r in given["follow_ups"]),
        seconds=given["seconds"],
        decisions=given["decisions"],
    )


def judgement_of(number: int, row: Sequence[Any]) -> Judgement:
    """Return the judgement of a row in the order of `JUDGEMENT_COLUMNS`."""
    undone = from_stamp(row[7]) if row[7] else None
    return Judgement(number, row[0], row[1], row[2], row[3], row[4], from_stamp(row[5]), bool(row[6]), undone)


def handed_in_values(one: HandedIn) -> tuple[Value, ...]:
    """Return a submission's values in the order of `SUBMISSION_COLUMNS`."""
    return (
        one.assignment,
        one.digest,
        one.candidate,
        one.name,
        one.content_hash,
        one.file,
        to_stamp(one.written_at),
        to_stamp(one.imported_at),
    )


def handed_in_of(row: Sequence[Any]) -> HandedIn:
    """Return the submission of a row in the order of `SUBMISSION_COLUMNS`."""
    return HandedIn(row[0], row[1], row[2], row[3], row[4], row[5], from_stamp(row[6]), from_stamp(row[7]))
