"""A cohort at a glance: who is done, what each person and the whole lacks, which answers to talk about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean, pstdev, quantiles
from typing import Literal

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.content.findings import BLOCKER_ADVICE
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Criterion, Rubric
from nsmtrainer.marking.mark import score_of, verdict_of
from nsmtrainer.marking.models import MAX_LEVEL, Verdict
from nsmtrainer.practice.cohort_import import KnownAssignment
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_models import AnswerEntry, AskedAgain, HandedIn, Judgement
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line

Status = Literal["done", "part", "missing"]
MOST_WORTH = 10
"""Answers that are listed as worth discussing."""

MOST_LACKS = 10
NEAR_BAR = 2.0
"""Points within which a score lies near a verdict's bar."""


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer as it counts: the program's levels, with what coaches judged in their place.

    `overridden` are the criteria on which a coach gave another level than the program.
    """

    entry: AnswerEntry
    levels: Mapping[str, int]
    score: float
    verdict: Verdict
    overridden: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the roster. `answers` holds the latest attempt at each prompt.

    `levels` are means over these, per criterion; `gained` is how many points the score rose from the first
    to the latest attempt, over the prompts with several, None without one. `late` goes by the candidate's
    own clock.
    """

    name: str
    key: str
    status: Status
    late: bool
    answers: tuple[Decided, ...]
    attempts: int
    levels: Mapping[str, float]
    score: float | None
    gained: float | None
    requests: int


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


@dataclass(frozen=True, slots=True)
class Worth:
    """An answer worth discussing, and why."""

    number: int
    name: str
    prompt: str
    why: str


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

    @property
    def improved(self) -> tuple[Person, ...]:
        """Those whose score rose over their attempts, the most first."""
        risen = [one for one in self.people if one.gained is not None and one.gained > 0]
        return tuple(sorted(risen, key=lambda one: -(one.gained or 0.0)))

    def count(self, status: Status) -> int:
        """Return how many people have that status."""
        return sum(1 for one in self.people if one.status == status)


def rubrics_of(known: KnownAssignment, library: Library | None = None) -> dict[str, Rubric]:
    """Return the rubric that marks each of an assignment's prompts."""
    content = library or load_library(known.folder)
    asked = known.assignment
    return {one: content.rubric(asked.rubric or content.prompt(one).rubric) for one in asked.prompts}


def decide(entry: AnswerEntry, judgements: Sequence[Judgement], rubric: Rubric) -> Decided:
    """Return an answer with the latest judgement on each criterion in the program's place."""
    latest = {one.criterion: one.level for one in judgements if one.criterion in entry.facts.levels}
    changed = tuple(c for c, level in latest.items() if entry.facts.levels[c] != level)
    if not changed:
        return Decided(entry, entry.facts.levels, entry.facts.score, entry.facts.verdict, (), tuple(latest))
    levels = {**entry.facts.levels, **latest}
    score = score_of(levels, rubric)
    return Decided(entry, levels, score, verdict_of(score, levels, rubric)[0], changed, tuple(latest))


def decided_answers(store: CoachStore, known: KnownAssignment) -> tuple[Decided, ...]:
    """Return all answers to an assignment as they count, in the order of their numbers."""
    rubrics = rubrics_of(known)
    judged = store.judgements(known.assignment.id)
    return tuple(
        decide(entry, judged.get(entry.number, ()), rubrics[entry.prompt])
        for entry in store.entries(known.assignment.id)
        if entry.prompt in rubrics
    )


def cohort_report(store: CoachStore, known: KnownAssignment, now: Now = now_utc) -> CohortReport:
    """Return the report on an assignment's submissions as they are on the desk now."""
    assignment = known.assignment
    answers = decided_answers(store, known)
    handed_in = store.handed_in(assignment.id)
    requests = store.requests(assignment.id)
    people = _people(assignment, answers, handed_in, requests, store.roster(assignment.id))
    latest = [answer for person in people for answer in person.answers]
    rubrics = rubrics_of(known)
    names = {one.key: one.name for one in people}
    return CohortReport(
        assignment=assignment,
        made_at=now(),
        people=people,
        criteria=tuple(_spreads(latest, rubrics)),
        lacks=tuple(_lacks(latest, rubrics)),
        worth=_worth(latest, rubrics, requests, names),
        quartiles=_quartiles([one.score for one in latest]),
        verdicts=Counter(one.verdict for one in latest),
        differing=sum(1 for one in answers if one.entry.facts.differing),
    )


