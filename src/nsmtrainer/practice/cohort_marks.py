"""Mark what candidates handed in: with the coach's content and program, whatever their own ones gave."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.submission import SubmittedAnswer
from nsmtrainer.marking.record import sheet_record
from nsmtrainer.practice.practised import Practice, attempt_of, followed_up
from nsmtrainer.practice.score import score_answer
from nsmtrainer.sessions.clock import to_stamp
from nsmtrainer.sessions.coach_models import Facts, MarkedAnswer
from nsmtrainer.sessions.coach_rows import dumped, facts_record
from nsmtrainer.sessions.models import Attempt, Reply

AHEAD = 3
"""Chunks per process that are under way at once, so that a large folder never lies in memory whole."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class ToMark:
    """An answer to mark: for which assignment, whose it is, and the folder with the content to mark it with.

    `rubric` is "" where the prompt's own counts.
    """

    assignment: str
    candidate: str
    folder: Path
    rubric: str
    answer: SubmittedAnswer


def mark_submitted(one: ToMark) -> MarkedAnswer:
    """Return a submitted answer with the marks that it gets here; follow-ups count as in practice."""
    library = content_of(one.folder)
    given = one.answer
    rubric_id = one.rubric or library.prompt(given.prompt).rubric
    scored = score_answer(library, given.prompt, given.text, rubric_id)
    practice = Practice(
        "live" if given.mode == "live" else "practice",
        given.started_at,
        given.ended_at,
        given.seconds,
        given.hints_used,
        given.predictions,
    )
    replies = tuple(Reply(r.criterion, r.question, r.text) for r in given.follow_ups)
    attempt = followed_up(
        attempt_of(scored, practice),
        replies,
        lambda text: score_answer(library, given.prompt, text, rubric_id),
    )
    return MarkedAnswer(
        assignment=one.assignment,
        id=given.id,
        candidate=one.candidate,
        prompt=given.prompt,
        attempt=given.attempt,
        text=scored.text,
        given=dumped(_given_record(given)),
        sheet=dumped(sheet_record(attempt.volunteered, attempt.text)),
        facts=dumped(facts_record(_facts(attempt, given))),
    )


@lru_cache(maxsize=4)
def content_of(folder: Path) -> Library:
    """Return the content that an assignment's folder holds; its name has the content's hash in it."""
    return load_library(folder)


def _given_record(given: SubmittedAnswer) -> dict[str, object]:
    return {
        "started_at": to_stamp(given.started_at),
        "ended_at": to_stamp(given.ended_at),
        "seconds": given.seconds,
        "mode": given.mode,
        "hints_used": list(given.hints_used),
        "predictions": dict(given.predictions),
        "decisions": dict(given.decisions),
        "follow_ups": [
            {"criterion": r.criterion, "question": r.question, "text": r.text} for r in given.follow_ups
        ],
        "claimed": {
            "levels": dict(given.claimed.levels),
            "score": given.claimed.score,
            "rubric": given.claimed.rubric,
            "rubric_version": given.claimed.rubric_version,
            "rules": given.claimed.rules,
            "model": given.claimed.model,
        },
    }


def _facts(attempt: Attempt, given: SubmittedAnswer) -> Facts:
    sheet = attempt.volunteered
    levels = attempt.levels
    return Facts(
        levels=levels,
        volunteered=attempt.volunteered_levels,
        score=attempt.score,
        verdict=attempt.verdict[0],
        unsure=tuple(name for name, mark in sheet.marks.items() if not mark.sure),
        missing={name: mark.missing[0].finding for name, mark in sheet.marks.items() if mark.missing},
        claimed={name: level for name, level in given.claimed.levels.items() if name in levels},
        predictions={name: level for name, level in given.predictions.items() if name in levels},
        words=len(attempt.text.split()),
        ended_at=given.ended_at,
        rubric_version=sheet.rubric_version,
        reader=" ".join(part for part in (sheet.reader.rules, sheet.reader.model) if part),
        least_sure=min((mark.confidence for mark in sheet.marks.values()), default=1.0),
    )


def mark_in_step(
    chunks: Iterator[tuple[K, list[ToMark]]], jobs: int
) -> Iterator[tuple[K, list[MarkedAnswer]]]:
    """Yield each chunk's key with its answers marked, in order; with `jobs` over 1 in that many processes."""
    if jobs <= 1:
        for key, chunk in chunks:
            yield key, [mark_submitted(one) for one in chunk]
        return
    # Fresh processes: one forked while the reader's threads run here would wait for them for ever.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _leave_interrupts) as pool:
        try:
            yield from _pooled(chunks, jobs * AHEAD, lambda chunk: pool.submit(_mark_chunk, chunk))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """Let Ctrl-C end the import in the process that asked for it, not in its helpers with their own words."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _pooled(
    chunks: Iterator[tuple[K, list[ToMark]]],
    ahead: int,
    submit: Callable[[list[ToMark]], Future[list[MarkedAnswer]]],
) -> Iterator[tuple[K, list[MarkedAnswer]]]:
    waiting = [(key, submit(chunk)) for key, chunk in islice(chunks, ahead)]
    while waiting:
        key, marked = waiting.pop(0)
        yield key, marked.result()
        waiting += [(key, submit(chunk)) for key, chunk in islice(chunks, 1)]


def _mark_chunk(chunk: list[ToMark]) -> list[MarkedAnswer]:
    return [mark_submitted(one) for one in chunk]
