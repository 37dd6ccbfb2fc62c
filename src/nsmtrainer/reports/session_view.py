"""What a report shows of one session, worked out before any template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nsmtrainer.counts import counted
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.marking.wording import LEVEL_NAMES, VERDICT_NAMES
from nsmtrainer.practice.next_steps import next_steps
from nsmtrainer.reports.wording import day_words, duration_words
from nsmtrainer.sessions.models import Attempt, Override
from nsmtrainer.spans import Span, merge_spans
from nsmtrainer.text import clean_line

LONGEST_QUOTE = 160
MOST_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the answer, the numbers of the criteria that it serves, and of those ending with it."""

    text: str
    numbers: tuple[int, ...]
    ending: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion of a session; `before` says what it was before follow-ups or a person changed it."""

    number: int
    title: str
    level: int
    level_name: str
    full: tuple[bool, ...]
    sure: str
    before: str
    guess: int | None
    quotes: tuple[str, ...]
    advice: str
    override: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as reports show it; all texts are as people wrote them, to be escaped by the template."""

    number: int
    title: str
    question: str
    context: str
    when: str
    facts: tuple[str, ...]
    verdict: str
    verdict_id: str
    verdict_reason: str
    score: int
    rows: tuple[Row, ...]
    pieces: tuple[Piece, ...]
    replies: tuple[tuple[str, str, str], ...]
    note: str
    again: tuple[str, ...]
    origin: str
    trust: str


def view_session(attempt: Attempt) -> SessionView:
    """Return what reports show of an attempt."""
    verdict, reason = attempt.verdict
    return SessionView(
        number=attempt.seq,
        title=clean_line(attempt.prompt.title),
        question=clean_line(attempt.prompt.question),
        context=clean_line(attempt.prompt.context),
        when=day_words(attempt.started_at),
        facts=tuple(_facts(attempt)),
        verdict=VERDICT_NAMES[verdict],
        verdict_id=verdict,
        verdict_reason=reason,
        score=round(attempt.score),
        rows=tuple(_rows(attempt)),
        pieces=answer_pieces(attempt.volunteered, attempt.text),
        replies=tuple((attempt.yardstick.title_of(r.criterion), r.question, r.text) for r in attempt.replies),
        note=attempt.note,
        again=tuple(_again(attempt)),
        origin=_origin(attempt.volunteered),
        trust=_trust(attempt.volunteered),
    )


def _facts(attempt: Attempt) -> Iterator[str]:
    yield clean_line(attempt.prompt.product)
    if attempt.prompt.games:
        yield " or ".join(attempt.prompt.games) + " game"
    yield "live mode" if attempt.mode == "live" else "practice mode"
    yield duration_words(attempt.seconds)
    yield counted(len(attempt.text.split()), "word")
    yield f"rubric: {clean_line(attempt.yardstick.title)}"
    if attempt.hints_used:
        count = len(attempt.hints_used)
        yield f"{counted(count, 'hint')} used"


def _rows(attempt: Attempt) -> Iterator[Row]:
    counted = attempt.levels
    steps = {one.criterion: one.step for one in next_steps(attempt)}
    overrides = {one.criterion: one for one in attempt.overrides}
    for number, (name, mark) in enumerate(attempt.volunteered.marks.items(), start=1):
        level = counted[name]
        yield Row(
            number=number,
            title=clean_line(attempt.yardstick.title_of(name)),
            level=level,
            level_name=LEVEL_NAMES[level],
            full=tuple(step < level for step in range(MAX_LEVEL)),
            sure="" if name in overrides else _unsure_words(mark),
            before=_before(mark.level, level, name in overrides),
            guess=attempt.predictions.get(name),
            quotes=_quotes(mark, attempt.text),
            advice=steps.get(name, ""),
            override=_override_words(overrides.get(name)),
        )


def _unsure_words(mark: Mark) -> str:
    if mark.sure or not mark.between:
        return ""
    return f"not sure: {mark.between[0]} or {mark.between[1]}"


def _before(given: int, level: int, overridden: bool) -> str:
    if overridden:
        return f"the program gave {given}"
    return f"{given} before follow-ups" if given != level else ""


def _quotes(mark: Mark, text: str) -> tuple[str, ...]:
    merged = merge_spans((e.span for e in mark.evidence), gap=1)
    return tuple(clean_line(span.of(text), LONGEST_QUOTE) for span in merged if len(span))[:MOST_QUOTES]


def _override_words(override: Override | None) -> str:
    if override is None:
        return ""
    who = f" by {override.by}" if override.by else ""
    return f"Set{who}" + (f": {override.comment}" if override.comment else ".")


def answer_pieces(sheet: MarkSheet, text: str) -> tuple[Piece, ...]:
    """Return an answer cut where evidence begins and ends; joined again the pieces are the answer."""
    spans = [
        (number, span)
        for number, mark in enumerate(sheet.marks.values(), start=1)
        for span in merge_spans((e.span for e in mark.evidence), gap=1)
        if len(span)
    ]
    cuts = sorted({0, len(text), *(cut for _, span in spans for cut in (span.start, span.end))})
    return tuple(
        Piece(
            text[start:end],
            tuple(number for number, span in spans if span.contains(Span(start, end))),
            tuple(number for number, span in spans if span.end == end),
        )
        for start, end in pairwise(cuts)
    )


def _again(attempt: Attempt) -> Iterator[str]:
    for one in attempt.re_marks:
        sheet = one.sheet
        yield (
            f"Marked again on {day_words(one.at)}: {VERDICT_NAMES[sheet.verdict]}, {sheet.score:.0f} of 100"
            f" ({_origin(sheet)})."
        )


def _trust(sheet: MarkSheet) -> str:
    return trust_sentence(sheet.calibration) if sheet.calibration and sheet.attempt.counts else ""


def _origin(sheet: MarkSheet) -> str:
    model = f", model {sheet.reader.model}" if sheet.reader.model else ""
    return f"rubric {sheet.rubric} {sheet.rubric_version}, rules {sheet.reader.rules}{model}"
