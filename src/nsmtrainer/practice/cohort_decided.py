"""Answers as they count: the program's levels, with what coaches judged in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nsmtrainer.content.models import Rubric
from nsmtrainer.marking.mark import score_of, verdict_of
from nsmtrainer.marking.models import Verdict
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.cohort_marks import content_of
from nsmtrainer.sessions.coach_models import AnswerEntry, Judgement
from nsmtrainer.sessions.coach_store import CoachStore


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


def rubrics_of(known: KnownAssignment) -> dict[str, Rubric]:
    """Return the rubric that marks each of an assignment's prompts."""
    content = content_of(known.folder)
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
    unprompted = {**entry.facts.volunteered, **{one: latest[one] for one in changed}}
    verdict, _ = verdict_of(score, levels, rubric, unprompted)
    return Decided(entry, levels, score, verdict, changed, tuple(latest))


def decided_answers(store: CoachStore, known: KnownAssignment) -> tuple[Decided, ...]:
    """Return all answers to an assignment as they count, in the order of their numbers."""
    rubrics = rubrics_of(known)
    judged = store.judgements(known.assignment.id)
    return tuple(
        decide(entry, judged.get(entry.number, ()), rubrics[entry.prompt])
        for entry in store.entries(known.assignment.id)
        if entry.prompt in rubrics
    )
