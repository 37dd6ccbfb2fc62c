"""Gates that a program's marks should pass before people rely on them, and intervals for shares.

The gates are those of Williamson, Xi and Breyer (2012), "A framework for evaluation and use of automated
scoring": a quadratic weighted kappa of at least 0.70 with human marks, and a standardised mean difference
of at most 0.15. The interval is Wilson's (1927), which holds for small samples too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pvariance

from nsmtrainer.marking.agreement import Agreement, agree

LEAST_QWK = 0.70
MOST_DIFFERENCE = 0.15
LEAST_ANSWERS = 30
"""Answers under which neither gate is called passed."""

_Z = 1.96
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Gated:
    """Agreement on one criterion with its gates; `difference` is the standardised mean difference.

    `difference` is None where neither marker varies and they differ. `exact` and `adjacent` are 95 %
    intervals of these shares.
    """

    agreement: Agreement
    difference: float | None
    exact: tuple[float, float]
    adjacent: tuple[float, float]

    @property
    def enough(self) -> bool:
        """Whether there are enough answers to say anything."""
        return self.agreement.count >= LEAST_ANSWERS

    @property
    def qwk_passes(self) -> bool:
        """Whether the kappa reaches its gate."""
        return self.agreement.qwk is not None and self.agreement.qwk >= LEAST_QWK

    @property
    def difference_passes(self) -> bool:
        """Whether the difference stays within its gate."""
        return self.difference is not None and abs(self.difference) <= MOST_DIFFERENCE

    @property
    def passes(self) -> bool:
        """Whether both gates are passed on enough answers."""
        return self.enough and self.qwk_passes and self.difference_passes


def gated(first: Sequence[int], second: Sequence[int]) -> Gated:
    """Return the agreement of two equally long, non-empty lists of levels; `second` is the one in question.

    Raises ValueError like `agreement.agree`.
    """
    found = agree(first, second, RESAMPLES)
    return Gated(
        found,
        standardised_difference(first, second),
        wilson(round(found.exact * found.count), found.count),
        wilson(round(found.adjacent * found.count), found.count),
    )


def standardised_difference(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Return how much higher the second marks are on average, in pooled standard deviations."""
    gap = fmean(second) - fmean(first)
    pooled = sqrt((pvariance(first) + pvariance(second)) / 2)
    if pooled == 0:
        return 0.0 if gap == 0 else None
    return gap / pooled


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `hits` in `count`, which is at least 1."""
    share, squared = hits / count, _Z * _Z
    middle = (share + squared / (2 * count)) / (1 + squared / count)
    half = _Z * sqrt(share * (1 - share) / count + squared / (4 * count * count)) / (1 + squared / count)
    return max(0.0, middle - half), min(1.0, middle + half)
