"""How well the reader that ships agreed with people, on authors that it had not seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ReaderAgreement:
    """Agreement by built-in criterion: answers, quadratic weighted kappa, its 95 % interval.

    `reader` names the versions of rules and model that were measured, `measured_at` the day.
    Source: `training/report.py --ship`.
    """

    reader: str
    measured_at: datetime
    criteria: Mapping[str, tuple[int, float, tuple[float, float]]]


@cache
def reader_agreement() -> ReaderAgreement | None:
    """Return what was measured of the reader that ships, None where the model's files are missing."""
    file = files("nsmtrainer.reading.model") / "files" / "agreement.json"
    if not file.is_file():
        return None
    raw = json.loads(file.read_text(encoding="utf-8"))
    rows = {
        name: (int(count), float(qwk), (float(low), float(high)))
        for name, (count, qwk, (low, high)) in raw["criteria"].items()
    }
    measured_at = datetime.fromisoformat(raw["measured_at"]).replace(tzinfo=UTC)
    return ReaderAgreement(str(raw["reader"]), measured_at, MappingProxyType(rows))
