"""A coach's judgement: levels in the program's place, blind ones too, undone, returned, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from nsmtrainer.content.exchange_file import exchange_text
from nsmtrainer.content.models import Rubric
from nsmtrainer.content.submission import FeedbackAnswer, FeedbackMark, ReturnedFeedback
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.marking.gates import Gated, gated
from nsmtrainer.marking.models import MAX_LEVEL, Mark
from nsmtrainer.practice.cohort import Decided, cohort_report, decide, decided_answers, rubrics_of
from nsmtrainer.practice.cohort_import import KnownAssignment
from nsmtrainer.practice.names import file_name
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_models import AskedAgain, CohortAnswer, Judgement
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line, clean_text, quote

MOST_COMMENT = 4000
FEEDBACK_ENDING = ".feedback.json"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a coach says of one answer: levels by criterion, a comment on them, and whose they are.

    `blind` says that the program's marks were hidden; `agree` also takes over the program's level on every
    criterion that is not named.
    """

    levels: Mapping[str, int]
    comment: str = ""
    coach: str = "coach"
    blind: bool = False
    agree: bool = False


def judge(store: CoachStore, number: int, opinion: Opinion, now: Now = now_utc) -> CohortAnswer:
    """Keep a coach's levels on an answer and return the answer.

    Raises ContentError for a criterion that is not marked or a level that is none, and where a level
    differs from the program's in sight of it without a comment.
    """
    answer = store.answer(number)
    machine = answer.entry.facts.levels
    levels = {**(machine if opinion.agree else {}), **opinion.levels}
    _check(levels, machine, opinion)
    comment = clean_text(opinion.comment).strip()
    at, coach = now(), clean_line(opinion.coach, 80) or "coach"
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


def _comment_on(criterion: str, comment: str, opinion: Opinion) -> str:
    return comment if criterion in opinion.levels else ""


def _check(levels: Mapping[str, int], machine: Mapping[str, int], opinion: Opinion) -> None:
    if not levels:
        raise UsageError(
            "No level is given.", "For example: nsmtrainer coach mark 12 guardrail=2 --comment ..."
        )
    for criterion, level in levels.items():
        if criterion not in machine:
            raise ContentError(
                f"This answer has no mark on {quote(criterion)}.", f"It has marks on: {', '.join(machine)}."
            )
        if not 0 <= level <= MAX_LEVEL:
            raise ContentError(f"{level} is no level.", "Levels are 0 missing, 1 weak, 2 solid, 3 strong.")
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


# Feedback to candidates


def return_feedback(
    store: CoachStore, known: KnownAssignment, folder: Path, message: str = "", now: Now = now_utc
) -> tuple[Path, ...]:
    """Write a feedback file per candidate and return the files; what lies under these names is replaced.

    Raises UsageError where the folder cannot be written.
    """
    asked = known.assignment
    rubrics, judged = rubrics_of(known), store.judgements(asked.id)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
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
            path = folder / file_name(person.name, person.key, f"{asked.id}-", FEEDBACK_ENDING)
            with write_whole(path) as file:
                file.write(exchange_text("feedback", found))
            written.append(path)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be written: {error.strerror}.", "Choose another folder with -o."
        ) from error
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
    return FeedbackAnswer(entry.id, entry.prompt, title, entry.attempt, decided.score, decided.verdict, marks)


def _feedback_mark(
    whole: CohortAnswer, mark: Mark, decided: Decided, rubric: Rubric, latest: Mapping[str, Judgement]
) -> FeedbackMark:
    criterion = rubric.criterion(mark.criterion)
    judgement = latest.get(mark.criterion)
    given = decided.levels[mark.criterion]
    advice = mark.missing[0].advice if mark.missing and given < MAX_LEVEL else ""
    if mark.criterion in decided.overridden and criterion is not None and given < MAX_LEVEL:
        advice = criterion.levels[given + 1].advice
    return FeedbackMark(
        criterion=mark.criterion,
        title=criterion.title if criterion else mark.criterion,
        given=given,
        machine=whole.entry.facts.levels[mark.criterion],
        comment=judgement.comment if judgement else "",
        by=judgement.coach if judgement and judgement.comment else "",
        advice=advice,
        evidence=tuple(clean_line(e.span.of(whole.text), 200) for e in mark.evidence)[:5],
    )


# Agreement


@dataclass(frozen=True, slots=True)
class DeskAgreement:
    """How the program's marks compare with coaches' ones, and coaches with one another, per criterion.

    `blind` rests on marks given with the program's hidden, `in_sight` on those given beside them (which
    flatter the program where a coach takes over its marks, and wrong it where only mistakes are judged).
    `coaches` compares pairs of coaches on the answers that both judged.
    """

    blind: Mapping[str, Gated]
    in_sight: Mapping[str, Gated]
    coaches: Mapping[tuple[str, str], Mapping[str, Gated]]


Pairs = Mapping[str, Sequence[tuple[int, int]]]


def desk_agreement(store: CoachStore, known: KnownAssignment) -> DeskAgreement:
    """Return the agreement over all judgements that stand; the latest of a coach on a mark counts."""
    machine = {one.number: one.facts.levels for one in store.entries(known.assignment.id)}
    given: dict[tuple[int, str, str], Judgement] = {}
    for number, listed in store.judgements(known.assignment.id).items():
        for one in listed:
            given[number, one.criterion, one.coach] = one
    compared: dict[bool, dict[str, list[tuple[int, int]]]] = {
        True: defaultdict(list),
        False: defaultdict(list),
    }
    for (number, criterion, _), one in given.items():
        level = machine.get(number, {}).get(criterion)
        if level is not None:
            compared[one.blind][criterion].append((one.level, level))
    return DeskAgreement(_gated(compared[True]), _gated(compared[False]), dict(_between_coaches(given)))


def _gated(pairs: Pairs) -> dict[str, Gated]:
    return {name: gated([a for a, _ in listed], [b for _, b in listed]) for name, listed in pairs.items()}


def _between_coaches(
    given: Mapping[tuple[int, str, str], Judgement],
) -> Iterator[tuple[tuple[str, str], Mapping[str, Gated]]]:
    by_coach: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for (number, criterion, coach), one in given.items():
        by_coach[coach][number, criterion] = one.level
    for first, second in combinations(sorted(by_coach), 2):
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, level in by_coach[first].items():
            if place in by_coach[second]:
                pairs[place[1]].append((level, by_coach[second][place]))
        if pairs:
            yield (first, second), _gated(pairs)


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
