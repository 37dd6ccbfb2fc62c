"""How well two markers agree on ordinal levels: quadratic weighted kappa, exact, adjacent, bias.

Quadratic weighted kappa after Cohen (1968), "Weighted kappa: nominal scale agreement with provision
for scaled disagreement or partial credit".
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = 4
LEAST_RESAMPLED = 10
"""Answers under which no interval is given: so few, drawn again, repeat themselves and seem certain."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of machine levels with human ones on one criterion.

    `qwk` is None where it is undefined (both markers constant); `bias` is the mean of machine minus
    human, in levels; `confusion[h][m]` counts answers with human level h and machine level m.
    """

    count: int
    qwk: float | None
    exact: float
    adjacent: float
    bias: float
    confusion: tuple[tuple[int, ...], ...]
    interval: tuple[float, float] | None = None


def agree(human: Sequence[int], machine: Sequence[int], resamples: int = 0, seed: int = 1) -> Agreement:
    """Compare two equally long, non-empty lists of levels 0 to 3.

    With `resamples` a 95 % percentile bootstrap interval of the QWK is added, on ten answers or more.
    Raises ValueError on lists of different length, empty lists, or levels outside 0 to 3.
    """
    if len(human) != len(machine) or not human:
        raise ValueError("two equally long, non-empty lists of levels are needed")
    if any(not 0 <= level < LEVELS for level in (*human, *machine)):
        raise ValueError("levels are 0 to 3")
    confusion = [[0] * LEVELS for _ in range(LEVELS)]
    for h, m in zip(human, machine, strict=True):
        confusion[h][m] += 1
    count = len(human)
    gaps = [m - h for h, m in zip(human, machine, strict=True)]
    return Agreement(
        count=count,
        qwk=quadratic_weighted_kappa(confusion),
        exact=sum(gap == 0 for gap in gaps) / count,
        adjacent=sum(abs(gap) <= 1 for gap in gaps) / count,
        bias=sum(gaps) / count,
        confusion=tuple(tuple(row) for row in confusion),
        interval=_bootstrap(human, machine, resamples, seed)
        if resamples and count >= LEAST_RESAMPLED
        else None,
    )


def quadratic_weighted_kappa(confusion: Sequence[Sequence[int]]) -> float | None:
    """Return the kappa of a square table of counts, or None where chance leaves nothing to explain."""
    size = len(confusion)
    total = sum(map(sum, confusion))
    rows = [sum(row) for row in confusion]
    columns = [sum(row[j] for row in confusion) for j in range(size)]
    seen = expected = 0.0
    for i in range(size):
        for j in range(size):
            weight = (i - j) ** 2
            seen += weight * confusion[i][j]
            expected += weight * rows[i] * columns[j] / total
    return None if expected == 0 else 1.0 - seen / expected


def _bootstrap(
    human: Sequence[int], machine: Sequence[int], resamples: int, seed: int
) -> tuple[float, float] | None:
    chooser = random.Random(seed)
    pairs = list(zip(human, machine, strict=True))
    kappas: list[float] = []
    for _ in range(resamples):
        table = [[0] * LEVELS for _ in range(LEVELS)]
        for h, m in chooser.choices(pairs, k=len(pairs)):
            table[h][m] += 1
        kappa = quadratic_weighted_kappa(table)
        if kappa is not None:
            kappas.append(kappa)
    if not kappas:
        return None
    kappas.sort()
    last = len(kappas) - 1
    return kappas[round(0.025 * last)], kappas[round(0.975 * last)]
