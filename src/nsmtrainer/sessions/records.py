"""Attempts as plain JSON values and back: what an export holds, and what the store writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from nsmtrainer.content.models import GAME_TYPES, PROMPT_KINDS, Bars
from nsmtrainer.content.whereabouts import Step, said_at
from nsmtrainer.marking.mark import VERDICTS
from nsmtrainer.marking.models import MAX_LEVEL, MarkSheet
from nsmtrainer.marking.record import sheet_of, sheet_record
from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.models import (
    MODES,
    AskedCriterion,
    AskedPrompt,
    Attempt,
    Override,
    ReMark,
    Reply,
    Yardstick,
)
from nsmtrainer.sessions.shapes import ATTEMPT, check_shape
from nsmtrainer.text import MAX_ANSWER

LONGEST_ID = 64


def attempt_record(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt as JSON values, from which `attempt_of` makes an equal one."""
    record: dict[str, Any] = {
        "id": attempt.id,
        "seq": attempt.seq,
        "prompt": prompt_record(attempt.prompt),
        "yardstick": yardstick_record(attempt.yardstick),
        "mode": attempt.mode,
        "started_at": to_stamp(attempt.started_at),
        "ended_at": to_stamp(attempt.ended_at),
        "seconds": attempt.seconds,
        "text": attempt.text,
        "volunteered": sheet_record(attempt.volunteered, attempt.text, explain=True),
        "hints_used": list(attempt.hints_used),
        "predictions": dict(attempt.predictions),
        "follow_ups": [reply_record(one) for one in attempt.follow_ups],
        "decisions": dict(attempt.decisions),
        "overrides": [override_record(one) for one in attempt.overrides],
        "re_marks": [
            {"at": to_stamp(one.at), "sheet": sheet_record(one.sheet, attempt.text, explain=True)}
            for one in attempt.re_marks
        ],
        "retry_of": attempt.retry_of,
        "note": attempt.note,
        "starred": attempt.starred,
        "deleted_at": to_stamp(attempt.deleted_at) if attempt.deleted_at else "",
    }
    if attempt.prompted is not None:
        record["prompted"] = sheet_record(attempt.prompted, attempt.whole_text, explain=True)
    return record


def prompt_record(prompt: AskedPrompt) -> dict[str, Any]:
    """Return what is kept of a prompt as JSON values."""
    return {
        "id": prompt.id,
        "title": prompt.title,
        "product": prompt.product,
        "question": prompt.question,
        "context": prompt.context,
        "kind": prompt.kind,
        "games": list(prompt.games),
    }


def yardstick_record(yardstick: Yardstick) -> dict[str, Any]:
    """Return what is kept of a rubric as JSON values."""
    bars = yardstick.bars
    return {
        "rubric": yardstick.rubric,
        "title": yardstick.title,
        "criteria": [{"id": c.id, "title": c.title, "weight": float(c.weight)} for c in yardstick.criteria],
        "bars": {
            "strong_hire": float(bars.strong_hire),
            "hire": float(bars.hire),
            "mixed": float(bars.mixed),
            "require": dict(bars.require),
        },
    }


def reply_record(reply: Reply) -> dict[str, Any]:
    """Return a reply as JSON values."""
    return {"criterion": reply.criterion, "question": reply.question, "text": reply.text}


def override_record(override: Override) -> dict[str, Any]:
    """Return an override as JSON values."""
    return {
        "criterion": override.criterion,
        "level": override.level,
        "comment": override.comment,
        "by": override.by,
        "at": to_stamp(override.at),
    }


def attempt_of(record: object) -> Attempt:
    """Return the attempt that a record stands for. Raises ValueError, naming the place, for anything else."""
    check_shape(record, ATTEMPT)
    assert isinstance(record, dict)
    attempt = _made_of(record)
    for problem in _problems(attempt):
        raise ValueError(problem)
    names = {key.removesuffix("?") for key in ATTEMPT}
    known = {key: value for key, value in record.items() if key in names}
    if attempt_record(attempt) != known:
        raise ValueError("it does not say the same when it is written again")
    return attempt


