"""A coach's desk as its screens show it: the cohort, its answers in the order to judge them, one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nsmtrainer.content.models import Rubric
from nsmtrainer.feedback.advise import advise
from nsmtrainer.practice.cohort import CohortReport, cohort_report
from nsmtrainer.practice.cohort_decided import Decided, decide, decided_answers, rubrics_of
from nsmtrainer.practice.cohort_known import KnownAssignment, known_assignment
from nsmtrainer.practice.cohort_marks import content_of
from nsmtrainer.practice.judge import open_requests, to_judge
from nsmtrainer.practice.score import Scored
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_models import AskedAgain, CohortAnswer, Judgement
from nsmtrainer.sessions.coach_store import CoachStore


@dataclass(frozen=True, slots=True)
class Queued:
    """An answer in a list: whose it is, what it is given, and what about it waits for the coach."""

    decided: Decided
    name: str
    asked: bool
    waiting: bool
    """Whether this coach has judged nothing of it yet."""

    @property
    def number(self) -> int:
        """What the coach calls the answer by."""
        return self.decided.entry.number


@dataclass(frozen=True, slots=True)
class Cohort:
    """An assignment's submissions as they are now; `queue` holds those to judge first, judged ones last.

    `assignments` are the ids of all that are kept, the latest first.
    """

    known: KnownAssignment
    report: CohortReport
    rubrics: Mapping[str, Rubric]
    queue: tuple[Queued, ...]
    requests: tuple[AskedAgain, ...]
    assignments: tuple[str, ...]
    coach: str

    @property
    def waiting(self) -> int:
        """How many answers the coach has not looked at."""
        return sum(1 for one in self.queue if one.waiting)


@dataclass(frozen=True, slots=True)
class OnDesk:
    """One answer before the coach: text and marks, how it counts, what was judged and asked about it."""

    whole: CohortAnswer
    scored: Scored
    decided: Decided
    name: str
    judgements: tuple[Judgement, ...]
    """All of them, undone ones too, in the order in which they were given."""
    requests: tuple[AskedAgain, ...]

    @property
    def number(self) -> int:
        """What the coach calls the answer by."""
        return self.decided.entry.number

    def given_by(self, coach: str) -> dict[str, Judgement]:
        """Return a coach's latest judgement on each criterion that stands."""
        return {j.criterion: j for j in self.judgements if j.coach == coach and j.undone_at is None}

    def left_to(self, coach: str) -> tuple[str, ...]:
        """Return the criteria that a coach has not judged, in the rubric's order."""
        given = self.given_by(coach)
        return tuple(name for name in self.whole.sheet.marks if name not in given)


def look_at_cohort(store: CoachStore, asked: str = "", now: Now = now_utc) -> Cohort:
    """Return the cohort of an assignment, the latest for "". Raises UsageError where there is none."""
    known = known_assignment(store, asked)
    coach = store.coach()
    report = cohort_report(store, known, now)
    names = {one.key: one.name for one in report.people}
    requests = open_requests(store, known)
    about = {one.answer for one in requests}
    waiting = to_judge(store, known, coach)
    numbers = {one.entry.number for one in waiting}
    rest = [one for one in decided_answers(store, known) if one.entry.number not in numbers]
    rubrics = rubrics_of(known)
    return Cohort(
        known=known,
        report=report,
        rubrics=rubrics,
        queue=tuple(
            Queued(
                one,
                names.get(one.entry.candidate, ""),
                one.entry.number in about,
                one.entry.number in numbers,
            )
            for one in (*waiting, *rest)
        ),
        requests=requests,
        assignments=tuple(one.id for one in store.assignments()),
        coach=coach,
    )


def look_at_answer(store: CoachStore, cohort: Cohort, number: int) -> OnDesk:
    """Return one answer of a cohort. Raises UnknownSessionError for a number that is none."""
    whole = store.answer(number)
    judgements = store.judgements_on(number)
    rubric = cohort.rubrics[whole.entry.prompt]
    prompt = content_of(cohort.known.folder).prompt(whole.entry.prompt)
    standing = [one for one in judgements if one.undone_at is None]
    feedback = advise(whole.sheet, prompt, rubric, whole.text)
    return OnDesk(
        whole=whole,
        scored=Scored(prompt, rubric, whole.text, whole.sheet, feedback),
        decided=decide(whole.entry, standing, rubric),
        name=_name_of(cohort.queue, number),
        judgements=judgements,
        requests=tuple(one for one in store.requests(cohort.known.assignment.id) if one.answer == number),
    )


def _name_of(queue: Sequence[Queued], number: int) -> str:
    return next((one.name for one in queue if one.number == number), "")
