"""One practised answer: made into an attempt, followed up, judged where the program was not sure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import uuid4

from nsmtrainer.content.library import Library
from nsmtrainer.content.models import Criterion, Game, Level, Prompt, Rubric
from nsmtrainer.feedback.advise import advise
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.score import Scored
from nsmtrainer.sessions.models import AskedPrompt, Attempt, Mode, Reply, joined_text, no_levels, yardstick_of


@dataclass(frozen=True, slots=True)
class Practice:
    """How an answer came about: in which mode, from when, in how many seconds, with which hints and guesses.

    `retry_of` is the id of the attempt that it tries to better.
    """

    mode: Mode
    started_at: datetime
    ended_at: datetime
    seconds: float
    hints: tuple[str, ...] = ()
    predictions: Mapping[str, int] = field(default_factory=no_levels)
    retry_of: str = ""


def attempt_of(scored: Scored, practice: Practice) -> Attempt:
    """Return a marked answer as an attempt that the store can keep."""
    return Attempt(
        id=uuid4().hex,
        prompt=asked_prompt(scored.prompt),
        yardstick=yardstick_of(scored.rubric),
        mode=practice.mode,
        started_at=practice.started_at,
        ended_at=max(practice.started_at, practice.ended_at),
        seconds=max(0.0, practice.seconds),
        text=scored.text,
        volunteered=scored.sheet,
        hints_used=practice.hints,
        predictions=MappingProxyType(dict(practice.predictions)),
        retry_of=practice.retry_of,
    )


def asked_prompt(prompt: Prompt) -> AskedPrompt:
    """Return what is kept of a prompt beside an answer to it."""
    return AskedPrompt(
        id=prompt.id,
        title=prompt.title,
        product=prompt.product,
        question=prompt.question,
        kind=prompt.kind,
        games=tuple(game.game for game in prompt.games),
        context=prompt.context,
    )


def followed_up(attempt: Attempt, replies: tuple[Reply, ...], score: Callable[[str], Scored]) -> Attempt:
    """Return the attempt with replies to follow-up questions, marked together with the answer.

    `score` marks a text as an answer to the attempt's prompt under its rubric. Empty replies are left out.
    """
    given = tuple(reply for reply in replies if reply.text.strip())
    if not given:
        return attempt
    together = score(joined_text(attempt.text, given))
    return replace(attempt, follow_ups=given, prompted=together.sheet)


def decided(attempt: Attempt, criterion: str, level: int) -> Attempt:
    """Return the attempt with the candidate's own level where the program was not sure."""
    return replace(attempt, decisions=MappingProxyType({**attempt.decisions, criterion: level}))


def scored_of(attempt: Attempt, library: Library) -> Scored:
    """Return a kept attempt as it was marked, with feedback from the prompt and rubric as they are now.

    Where the library has lost one of them, what the attempt kept of it serves, without key and descriptors.
    """
    prompt = library.prompts.get(attempt.prompt.id) or _kept_prompt(attempt)
    rubric = library.rubrics.get(attempt.yardstick.rubric)
    marked = attempt.volunteered.marks.keys()
    if rubric is None or not marked <= {c.id for c in rubric.criteria}:
        rubric = _kept_rubric(attempt)
    rubric = replace(rubric, criteria=tuple(c for c in rubric.criteria if c.id in marked))
    sheet = attempt.volunteered
    return Scored(prompt, rubric, attempt.text, sheet, advise(sheet, prompt, rubric, attempt.text))


def _kept_prompt(attempt: Attempt) -> Prompt:
    kept = attempt.prompt
    return Prompt(
        id=kept.id,
        title=kept.title,
        product=kept.product,
        question=kept.question,
        kind=kept.kind,
        games=tuple(Game(game, "") for game in kept.games),
        metrics=(),
        rubric=attempt.yardstick.rubric,
        context=kept.context,
    )


def _kept_rubric(attempt: Attempt) -> Rubric:
    levels = (Level(""),) * (MAX_LEVEL + 1)
    kept = attempt.yardstick
    criteria = tuple(Criterion(c.id, c.title, c.weight, levels) for c in kept.criteria)
    return Rubric(kept.rubric, kept.title, criteria, kept.bars)
