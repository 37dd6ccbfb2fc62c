"""How a cohort's levels lie per criterion, and which findings it lacks most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, pstdev

from nsmtrainer.content.models import Criterion, Rubric
from nsmtrainer.feedback.steps import step_to
from nsmtrainer.practice.cohort_decided import Decided

MOST_LACKS = 10


@dataclass(frozen=True, slots=True)
class CriterionSpread:
    """How a criterion's levels lie over the latest answers; `counts[k]` answers are on level k."""

    id: str
    title: str
    counts: tuple[int, int, int, int]
    mean: float
    deviation: float
    unsure: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A finding that is missing, in how many of the latest answers, and the step that adds it."""

    criterion: str
    title: str
    finding: str
    count: int
    share: float
    advice: str


def criteria_of(rubrics: Mapping[str, Rubric]) -> dict[str, Criterion]:
    """Return the criteria of several rubrics by id, in their order."""
    return {c.id: c for rubric in reversed(tuple(rubrics.values())) for c in rubric.criteria}


def spreads(latest: Sequence[Decided], rubrics: Mapping[str, Rubric]) -> Iterator[CriterionSpread]:
    """Yield how the levels of each criterion lie over some answers."""
    for criterion in criteria_of(rubrics).values():
        levels = [one.levels[criterion.id] for one in latest if criterion.id in one.levels]
        if levels:
            counts = Counter(levels)
            yield CriterionSpread(
                criterion.id,
                criterion.title,
                (counts[0], counts[1], counts[2], counts[3]),
                mean(levels),
                pstdev(levels),
                sum(1 for one in latest if criterion.id in one.entry.facts.unsure),
            )


def lacks(latest: Sequence[Decided], rubrics: Mapping[str, Rubric]) -> list[Lack]:
    """Return what is missing most often; criteria that a coach judged otherwise are left out."""
    criteria = criteria_of(rubrics)
    found = Counter(
        (criterion, finding)
        for one in latest
        for criterion, finding in one.entry.facts.missing.items()
        if criterion in criteria and criterion not in one.overridden
    )
    return [
        Lack(c, criteria[c].title, finding, count, count / len(latest), step_to(criteria[c], finding))
        for (c, finding), count in sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_LACKS]
    ]
