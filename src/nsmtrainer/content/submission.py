"""Submissions and feedback: the two files that travel between a candidate and a coach, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

EMPTY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claimed:
    """The marks that the candidate's own program gave: a claim, marked again on import."""

    levels: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    score: float = 0.0
    rubric: str = ""
    rubric_version: str = ""
    rules: str = ""
    model: str = ""
    calibration: str = ""


@dataclass(frozen=True, slots=True)
class SubmittedReply:
    """A follow-up question and what the candidate said to it."""

    criterion: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """One attempt at a prompt; `attempt` counts from 1 per prompt, `seconds` is the time spent.

    All of it comes from the candidate's machine, its clock included.
    """

    id: str
    prompt: str
    attempt: int
    text: str
    started_at: datetime
    ended_at: datetime
    seconds: float = 0.0
    mode: str = "practice"
    hints_used: tuple[str, ...] = ()
    predictions: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    decisions: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    follow_ups: tuple[SubmittedReply, ...] = ()
    claimed: Claimed = field(default_factory=Claimed)


@dataclass(frozen=True, slots=True)
class Request:
    """A candidate's wish that a coach looks at a mark again, and why."""

    answer: str
    criterion: str
    why: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What one candidate hands in for an assignment. `key` tells people of the same name apart."""

    assignment: str
    content_hash: str
    name: str
    key: str
    written_at: datetime
    answers: tuple[SubmittedAnswer, ...]
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackMark:
    """A criterion's mark as the coach returns it; `given` is the level that counts.

    `machine` is the program's, `comment` the coach's where they put another in its place, `advice` the
    step that would lift it.
    """

    criterion: str
    title: str
    given: int
    machine: int
    comment: str = ""
    by: str = ""
    advice: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackAnswer:
    """The marks of one answer; `score` is of 100, unrounded, with what the coach decided.

    `calibration` says whether the program's marks under that rubric were found to agree with people's.
    """

    id: str
    prompt: str
    title: str
    attempt: int
    score: float
    verdict: str
    marks: tuple[FeedbackMark, ...]
    calibration: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedFeedback:
    """What a coach gives back to one candidate."""

    assignment: str
    title: str
    name: str
    key: str
    written_at: datetime
    answers: tuple[FeedbackAnswer, ...]
    message: str = ""
