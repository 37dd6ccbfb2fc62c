"""From the network's scores and plain facts to calibrated probabilities, levels and confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Row = npt.NDArray[np.float64]


def sigmoid(value: Row) -> Row:
    """The logistic function, safe at both ends."""
    return 1.0 / (1.0 + np.exp(-np.clip(value, -30, 30)))


def chance(score: float) -> float:
    """The logistic function of one number: for so few numpy's own takes several times as long."""
    return 1.0 / (1.0 + math.exp(-min(max(score, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class LevelRule:
    """How one criterion's level follows: a linear score per threshold, then cut-offs.

    The cut-offs lie on the expected level, the sum of the three chances: a level is the expected one
    rounded, with borders that measurement may have moved a little.
    """

    weights: Row  # (3, inputs)
    bias: Row  # (3,)
    cutoffs: tuple[float, float, float]  # about 0.5, 1.5 and 2.5

    @classmethod
    def parse(cls, raw: Mapping[str, Sequence[float]]) -> LevelRule:
        """Read a rule as `settings.json` holds it."""
        first, second, third = (float(value) for value in raw["cutoffs"])
        return cls(
            np.array(raw["weights"], dtype=np.float64),
            np.array(raw["bias"], dtype=np.float64),
            (first, second, third),
        )

    def at_least(self, inputs: Row) -> tuple[float, float, float]:
        """P(level >= 1, 2, 3), never rising."""
        first, second, third = (self.weights @ inputs + self.bias).tolist()
        one = chance(first)
        two = min(one, chance(second))
        return one, two, min(two, chance(third))

    def level(self, at_least: tuple[float, float, float]) -> int:
        """The expected level, rounded at the cut-offs."""
        expected = sum(at_least)
        first, second, third = self.cutoffs
        return (expected > first) + (expected > second) + (expected > third)

    def nearest(self, at_least: tuple[float, float, float]) -> float:
        """How far the expected level is from the nearest cut-off."""
        expected = sum(at_least)
        return min(abs(expected - cutoff) for cutoff in self.cutoffs)


def exactly(at_least: tuple[float, float, float], level: int) -> float:
    """The probability that the level is exactly this one."""
    steps = (1.0, *at_least, 0.0)
    return max(0.0, steps[level] - steps[level + 1])


def inputs_of(scores: Row, facts: Row, found: Row) -> Row:
    """What the linear scores see: the network's 33 scores within bounds, facts, findings of rules."""
    return np.concatenate([np.clip(scores.reshape(-1), -6.0, 6.0), facts, found])