def _made_of(record: Mapping[str, Any]) -> Attempt:
    return Attempt(
        id=record["id"],
        seq=record["seq"],
        prompt=prompt_of(record["prompt"]),
        yardstick=yardstick_of_record(record["yardstick"]),
        mode=record["mode"],
        started_at=from_stamp(record["started_at"]),
        ended_at=from_stamp(record["ended_at"]),
        seconds=float(record["seconds"]),
        text=record["text"],
        volunteered=sheet_of(record["volunteered"]),
        hints_used=tuple(record["hints_used"]),
        predictions=MappingProxyType(dict(record["predictions"])),
        follow_ups=tuple(reply_of(one) for one in record["follow_ups"]),
        prompted=sheet_of(record["prompted"]) if "prompted" in record else None,
        decisions=MappingProxyType(dict(record["decisions"])),
        overrides=tuple(override_of(one) for one in record["overrides"]),
        re_marks=tuple(ReMark(from_stamp(one["at"]), sheet_of(one["sheet"])) for one in record["re_marks"]),
        retry_of=record["retry_of"],
        note=record["note"],
        starred=record["starred"],
        deleted_at=from_stamp(record["deleted_at"]) if record["deleted_at"] else None,
    )


def prompt_of(record: Mapping[str, Any]) -> AskedPrompt:
    """Return the prompt that `prompt_record` wrote."""
    return AskedPrompt(
        record["id"],
        record["title"],
        record["product"],
        record["question"],
        record["kind"],
        tuple(record["games"]),
        record["context"],
    )


def yardstick_of_record(record: Mapping[str, Any]) -> Yardstick:
    """Return the yardstick that `yardstick_record` wrote."""
    bars = record["bars"]
    return Yardstick(
        record["rubric"],
        record["title"],
        tuple(AskedCriterion(c["id"], c["title"], float(c["weight"])) for c in record["criteria"]),
        Bars(
            float(bars["strong_hire"]),
            float(bars["hire"]),
            float(bars["mixed"]),
            MappingProxyType(dict(bars["require"])),
        ),
    )


def reply_of(record: Mapping[str, Any]) -> Reply:
    """Return the reply that `reply_record` wrote."""
    return Reply(record["criterion"], record["question"], record["text"])


def override_of(record: Mapping[str, Any]) -> Override:
    """Return the override that `override_record` wrote."""
    return Override(
        record["criterion"], record["level"], record["comment"], record["by"], from_stamp(record["at"])
    )


def _problems(attempt: Attempt) -> Iterator[str]:
    """Yield what is wrong with an attempt whose values have the right types."""
    plain = attempt.id.isascii() and attempt.id.replace("-", "").isalnum()
    if not plain or len(attempt.id) > LONGEST_ID:
        yield "`id` is not an id"
    if attempt.seq < 0 or attempt.seconds < 0:
        yield "`seq` or `seconds` is less than 0"
    if len(attempt.text) > MAX_ANSWER:
        yield f"`text` has more than {MAX_ANSWER:,} characters"
    if attempt.prompt.kind not in PROMPT_KINDS or not set(attempt.prompt.games) <= set(GAME_TYPES):
        yield "the prompt's kind or games are not known"
    if attempt.mode not in MODES:
        yield "`mode` is not known"
    said = [*attempt.predictions.values(), *attempt.decisions.values(), *(o.level for o in attempt.overrides)]
    if any(not 0 <= level <= MAX_LEVEL for level in said):
        yield f"a level is not between 0 and {MAX_LEVEL}"
    yield from _sheet_problems(attempt.volunteered, "volunteered")
    if attempt.prompted is not None:
        yield from _sheet_problems(attempt.prompted, "prompted")
    for number, again in enumerate(attempt.re_marks):
        yield from _sheet_problems(again.sheet, "re_marks", number)


def _sheet_problems(sheet: MarkSheet, *at: Step) -> Iterator[str]:
    if sheet.verdict not in VERDICTS:
        yield f"{said_at((*at, 'verdict'))} is not known"
    for name, mark in sheet.marks.items():
        if not 0 <= mark.level <= MAX_LEVEL:
            yield f"{said_at((*at, 'marks', name, 'level'))} is not between 0 and {MAX_LEVEL}"
