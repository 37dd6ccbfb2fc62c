"""The numbers that travel beside the network: how its scores become levels, spans and confidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nsmtrainer.reading.model.levels import LevelRule
from nsmtrainer.reading.model.pointing import Pointing


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic score of how likely a level is exactly right, and the bar for calling it sure.

    `noise` is how far the chances may differ between processors: nearer to a cut-off nothing is sure.
    """

    weights: tuple[float, ...]
    bias: Mapping[str, float]
    bar: Mapping[str, float]
    noise: float


@dataclass(frozen=True, slots=True)
class Judge:
    """How scores become levels: the network alone, or joined with what rules found.

    `names` are the findings of the rules that it knows, in the order of its last inputs.
    """

    names: tuple[str, ...]
    rules: Mapping[str, LevelRule]
    confidence: Confidence

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Judge:
        """Take a judge from parsed JSON."""
        sure = raw["confidence"]
        confidence = Confidence(
            tuple(float(weight) for weight in sure["weights"]),
            {name: float(value) for name, value in sure["bias"].items()},
            {name: float(value) for name, value in sure["bar"].items()},
            float(sure["noise"]),
        )
        return cls(
            tuple(raw["names"]),
            {name: LevelRule.parse(rule) for name, rule in raw["levels"].items()},
            confidence,
        )

    def row(self, found: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """The rules' findings as inputs; one that is not there counts 0."""
        return np.array([found.get(name, 0.0) for name in self.names], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that was measured rather than learned by the network."""

    version: str
    most: int
    overlap: int
    alone: Judge
    joined: Judge | None
    evidence: Mapping[str, Pointing]
    roles: Mapping[str, Pointing]

    @classmethod
    def read(cls, path: Path) -> Settings:
        """Read `settings.json`."""
        return cls.parse(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Settings:
        """Take the settings from parsed JSON."""
        return cls(
            version=str(raw["version"]),
            most=int(raw["window"]["most"]),
            overlap=int(raw["window"]["overlap"]),
            alone=Judge.parse(raw["alone"]),
            joined=Judge.parse(raw["joined"]) if "joined" in raw else None,
            evidence={name: Pointing(**one) for name, one in raw["evidence"].items()},
            roles={name: Pointing(**one) for name, one in raw["roles"].items()},
        )
