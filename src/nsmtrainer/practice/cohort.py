"""A cohort at a glance: who is done, what each person and the whole lacks, which answers to talk about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.practice.calibrated import calibration_words
from nsmtrainer.practice.cohort_decided import decided_answers, rubrics_of
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.cohort_levels import CriterionSpread, Lack, lacks, spreads
from nsmtrainer.practice.cohort_people import Person, Status, people_of
from nsmtrainer.practice.cohort_worth import Worth, worth_discussing
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line


@dataclass(frozen=True, slots=True)
class CohortReport:
    """Everything that a coach sees of a cohort at a glance; scores are of 100, unrounded.

    `quartiles` are those of the latest answers' scores, None under two answers.
    """

    assignment: Assignment
    made_at: datetime
    people: tuple[Person, ...]
    criteria: tuple[CriterionSpread, ...]
    lacks: tuple[Lack, ...]
    worth: tuple[Worth, ...]
    quartiles: tuple[float, float, float] | None
    verdicts: Mapping[str, int]
    differing: int
    """Answers for which the candidate's own program gave other marks."""
    calibration: Mapping[str, str]
    """For each rubric, whether the program's marks under it were found to agree with people's."""
    titles: Mapping[str, str]
    """For each of these rubrics what people call it."""

    @property
    def trust(self) -> tuple[str, ...]:
        """How far to trust the marks under each rubric, in plain sentences."""
        return tuple(trust_sentence(said, self.titles[name]) for name, said in self.calibration.items())

    @property
    def improved(self) -> tuple[Person, ...]:
        """Those whose score rose over their attempts, the most first."""
        risen = [one for one in self.people if one.gained is not None and one.gained > 0]
        return tuple(sorted(risen, key=lambda one: -(one.gained or 0.0)))

    def count(self, status: Status) -> int:
        """Return how many people have that status."""
        return sum(1 for one in self.people if one.status == status)


def cohort_report(store: CoachStore, known: KnownAssignment, now: Now = now_utc) -> CohortReport:
    """Return the report on an assignment's submissions as they are on the desk now."""
    assignment = known.assignment
    answers = decided_answers(store, known)
    handed_in = store.handed_in(assignment.id)
    requests = store.requests(assignment.id)
    people = people_of(assignment, answers, handed_in, requests, store.roster(assignment.id))
    latest = [answer for person in people for answer in person.answers]
    rubrics = rubrics_of(known)
    names = {one.key: one.name for one in people}
    return CohortReport(
        assignment=assignment,
        made_at=now(),
        people=people,
        criteria=tuple(spreads(latest, rubrics)),
        lacks=tuple(lacks(latest, rubrics)),
        worth=worth_discussing(latest, rubrics, requests, names),
        quartiles=_quartiles([one.score for one in latest]),
        verdicts=Counter(one.verdict for one in latest),
        differing=sum(1 for one in answers if one.entry.facts.differing),
        calibration={one.id: calibration_words(one) for one in rubrics.values()},
        titles={one.id: clean_line(one.title) for one in rubrics.values()},
    )


def _quartiles(scores: Sequence[float]) -> tuple[float, float, float] | None:
    if len(scores) < 2:
        return None
    low, middle, high = quantiles(scores, n=4, method="inclusive")
    return low, middle, high
