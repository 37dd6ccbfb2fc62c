"""What would better a kept answer, as it counts after follow-ups and overrides."""

from __future__ import annotations

from typing import Any

import pytest

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


@pytest.mark.parametrize("volunteered", [0, 1, 2])
def test_a_reply_that_says_it_all_leaves_only_to_say_it_unasked(volunteered: int) -> None:
    """Asked for, it counts 2 at most; what it said is not asked for again."""
    said_it_all = sheet({**LEVELS, "guardrail": 3})
    of_itself = sheet({**LEVELS, "guardrail": volunteered})
    got = steps(volunteered=of_itself, follow_ups=(ASKED,), prompted=said_it_all)
    assert list(got) == ["game_type", "guardrail"]
    assert got["guardrail"] == "Say it unasked next time: what had to be asked for counts 2 at most."


def test_what_was_not_asked_for_or_was_decided_by_a_person_is_not_to_be_said_unasked() -> None:
    """Only the cap on replies calls for it: it holds for what was asked about and nobody decided."""
    said_it_all = sheet(3)
    given = Override("guardrail", 2, "It is there.", "Kim", START)
    got = steps(follow_ups=(ASKED,), prompted=said_it_all, overrides=(given,))
    assert list(got) == ["game_type"]
    assert "unasked" not in got["game_type"]


def test_a_level_of_a_persons_own_has_no_step_of_the_programs() -> None:
    """The program's sentence is about another level than the one that counts."""
    given = Override("guardrail", 2, "It is there.", "Kim", START)
    assert list(steps(overrides=(given,))) == ["game_type"]
