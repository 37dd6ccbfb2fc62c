"""What the model says about one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nsmtrainer.spans import Span


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion: the chances of each threshold, the words it rests on, level and confidence.

    `at_least` holds calibrated P(level >= 1, 2, 3), never rising; `confidence` is the calibrated
    probability that `level` is exactly right, and `sure` whether it passes the measured bar.
    """

    criterion: str
    at_least: tuple[float, float, float]
    evidence: tuple[Span, ...]
    level: int
    confidence: float
    sure: bool


@dataclass(frozen=True, slots=True)
class ModelView:
    """All criteria, the metrics mentioned with the role of each, and the model's version."""

    criteria: Mapping[str, CriterionView]
    mentions: tuple[tuple[Span, str, float], ...]
    version: str
