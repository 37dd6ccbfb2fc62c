"""Attempts as rows: a light one for lists, texts and mark sheets beside it, all with fingerprints."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.marking.record import sheet_of, sheet_record
from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.faults import UnknownSessionError, damaged
from nsmtrainer.sessions.filters import Filter, conditions_of
from nsmtrainer.sessions.fingerprint import Value, fingerprint, intact
from nsmtrainer.sessions.models import Attempt, ReMark, Summary
from nsmtrainer.sessions.records import (
    override_of,
    override_record,
    prompt_of,
    prompt_record,
    reply_of,
    reply_record,
    yardstick_of_record,
    yardstick_record,
)
from nsmtrainer.sessions.search import index_attempt, matching, unindex_attempt
from nsmtrainer.text import quote

SUMMARY_COLUMNS = (
    "seq, id, prompt, prompt_title, product, kind, games, rubric, mode, retry_of, started_at, seconds,"
    " score, volunteered_score, verdict, words, note, starred, deleted_at, facts"
)
_SUMMARY_MARKS = ",".join("?" * (SUMMARY_COLUMNS.count(",") + 2))
FEWEST_OF_ID = 6
"""The fewest leading characters of an id that name an attempt."""

LONGEST_NUMBER = 12
_SHEETS = "SELECT seq, number, kind, made_at, record, fingerprint FROM sheets WHERE seq = ? ORDER BY number"


def insert_attempt(db: sqlite3.Connection, attempt: Attempt) -> Attempt:
    """Add an attempt and return it numbered: its own number where that is the highest, else the next."""
    used = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'attempts'"
    last = db.execute(used).fetchone()[0]
    numbered = replace(attempt, seq=attempt.seq if attempt.seq > last else last + 1)
    _write(db, numbered)
    return numbered


def rewrite_attempt(db: sqlite3.Connection, attempt: Attempt) -> None:
    """Put an attempt's present state in the place of the former one."""
    for table in ("answers", "sheets"):
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (attempt.seq,))
    _write(db, attempt)


def remove_attempt(db: sqlite3.Connection, seq: int) -> None:
    """Remove an attempt for good."""
    unindex_attempt(db, seq)
    db.execute("DELETE FROM attempts WHERE seq = ?", (seq,))


def _write(db: sqlite3.Connection, attempt: Attempt) -> None:
    summary = _summary_values(attempt)
    settable = ", ".join(f"{name} = excluded.{name}" for name in SUMMARY_COLUMNS.split(", ")[1:])
    db.execute(
        f"INSERT INTO attempts ({SUMMARY_COLUMNS}, fingerprint) VALUES ({_SUMMARY_MARKS})"
        f" ON CONFLICT (seq) DO UPDATE SET {settable}, fingerprint = excluded.fingerprint",
        (*summary, fingerprint(summary)),
    )
    answer = (attempt.seq, attempt.text, _dumped(_rest_of(attempt)))
    db.execute(
        "INSERT INTO answers (seq, text, rest, fingerprint) VALUES (?, ?, ?, ?)",
        (*answer, fingerprint(answer)),
    )
    for number, (kind, made_at, sheet, text) in enumerate(_sheets_of(attempt), start=1):
        row = (attempt.seq, number, kind, made_at, _dumped(sheet_record(sheet, text, explain=True)))
        db.execute(
            "INSERT INTO sheets (seq, number, kind, made_at, record, fingerprint) VALUES (?, ?, ?, ?, ?, ?)",
            (*row, fingerprint(row)),
        )
    index_attempt(db, attempt.seq, attempt.text, attempt.note)


def _summary_values(attempt: Attempt) -> tuple[Value, ...]:
    return (
        attempt.seq,
        attempt.id,
        attempt.prompt.id,
        attempt.prompt.title,
        attempt.prompt.product,
        attempt.prompt.kind,
        f" {' '.join(attempt.prompt.games)} ",
        attempt.yardstick.rubric,
        attempt.mode,
        attempt.retry_of,
        to_stamp(attempt.started_at),
        float(attempt.seconds),
        float(attempt.score),
        float(attempt.volunteered.score),
        attempt.verdict[0],
        len(attempt.text.split()),
        attempt.note,
        int(attempt.starred),
        to_stamp(attempt.deleted_at) if attempt.deleted_at else "",
        _dumped(_facts_of(attempt)),
    )


def _facts_of(attempt: Attempt) -> dict[str, Any]:
    """Return what lists show but never ask for, in one value, as reading many small ones takes long."""
    return {
        "levels": attempt.levels,
        "volunteered": attempt.volunteered_levels,
        "predictions": dict(attempt.predictions),
        "overridden": [one.criterion for one in attempt.overrides],
        "hints_used": attempt.hints_used,
    }


def _rest_of(attempt: Attempt) -> dict[str, Any]:
    """Return what lists do not show, as JSON values."""
    return {
        "prompt": prompt_record(attempt.prompt),
        "yardstick": yardstick_record(attempt.yardstick),
        "ended_at": to_stamp(attempt.ended_at),
        "follow_ups": [reply_record(one) for one in attempt.follow_ups],
        "decisions": dict(attempt.decisions),
        "overrides": [override_record(one) for one in attempt.overrides],
    }


