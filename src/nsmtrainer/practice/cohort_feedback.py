"""Feedback files: what each candidate is given back, with the coach's words in the program's place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nsmtrainer.content.exchange_file import exchange_text
from nsmtrainer.content.models import Rubric
from nsmtrainer.content.submission import FeedbackAnswer, FeedbackMark, ReturnedFeedback
from nsmtrainer.feedback.steps import step_at
from nsmtrainer.marking.models import Mark
from nsmtrainer.practice.calibrated import calibration_words
from nsmtrainer.practice.cohort import cohort_report
from nsmtrainer.practice.cohort_decided import Decided, rubrics_of
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.named_files import new_file
from nsmtrainer.practice.naming import persons_file
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_models import CohortAnswer, Judgement
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line, clean_text

FEEDBACK_ENDING = ".feedback.json"


def return_feedback(
    store: CoachStore, known: KnownAssignment, folder: Path, message: str = "", now: Now = now_utc
) -> tuple[Path, ...]:
    """Write a feedback file per candidate and return the files; what lies under these names is replaced.

    Raises UsageError where the folder cannot be written.
    """
    asked = known.assignment
    rubrics, judged = rubrics_of(known), store.judgements(asked.id)
    written: list[Path] = []
    for person in cohort_report(store, known, now).people:
        if not person.answers:
            continue
        answers = tuple(
            _feedback_answer(store.answer(one.entry.number), one, known, rubrics, judged)
            for one in person.answers
        )
        found = ReturnedFeedback(
            asked.id, asked.title, person.name, person.key, now(), answers, clean_text(message).strip()
        )
        path = folder / persons_file(person.name, person.key, f"{asked.id}-", FEEDBACK_ENDING)
        with new_file(path, folders=True) as file:
            file.write(exchange_text("feedback", found))
        written.append(path)
    return tuple(written)


def _feedback_answer(
    whole: CohortAnswer,
    decided: Decided,
    known: KnownAssignment,
    rubrics: Mapping[str, Rubric],
    judged: Mapping[int, tuple[Judgement, ...]],
) -> FeedbackAnswer:
    entry = decided.entry
    latest = {one.criterion: one for one in judged.get(entry.number, ())}
    marks = tuple(
        _feedback_mark(whole, mark, decided, rubrics[entry.prompt], latest)
        for mark in whole.sheet.marks.values()
    )
    title = known.assignment.titles.get(entry.prompt, entry.prompt)
    return FeedbackAnswer(
        entry.id,
        entry.prompt,
        title,
        entry.attempt,
        decided.score,
        decided.verdict,
        marks,
        calibration_words(rubrics[entry.prompt]),
    )


def _feedback_mark(
    whole: CohortAnswer, mark: Mark, decided: Decided, rubric: Rubric, latest: Mapping[str, Judgement]
) -> FeedbackMark:
    criterion = rubric.criterion(mark.criterion)
    judgement = latest.get(mark.criterion)
    given = decided.levels[mark.criterion]
    return FeedbackMark(
        criterion=mark.criterion,
        title=criterion.title if criterion else mark.criterion,
        given=given,
        machine=whole.entry.facts.levels[mark.criterion],
        comment=judgement.comment if judgement else "",
        by=judgement.coach if judgement and judgement.comment else "",
        advice=step_at(given, (mark,), criterion),
        evidence=tuple(clean_line(e.span.of(whole.text), 200) for e in mark.evidence)[:5],
    )
