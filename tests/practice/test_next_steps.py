"""What would better a kept answer, as it counts after follow-ups and overrides."""

from __future__ import annotations

from typing import Any

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.practice.next_steps import next_steps
from nsmtrainer.sessions.models import Override, Reply
from tests.sessions.build import START, attempt, sheet

ASKED = Reply("guardrail", "What would you watch?", "Refunds.")
LEVELS = {**dict.fromkeys(CORE_CRITERIA, 3), "guardrail": 0, "game_type": 1}


def steps(**changes: Any) -> dict[str, str]:
    """Return the steps of an attempt on these levels, by criterion, in their order."""
    return {one.criterion: one.step for one in next_steps(attempt(levels=LEVELS, **changes))}


def test_the_step_that_lifts_most_comes_first_and_complete_criteria_have_none() -> None:
    """Both lack something and weigh the same, so the lower one is the first."""
    assert list(steps()) == ["guardrail", "game_type"]
    assert [one.gain for one in next_steps(attempt(levels=LEVELS))] == [20 / 3, 20 / 3]


def test_after_a_reply_the_step_leads_on_from_where_it_brought_the_answer() -> None:
    """What the reply gave is not asked for again."""
    got = steps(follow_ups=(ASKED,), prompted=sheet({**LEVELS, "guardrail": 1}))
    assert got["guardrail"] == "Add bearing_measure."
    assert steps()["guardrail"] == "Add worry_or_measure."


def test_a_reply_that_says_it_all_leaves_no_step() -> None:
    """Asked for, it counts 2 at most; there is nothing to add but to say it unasked."""
    assert list(steps(follow_ups=(ASKED,), prompted=sheet({**LEVELS, "guardrail": 3}))) == ["game_type"]


def test_a_level_of_a_persons_own_has_no_step_of_the_programs() -> None:
    """The program's sentence is about another level than the one that counts."""
    given = Override("guardrail", 2, "It is there.", "Kim", START)
    assert list(steps(overrides=(given,))) == ["game_type"]
