"""A mark sheet: what an answer is given under a rubric, and what every mark rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nsmtrainer.reading.models import Attempt, Finding, Mention, ReaderVersion
from nsmtrainer.spans import Span

Verdict = Literal["strong_hire", "hire", "mixed", "no_hire"]
MAX_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer that a mark rests on, and the finding that they support."""

    span: Span
    finding: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A finding whose lack (or, for a blocker, whose presence) keeps the mark from the next level."""

    finding: str
    advice: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The level given on one criterion.

    `confidence` (0 to 1) is the probability that an expert gives exactly this level; `sure` is false
    where the mark lies between two levels, and then `between` holds them, lower first.
    `findings` are all that were looked for, present or not, blockers included.
    """

    criterion: str
    level: int
    confidence: float
    sure: bool
    evidence: tuple[Evidence, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]
    between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """The marks of one answer, with everything needed to explain them later.

    `score` is unrounded, 0 to 100; `verdict_reason` says in a sentence why the verdict is not higher;
    `calibration` says whether the rubric's marks had been found to agree with people's when these were
    given, empty where nobody looked.
    """

    prompt: str
    prompt_hash: str
    rubric: str
    rubric_version: str
    reader: ReaderVersion
    marks: Mapping[str, Mark]
    mentions: tuple[Mention, ...]
    score: float
    verdict: Verdict
    verdict_reason: str
    attempt: Attempt
    calibration: str = ""