def _sheets_of(attempt: Attempt) -> Iterable[tuple[str, str, MarkSheet, str]]:
    yield "volunteered", "", attempt.volunteered, attempt.text
    if attempt.prompted is not None:
        yield "prompted", "", attempt.prompted, attempt.whole_text
    for again in attempt.re_marks:
        yield "re-mark", to_stamp(again.at), again.sheet, attempt.text


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def select_summaries(
    db: sqlite3.Connection, chosen: Filter, path: Path, limit: int | None, offset: int
) -> tuple[Summary, ...]:
    """Return the attempts that meet a filter, the latest first; a changed row is a fault, not a summary."""
    where, values = _where(db, chosen)
    rows = db.execute(
        f"SELECT {SUMMARY_COLUMNS}, fingerprint FROM attempts{where} ORDER BY seq DESC LIMIT ? OFFSET ?",
        (*values, -1 if limit is None else limit, offset),
    )
    return tuple(_summary(row, path) for row in rows)


def count_attempts(db: sqlite3.Connection, chosen: Filter) -> int:
    """Return how many attempts meet a filter."""
    where, values = _where(db, chosen)
    return int(db.execute(f"SELECT count(*) FROM attempts{where}", values).fetchone()[0])


def _where(db: sqlite3.Connection, chosen: Filter) -> tuple[str, list[str | float]]:
    conditions, values = conditions_of(chosen)
    for condition, value in matching(db, chosen.text):
        conditions.append(condition)
        values.append(value)
    return (" WHERE " + " AND ".join(conditions) if conditions else ""), values


def _summary(row: Sequence[Any], path: Path) -> Summary:
    if not intact(row):
        raise damaged(path, f"the entry of session {row[0]} was changed")
    facts = json.loads(row[19])
    return Summary(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        tuple(row[6].split()),
        row[7],
        row[8],
        row[9],
        datetime.fromisoformat(row[10]),
        row[11],
        row[12],
        row[13],
        row[14],
        row[15],
        row[16],
        bool(row[17]),
        datetime.fromisoformat(row[18]) if row[18] else None,
        facts["levels"],
        facts["volunteered"],
        facts["predictions"],
        tuple(facts["overridden"]),
        tuple(facts["hints_used"]),
    )


def find_seq(db: sqlite3.Connection, asked: str) -> int:
    """Return the number of the attempt that somebody means: by number, by id or its beginning, or `last`.

    Raises UnknownSessionError where there is none, or more than one.
    """
    ways: tuple[tuple[bool, str, Value], ...] = (
        (asked == "last", "deleted_at = ? ORDER BY seq DESC LIMIT 1", ""),
        (
            asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_NUMBER,
            "CAST(seq AS TEXT) = ?",
            asked,
        ),
        (True, "id = ?", asked),
        (len(asked) >= FEWEST_OF_ID, f"substr(id, 1, {len(asked)}) = ?", asked),
    )
    found: list[tuple[int]] = []
    for possible, condition, value in ways:
        if possible and not found:
            found = db.execute(f"SELECT seq FROM attempts WHERE {condition}", (value,)).fetchall()
    if len(found) == 1:
        return int(found[0][0])
    many = "several sessions" if found else "no session"
    raise UnknownSessionError(
        f"There is {many} {quote(asked)}." if not found else f"{quote(asked)} names {many}.",
        "`nsmtrainer sessions list` shows their numbers; `last` is the latest.",
    )


def select_text(db: sqlite3.Connection, attempt_id: str) -> str | None:
    """Return the answer of the attempt of that id, None where there is none."""
    row = db.execute(
        "SELECT text FROM answers JOIN attempts USING (seq) WHERE id = ?", (attempt_id,)
    ).fetchone()
    return str(row[0]) if row else None


def select_attempt(db: sqlite3.Connection, seq: int, path: Path) -> Attempt:
    """Return a whole attempt. Raises StoreError where it is not there or was changed."""
    light = db.execute(
        f"SELECT {SUMMARY_COLUMNS}, fingerprint FROM attempts WHERE seq = ?", (seq,)
    ).fetchone()
    if light is None:
        raise UnknownSessionError(f"There is no session {seq}.", "`nsmtrainer sessions list` shows all.")
    summary = _summary(light, path)
    answer = db.execute("SELECT seq, text, rest, fingerprint FROM answers WHERE seq = ?", (seq,)).fetchone()
    sheets = db.execute(_SHEETS, (seq,)).fetchall()
    if answer is None or not intact(answer):
        raise damaged(path, f"the answer of session {seq} was changed")
    kinds = [row[2] for row in sheets]
    if not all(intact(row) for row in sheets) or kinds[:1] != ["volunteered"]:
        raise damaged(path, f"the marks of session {seq} were changed")
    return _whole(summary, answer[1], json.loads(answer[2]), sheets)


def _whole(summary: Summary, text: str, rest: dict[str, Any], sheets: Sequence[Sequence[Any]]) -> Attempt:
    by_kind = [(row[2], row[3], sheet_of(json.loads(row[4]))) for row in sheets]
    return Attempt(
        id=summary.id,
        seq=summary.seq,
        prompt=prompt_of(rest["prompt"]),
        yardstick=yardstick_of_record(rest["yardstick"]),
        mode=summary.mode,
        started_at=summary.started_at,
        ended_at=from_stamp(rest["ended_at"]),
        seconds=summary.seconds,
        text=text,
        volunteered=by_kind[0][2],
        hints_used=summary.hints_used,
        predictions=MappingProxyType(dict(summary.predictions)),
        follow_ups=tuple(reply_of(one) for one in rest["follow_ups"]),
        prompted=next((sheet for kind, _, sheet in by_kind if kind == "prompted"), None),
        decisions=MappingProxyType(dict(rest["decisions"])),
        overrides=tuple(override_of(one) for one in rest["overrides"]),
        re_marks=tuple(ReMark(from_stamp(at), sheet) for kind, at, sheet in by_kind if kind == "re-mark"),
        retry_of=summary.retry_of,
        note=summary.note,
        starred=summary.starred,
        deleted_at=summary.deleted_at,
    )