def _quartiles(scores: Sequence[float]) -> tuple[float, float, float] | None:
    if len(scores) < 2:
        return None
    low, middle, high = quantiles(scores, n=4, method="inclusive")
    return low, middle, high


def _people(
    assignment: Assignment,
    answers: Iterable[Decided],
    handed_in: Sequence[HandedIn],
    requests: Iterable[AskedAgain],
    roster: Sequence[str],
) -> tuple[Person, ...]:
    """Return everybody who handed something in, then those of the roster who did not."""
    of: dict[str, list[Decided]] = defaultdict(list)
    for answer in answers:
        of[answer.entry.candidate].append(answer)
    owners = {answer.entry.number: key for key, listed in of.items() for answer in listed}
    asked = Counter(owners[request.answer] for request in requests if request.answer in owners)
    files: dict[str, list[HandedIn]] = defaultdict(list)
    for one in handed_in:
        files[one.candidate].append(one)
    there = [_person(assignment, listed, of.get(key, []), asked[key]) for key, listed in files.items()]
    present = {_folded(one.name) for one in there}
    absent = [
        Person(name, "", "missing", False, (), 0, {}, None, None, 0)
        for name in roster
        if _folded(name) not in present
    ]
    return (*sorted(there, key=lambda one: (_folded(one.name), one.key)), *absent)


def _folded(name: str) -> str:
    return clean_line(name).casefold()


def _person(
    assignment: Assignment, files: Sequence[HandedIn], answers: Sequence[Decided], asked: int
) -> Person:
    by_prompt: dict[str, list[Decided]] = defaultdict(list)
    for answer in sorted(answers, key=lambda one: one.entry.attempt):
        by_prompt[answer.entry.prompt].append(answer)
    latest = tuple(by_prompt[one][-1] for one in assignment.prompts if one in by_prompt)
    gains = [listed[-1].score - listed[0].score for listed in by_prompt.values() if len(listed) > 1]
    newest = max(files, key=lambda one: one.written_at)
    first = min(one.written_at for one in files)
    return Person(
        name=newest.name,
        key=newest.candidate,
        status="done" if len(latest) == len(assignment.prompts) else "part",
        late=assignment.due is not None and first > assignment.due,
        answers=latest,
        attempts=len(answers),
        levels=_means(latest),
        score=mean(one.score for one in latest) if latest else None,
        gained=mean(gains) if gains else None,
        requests=asked,
    )


def _means(answers: Sequence[Decided]) -> dict[str, float]:
    found: dict[str, list[int]] = defaultdict(list)
    for answer in answers:
        for criterion, level in answer.levels.items():
            found[criterion].append(level)
    return {criterion: mean(levels) for criterion, levels in found.items()}


def criteria_of(rubrics: Mapping[str, Rubric]) -> dict[str, Criterion]:
    """Return the criteria of several rubrics by id, in their order."""
    return {c.id: c for rubric in reversed(tuple(rubrics.values())) for c in rubric.criteria}


def _spreads(latest: Sequence[Decided], rubrics: Mapping[str, Rubric]) -> Iterable[CriterionSpread]:
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


def _lacks(latest: Sequence[Decided], rubrics: Mapping[str, Rubric]) -> list[Lack]:
    """Return what is missing most often; criteria that a coach judged otherwise are left out."""
    criteria = criteria_of(rubrics)
    found = Counter(
        (criterion, finding)
        for one in latest
        for criterion, finding in one.entry.facts.missing.items()
        if criterion in criteria and criterion not in one.overridden
    )
    return [
        Lack(c, criteria[c].title, finding, count, count / len(latest), _advice(criteria[c], finding))
        for (c, finding), count in sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_LACKS]
    ]


def _advice(criterion: Criterion, finding: str) -> str:
    level = next((one for one in criterion.levels if finding in one.needs), None)
    return level.advice if level else BLOCKER_ADVICE.get(finding, "")


def _worth(
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
    reasons = [
        (9.0, "the candidate asks for another look", one.entry.number in asked),
        (6.0, "a coach and the program are two levels apart", _far_apart(one)),
        (3.0 + len(unsure), f"the program is not sure of {len(unsure)} marks", bool(unsure)),
        (4.0, f"the candidate sees {len(guessed)} criteria quite differently", bool(guessed)),
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
