"""Which answers of a cohort are worth discussing, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nsmtrainer.content.models import Rubric
from nsmtrainer.counts import counted
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.cohort_decided import Decided
from nsmtrainer.sessions.coach_models import AskedAgain

MOST_WORTH = 10
"""Answers that are listed as worth discussing."""

NEAR_BAR = 2.0
"""Points within which a score lies near a verdict's bar."""


@dataclass(frozen=True, slots=True)
class Worth:
    """An answer worth discussing, and why."""

    number: int
    name: str
    prompt: str
    why: str


def worth_discussing(
    latest: Sequence[Decided],
    rubrics: Mapping[str, Rubric],
    requests: Iterable[AskedAgain],
    names: Mapping[str, str],
) -> tuple[Worth, ...]:
    """Return the answers that a coach should look at first, the weightiest reason first."""
    asked = {request.answer for request in requests}
    weighed = [(_reason(one, rubrics[one.entry.prompt], asked), one) for one in latest]
    ordered = sorted(weighed, key=lambda pair: (-pair[0][0], pair[1].entry.number))
    return tuple(
        Worth(one.entry.number, names.get(one.entry.candidate, ""), one.entry.prompt, why)
        for (weight, why), one in ordered[:MOST_WORTH]
        if weight > 0
    )


def _reason(one: Decided, rubric: Rubric, asked: set[int]) -> tuple[float, str]:
    """Return how much there is to say about an answer, and the reason that weighs most."""
    facts = one.entry.facts
    unsure = [name for name in facts.unsure if name not in one.judged]
    guessed = [c for c, level in facts.predictions.items() if abs(level - one.levels.get(c, level)) >= 2]
    edge = min(abs(one.score - bar) for bar in (rubric.bars.strong_hire, rubric.bars.hire, rubric.bars.mixed))
    differently = counted(len(guessed), "criterion", "criteria")
    reasons = [
        (9.0, "the candidate asks for another look", one.entry.number in asked),
        (6.0, "a coach and the program are two levels apart", _far_apart(one)),
        (3.0 + len(unsure), f"the program is not sure of {counted(len(unsure), 'mark')}", bool(unsure)),
        (4.0, f"the candidate sees {differently} quite differently", bool(guessed)),
        (2.5, f"{edge:.1f} points from another verdict", edge <= NEAR_BAR),
        (2.0, "strong on some criteria and empty on others", _uneven(one)),
    ]
    holding = [(weight, why) for weight, why, holds in reasons if holds]
    if not holding:
        return 0.0, ""
    return sum(weight for weight, _ in holding), max(holding)[1]


def _far_apart(one: Decided) -> bool:
    return any(abs(one.levels[c] - one.entry.facts.levels[c]) >= 2 for c in one.overridden)


def _uneven(one: Decided) -> bool:
    levels = list(one.levels.values())
    return levels.count(MAX_LEVEL) >= 2 and 0 in levels
