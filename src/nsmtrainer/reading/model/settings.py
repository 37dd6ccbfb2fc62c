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

    weights: npt.NDArray[np.float64]
    bias: Mapping[str, float]
    bar: Mapping[str, float]
    noise: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that was measured rather than learned by the network."""

    version: str
    most: int
    overlap: int
    rules: Mapping[str, LevelRule]
    confidence: Confidence
    evidence: Mapping[str, Pointing]
    roles: Mapping[str, Pointing]

    @classmethod
    def read(cls, path: Path) -> Settings:
        """Read `settings.json`."""
        return cls.parse(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Settings:
        """Take the settings from parsed JSON."""
        sure = raw["confidence"]
        return cls(
            version=str(raw["version"]),
            most=int(raw["window"]["most"]),
            overlap=int(raw["window"]["overlap"]),
            rules={name: LevelRule.parse(rule) for name, rule in raw["levels"].items()},
            confidence=Confidence(np.array(sure["weights"], dtype=np.float64),
                                  {k: float(v) for k, v in sure["bias"].items()},
                                  {k: float(v) for k, v in sure["bar"].items()},
                                  float(sure["noise"])),
            evidence={name: Pointing(**one) for name, one in raw["evidence"].items()},
            roles={name: Pointing(**one) for name, one in raw["roles"].items()},
        )
