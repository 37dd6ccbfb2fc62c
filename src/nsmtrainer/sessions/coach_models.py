"""What a coach's desk keeps, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nsmtrainer.content.submission import Request
from nsmtrainer.marking.models import MarkSheet, Verdict
from nsmtrainer.sessions.models import Reply, no_levels


@dataclass(frozen=True, slots=True)
class KeptAssignment:
    """An assignment as it was handed out: the text of its file. The latest of an id counts."""

    id: str
    content_hash: str
    text: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A submission that was imported. `digest` is the SHA-256 (hex) of its file's bytes.

    `written_at` is the candidate's clock, `imported_at` the coach's.
    """

    assignment: str
    digest: str
    candidate: str
    name: str
    content_hash: str
    file: str
    written_at: datetime
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What a cohort's report needs of an answer; levels and score are the program's, follow-ups counted.

    `missing` names, per criterion below the top, the first finding that keeps it there.
    """

    levels: Mapping[str, int]
    score: float
    verdict: Verdict
    unsure: tuple[str, ...]
    missing: Mapping[str, str]
    claimed: Mapping[str, int]
    predictions: Mapping[str, int]
    words: int
    ended_at: datetime
    rubric_version: str
    reader: str
    volunteered: Mapping[str, int] = field(default_factory=no_levels)
    """The program's levels before any follow-up."""
    least_sure: float = 1.0
    """The lowest confidence of its marks, 0 to 1."""

    @property
    def differing(self) -> tuple[str, ...]:
        """The criteria on which the candidate's own program gave another level."""
        return tuple(c for c, level in self.claimed.items() if self.levels.get(c, level) != level)


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer as lists and reports show it; `number` is what a coach calls it by."""

    number: int
    assignment: str
    id: str
    candidate: str
    prompt: str
    attempt: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """A whole answer: its text, the candidate's replies, and the program's mark sheet of the text."""

    entry: AnswerEntry
    text: str
    sheet: MarkSheet
    replies: tuple[Reply, ...] = ()
    seconds: float = 0.0
    decisions: Mapping[str, int] = field(default_factory=no_levels)


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer on its way into the store, its longer parts as JSON text already."""

    assignment: str
    id: str
    candidate: str
    prompt: str
    attempt: int
    text: str
    given: str
    sheet: str
    facts: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level that a coach gave. It counts in the program's place until it is undone.

    `blind` says that the program's marks were hidden when it was given.
    """

    number: int
    answer: int
    criterion: str
    level: int
    comment: str
    coach: str
    at: datetime
    blind: bool
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A candidate's request to look at a mark again."""

    answer: int
    criterion: str
    why: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """One submission with what of it is new."""

    handed_in: HandedIn
    answers: tuple[MarkedAnswer, ...]
    requests: tuple[Request, ...]
