"""A coach's judgement: levels in the program's place, blind ones too, and what waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nsmtrainer.errors import ContentError, UnknownContentError, UsageError
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.cohort_decided import Decided, decide, decided_answers, rubrics_of
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_models import AskedAgain, CohortAnswer, Judgement
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line, clean_text, quote

MOST_COMMENT = 4000


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a coach says of one answer: levels by criterion, a comment on them, and whose they are.

    `coach` left empty is the name that the desk keeps. `blind` says that the program's marks were hidden;
    `agree` also takes over the program's level on every criterion that is not named and that this coach has
    not judged.
    """

    levels: Mapping[str, int]
    comment: str = ""
    coach: str = ""
    blind: bool = False
    agree: bool = False


def judge(store: CoachStore, number: int, opinion: Opinion, now: Now = now_utc) -> CohortAnswer:
    """Keep a coach's levels on an answer and return the answer.

    Raises ContentError for a criterion that is not marked or a level that is none, and where a level
    differs from the program's in sight of it without a comment.
    """
    answer = store.answer(number)
    machine = answer.entry.facts.levels
    coach = clean_line(opinion.coach, 80) or store.coach()
    levels = {**(_rest(store, number, machine, coach) if opinion.agree else {}), **opinion.levels}
    _check(levels, machine, opinion)
    comment = clean_text(opinion.comment).strip()
    at = now()
    store.judge(
        [
            Judgement(
                0,
                number,
                criterion,
                level,
                _comment_on(criterion, comment, opinion),
                coach,
                at,
                opinion.blind,
            )
            for criterion, level in levels.items()
        ]
    )
    return answer


def _rest(store: CoachStore, number: int, machine: Mapping[str, int], coach: str) -> dict[str, int]:
    """Return the program's levels on what this coach has not judged: an override is never taken back."""
    given = {j.criterion for j in store.judgements_on(number) if j.coach == coach and j.undone_at is None}
    return {criterion: level for criterion, level in machine.items() if criterion not in given}


def _comment_on(criterion: str, comment: str, opinion: Opinion) -> str:
    return comment if criterion in opinion.levels else ""


def _check(levels: Mapping[str, int], machine: Mapping[str, int], opinion: Opinion) -> None:
    if not levels:
        raise UsageError(
            "No level is given, or all of them were given before.",
            "For example: nsmtrainer coach mark 12 guardrail=2 --comment ...",
        )
    for criterion, level in levels.items():
        if criterion not in machine:
            raise UnknownContentError(
                f"This answer has no mark on {quote(criterion)}.", f"It has marks on: {', '.join(machine)}."
            )
        if not 0 <= level <= MAX_LEVEL:
            known = "Levels are 0 missing, 1 weak, 2 solid, 3 strong."
            raise UnknownContentError(f"{level} is no level.", known)
    if len(opinion.comment) > MOST_COMMENT:
        raise ContentError(f"The comment is longer than {MOST_COMMENT:,} characters.", "Shorten it.")
    differing = [criterion for criterion, level in levels.items() if machine[criterion] != level]
    if differing and not opinion.blind and not opinion.comment.strip():
        raise ContentError(
            f"A mark in the program's place needs a comment ({', '.join(differing)}).",
            'Say why in a sentence: --comment "..."',
        )


def to_judge(store: CoachStore, known: KnownAssignment, coach: str = "") -> tuple[Decided, ...]:
    """Return the answers to work through: those asked about first, then those the program is unsure of.

    Answers that this coach (anyone, for "") has judged already are left out.
    """
    judged = store.judgements(known.assignment.id)
    asked = {request.answer for request in store.requests(known.assignment.id)}
    waiting = [
        one
        for one in decided_answers(store, known)
        if not any(coach in ("", j.coach) for j in judged.get(one.entry.number, ()))
    ]
    return tuple(sorted(waiting, key=lambda one: _urgency(one, asked)))


def _urgency(one: Decided, asked: set[int]) -> tuple[bool, int, float, int]:
    facts = one.entry.facts
    return one.entry.number not in asked, -len(facts.unsure), facts.least_sure, one.entry.number


def open_requests(store: CoachStore, known: KnownAssignment) -> tuple[AskedAgain, ...]:
    """Return the requests that no coach has answered with a judgement on that criterion since."""
    judged = store.judgements(known.assignment.id)
    return tuple(
        one
        for one in store.requests(known.assignment.id)
        if not any(j.criterion == one.criterion for j in judged.get(one.answer, ()))
    )


def whole_decided(store: CoachStore, known: KnownAssignment, number: int) -> tuple[CohortAnswer, Decided]:
    """Return an answer with its text and as it counts.

    Raises UnknownSessionError for a number that is none, UsageError for one of another assignment.
    """
    whole = store.answer(number)
    if whole.entry.assignment != known.assignment.id:
        raise UsageError(
            f"Answer {number} belongs to the assignment {whole.entry.assignment}.",
            f"Add --assignment {whole.entry.assignment}",
        )
    standing = [one for one in store.judgements_on(number) if one.undone_at is None]
    rubric = rubrics_of(known)[whole.entry.prompt]
    return whole, decide(whole.entry, standing, rubric)
