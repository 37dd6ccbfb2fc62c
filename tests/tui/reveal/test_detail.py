"""What is said about one criterion and about the whole where a person's levels count."""

from __future__ import annotations

from dataclasses import replace

from nsmtrainer.practice.practised import Practice, attempt_of
from nsmtrainer.sessions.models import Override
from nsmtrainer.tui.reveal.detail import criterion, whole
from nsmtrainer.tui.reveal.revealed import Revealed
from tests.tui.room import ANSWER, NOON, tiny_library, tiny_score


def decided(level: int, *criteria: str) -> Revealed:
    """Return a marked answer with a level that a person gave on criteria, on all where none is named."""
    scored = tiny_score(tiny_library(), "bakery", ANSWER, None)
    made = attempt_of(scored, Practice("practice", NOON, NOON, 60.0))
    names = criteria or tuple(made.levels)
    given = tuple(Override(name, level, "I see it so.", "Kim", NOON) for name in names)
    return Revealed(replace(made, overrides=given), scored)


def test_a_level_of_a_persons_own_leads_on_with_the_rubrics_advice() -> None:
    """The program's sentence is about another level, and silence would say that nothing is to be done."""
    one = decided(2, "guardrail")
    asked = one.scored.rubric.criterion("guardrail")
    assert asked is not None
    assert one.attempt.volunteered_levels["guardrail"] == 0
    said = criterion(one, "guardrail").plain
    assert "To reach 3  +7 points" in said
    assert asked.levels[3].advice in said


def test_where_a_person_gave_full_marks_nothing_is_missing() -> None:
    """It is the levels that count which say so, of the whole and of each criterion."""
    one = decided(3)
    assert "Nothing is missing under this rubric." in whole(one).plain
    assert "Nothing to add here." in criterion(one, "guardrail").plain
    assert "Nothing is missing" not in whole(decided(2, "guardrail")).plain
