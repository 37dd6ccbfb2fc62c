"""Agreement between marks: QWK, exact, adjacent, bias, and intervals by bootstrap."""

from __future__ import annotations

import numpy as np


def qwk(truth: np.ndarray, given: np.ndarray, levels: int = 4) -> float:
    """Quadratic weighted kappa; 0 where nothing varies."""
    truth, given = np.asarray(truth, int), np.asarray(given, int)
    counts = np.zeros((levels, levels))
    np.add.at(counts, (truth, given), 1)
    gap = (np.arange(levels)[:, None] - np.arange(levels)[None, :]) ** 2
    chance = np.outer(counts.sum(1), counts.sum(0)) / max(counts.sum(), 1)
    expected = (gap * chance).sum()
    return float(1 - (gap * counts).sum() / expected) if expected else 0.0


def exact(truth: np.ndarray, given: np.ndarray) -> float:
    """The share of marks that are equal."""
    return float(np.mean(np.asarray(truth) == np.asarray(given)))


def adjacent(truth: np.ndarray, given: np.ndarray) -> float:
    """The share of marks at most one level apart."""
    return float(np.mean(np.abs(np.asarray(truth) - np.asarray(given)) <= 1))


def bias(truth: np.ndarray, given: np.ndarray) -> float:
    """How many levels too high the given marks are on average."""
    return float(np.mean(np.asarray(given) - np.asarray(truth)))


def interval(truth: np.ndarray, given: np.ndarray, rounds: int = 500,
             seed: int = 0) -> tuple[float, float]:
    """The middle 95 % of QWK over resampled answers."""
    rng = np.random.default_rng(seed)
    truth, given = np.asarray(truth), np.asarray(given)
    values = []
    for _ in range(rounds):
        pick = rng.integers(0, len(truth), len(truth))
        values.append(qwk(truth[pick], given[pick]))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
