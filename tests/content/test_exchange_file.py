"""Submission and feedback files: what does not fit is said as a person would say it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from nsmtrainer.content.exchange_file import (
    UnusableFileError,
    exchange_text,
    parse_feedback,
    parse_submission,
)
from nsmtrainer.content.submission import (
    Claimed,
    FeedbackAnswer,
    Request,
    ReturnedFeedback,
    Submission,
    SubmittedAnswer,
    SubmittedReply,
)
from nsmtrainer.marking.trust import not_close, not_compared, short_words

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def submitted(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a submission's file, changed and with a hash that fits again."""
    reply = SubmittedReply("guardrail", "What could go wrong?", "Cancelled stays.")
    answer = SubmittedAnswer(
        "aa" * 8,
        "airbnb",
        1,
        "Nights booked.",
        NOON,
        NOON,
        60.0,
        follow_ups=(reply, reply),
        claimed=Claimed(),
    )
    request = Request(answer.id, "guardrail", "It is there.")
    made = Submission("spring", "0" * 64, "Ana", "bb" * 8, NOON, (answer,), (request,))
    record = json.loads(exchange_text("submission", made))
    del record["hash"]
    change(record)
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return json.dumps({**record, "hash": sha256(canonical.encode()).hexdigest()}).encode()


REFUSED: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda r: r.pop("name"), "(`name` is missing)"),
    (lambda r: r.update(name=""), "(`name` is empty)"),
    (lambda r: r.update(answers=3), "(`answers` must be a list, not 3)"),
    (lambda r: r.update(written_at="yesterday"), '(`written_at` must be a date and time, not "yesterday")'),
    (lambda r: r.update(written_at="2026-03-01T12:00"), "(`written_at` needs a time zone)"),
    (lambda r: r.update(written_at="9999-03-01T12:00Z"), "(`written_at` must lie between 2000 and 2200)"),
    (lambda r: r["answers"].insert(0, None), "(answer 1 must be a set of names and values, not nothing)"),
    (lambda r: r["answers"][0].pop("text"), "(answer 1: `text` is missing)"),
    (lambda r: r["answers"][0].update(text=[]), "(answer 1: `text` must be a text, not a list)"),
    (lambda r: r["answers"][0].update(seconds="long"), '(answer 1: `seconds` must be a number, not "long")'),
    (lambda r: r["answers"][0].update(attempt=0), "(answer 1: `attempt` must be at least 1, not 0)"),
    (lambda r: r["answers"][0].update(mode="asleep"), '(answer 1: `mode` cannot be "asleep")'),
    (lambda r: r["answers"][0]["follow_ups"][1].update(text=None), "(answer 1, follow-up 2: `text` must be"),
    (
        lambda r: r["answers"][0].update(predictions={"guardrail": 9}),
        "(answer 1, predictions: `guardrail` must",
    ),
    (
        lambda r: r["answers"][0].update(predictions={"\x1b[2J": 1}),
        '(answer 1: `predictions` has "", which is not an id)',
    ),
    (
        lambda r: r["answers"][0]["claimed"].update(score=101),
        "(answer 1, claimed: `score` must be at most 100",
    ),
    (lambda r: r["requests"][0].pop("why"), "(request 1: `why` is missing)"),
]


@pytest.mark.parametrize(("change", "said"), REFUSED)
def test_what_does_not_fit_is_said_as_people_say_it(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    """Which answer, which part of it, and what is wrong, counted from one."""
    with pytest.raises(UnusableFileError) as refused:
        parse_submission(submitted(change))
    assert refused.value.clause.startswith("does not fit its format (")
    assert said in refused.value.clause
    assert refused.value.hint.startswith("Ask for the file again")


def test_whatever_the_program_says_of_its_marks_is_read_back() -> None:
    """A rubric of many criteria has long words on how its marks compare with people's."""
    names = [f"criterion_of_a_coach_{number}" for number in range(1, 10)]
    said = short_words([not_compared(names[:3]), not_close(names[3:], 0.7)])
    assert len(said) > 200
    claimed = Claimed(calibration=said)
    answer = SubmittedAnswer("aa" * 8, "airbnb", 1, "Nights booked.", NOON, NOON, 60.0, claimed=claimed)
    handed_in = Submission("spring", "0" * 64, "Ana", "bb" * 8, NOON, (answer,))
    assert parse_submission(exchange_text("submission", handed_in).encode()) == handed_in
    marked = FeedbackAnswer(answer.id, "airbnb", "A north star", 1, 50.0, "mixed", (), said)
    returned = ReturnedFeedback("spring", "Spring", "Ana", "bb" * 8, NOON, (marked,))
    assert parse_feedback(exchange_text("feedback", returned).encode()) == returned


def test_what_fits_is_read() -> None:
    """Keys that a later version may add are no fault."""
    assert parse_submission(submitted(lambda record: record.update(mood="good"))).name == "Ana"
