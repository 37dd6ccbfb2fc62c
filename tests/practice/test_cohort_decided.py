"""Answers as they count for a coach: what was judged stands in the program's place."""

from __future__ import annotations

from datetime import UTC, datetime

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.models import Bars
from nsmtrainer.practice.cohort_decided import decide
from nsmtrainer.sessions.coach_models import AnswerEntry, Facts, Judgement
from tests.marking.build import core_rubric

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SENIOR = core_rubric(Bars(strong_hire=90, hire=75, mixed=40, require={"guardrail": 2}))
STRONG = dict.fromkeys(CORE_CRITERIA, 3)


def judged(criterion: str, level: int) -> Judgement:
    """Return a coach's level on a criterion of the only answer."""
    return Judgement(1, 1, criterion, level, "", "Ann", NOW, blind=False)


def test_what_a_follow_up_drew_out_meets_no_requirement_but_a_coachs_level_does() -> None:
    """A guardrail that was asked for keeps the verdict at mixed; raising another mark is no way out."""
    facts = Facts(
        levels={**STRONG, "guardrail": 2, "game_type": 2},
        volunteered={**STRONG, "guardrail": 1, "game_type": 2},
        score=86.7,
        verdict="mixed",
        unsure=(),
        missing={},
        claimed={},
        predictions={},
        words=40,
        ended_at=NOW,
        rubric_version="1",
        reader="1",
    )
    entry = AnswerEntry(1, "spring", "a", "Bo", "airbnb", 1, facts)
    assert decide(entry, [judged("game_type", 3)], SENIOR).verdict == "mixed"
    assert decide(entry, [judged("guardrail", 2)], SENIOR).verdict == "mixed"
    assert decide(entry, [judged("guardrail", 3)], SENIOR).verdict == "strong_hire"
