"""The rows of a coach's desk, read back as they were written, also by earlier versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from nsmtrainer.sessions.coach_models import Facts
from nsmtrainer.sessions.coach_rows import facts_of, facts_record

FACTS = Facts(
    levels={"guardrail": 2},
    volunteered={"guardrail": 1},
    score=50.0,
    verdict="mixed",
    unsure=("guardrail",),
    missing={"guardrail": "abuse_or_consequence"},
    claimed={"guardrail": 3},
    predictions={"guardrail": 2},
    words=40,
    ended_at=datetime(2026, 3, 2, 12, 0, tzinfo=UTC),
    rubric_version="1",
    reader="5 5.0",
    least_sure=0.7,
)


def test_facts_come_back() -> None:
    """As they were kept."""
    assert facts_of(facts_record(FACTS)) == FACTS


def test_facts_of_an_earlier_desk() -> None:
    """They told no volunteered levels apart: those that counted stand for them."""
    record = facts_record(FACTS)
    del record["volunteered"]
    assert facts_of(record) == replace(FACTS, volunteered={"guardrail": 2})
