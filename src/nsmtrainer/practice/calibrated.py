"""Whether a rubric's marks were found to agree with people's, on how many answers, and since when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nsmtrainer.content.files import read_regular_file
from nsmtrainer.content.models import Rubric
from nsmtrainer.errors import ContentError
from nsmtrainer.files import write_whole
from nsmtrainer.marking.gates import LEAST_ANSWERS, LEAST_QWK
from nsmtrainer.marking.trust import (
    NOT_MEASURED,
    OTHER_VERSION,
    agreeing_words,
    compared_on,
    not_close,
    not_compared,
    short_words,
)
from nsmtrainer.practice.coverage import is_built_in
from nsmtrainer.practice.named_files import writing
from nsmtrainer.reading.measured import reader_agreement
from nsmtrainer.reading.read import reader_version
from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.places import home_folder

FILE = "calibrations.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement on one criterion: over how many answers, the QWK (None where undefined), its interval."""

    count: int
    qwk: float | None
    interval: tuple[float, float] | None

    @property
    def enough(self) -> bool:
        """Whether the criterion passes: a QWK of 0.70 on 30 answers."""
        return self.count >= LEAST_ANSWERS and self.qwk is not None and self.qwk >= LEAST_QWK


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a rubric's marks were measured to be worth, by criterion; one that is lacking was not measured."""

    rubric: str
    content_hash: str
    reader: str
    made_at: datetime
    criteria: Mapping[str, Measured]
    lacking: tuple[str, ...]

    @property
    def calibrated(self) -> bool:
        """Whether every criterion passes, by the reader that is installed here."""
        measured = not self.lacking and all(one.enough for one in self.criteria.values())
        return measured and bool(self.criteria) and self.reader == reader_words()

    @property
    def words(self) -> str:
        """What to say of it in a list: `calibrated` with figures, or why not."""
        if self.reader != reader_words():
            return OTHER_VERSION
        failing = tuple(self._failing())
        if failing:
            return short_words(failing)
        kappas = [one.qwk for one in self.criteria.values() if one.qwk is not None]
        fewest = min((one.count for one in self.criteria.values()), default=0)
        return agreeing_words(min(kappas), fewest)

    def _failing(self) -> Iterator[str]:
        """Yield what is short, and of what: marks of people, answers, or agreement."""
        if self.lacking:
            yield not_compared(self.lacking)
        few = [name for name, one in self.criteria.items() if one.count < LEAST_ANSWERS]
        if few:
            fewest = min(self.criteria[name].count for name in few)
            whole = len(few) == len(self.criteria)
            yield compared_on([] if whole else few, fewest, LEAST_ANSWERS)
        short = [name for name, one in self.criteria.items() if name not in few and not one.enough]
        if short:
            yield not_close(short, LEAST_QWK)


def reader_words() -> str:
    """Return which rules and model read answers here."""
    version = reader_version()
    return " ".join(part for part in (version.rules, version.model) if part)


def keep_calibration(made: Calibration, home: Path | None = None) -> Path:
    """Keep a calibration, by the rubric's content: an edited rubric has to be measured anew."""
    path = (home or home_folder()) / FILE
    kept = _kept(path)
    kept[made.content_hash] = {
        "rubric": made.rubric,
        "reader": made.reader,
        "made_at": to_stamp(made.made_at),
        "criteria": {name: [one.count, one.qwk, one.interval] for name, one in made.criteria.items()},
        "lacking": list(made.lacking),
    }
    with writing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with write_whole(path) as file:
            json.dump(kept, file, indent=1)
    return path


def calibration_of(rubric: Rubric, home: Path | None = None) -> Calibration | None:
    """Return what was measured of exactly this rubric, None where nothing was.

    Where nobody has measured it here and it marks built-in criteria as these are built in, its levels are
    those that were measured before shipping, on authors that the reader had not seen.
    """
    found = _kept((home or home_folder()) / FILE).get(rubric.content_hash)
    if not isinstance(found, dict):
        return _as_shipped(rubric)
    try:
        return _calibration(rubric, found)
    except (KeyError, TypeError, ValueError):
        return None


def _calibration(rubric: Rubric, found: Mapping[str, Any]) -> Calibration:
    criteria = {
        str(name): Measured(
            int(count), None if qwk is None else float(qwk), tuple(interval) if interval else None
        )
        for name, (count, qwk, interval) in found["criteria"].items()
    }
    return Calibration(
        rubric.id,
        rubric.content_hash,
        str(found["reader"]),
        from_stamp(found["made_at"]),
        MappingProxyType(criteria),
        tuple(str(name) for name in found["lacking"]),
    )


def _as_shipped(rubric: Rubric) -> Calibration | None:
    """Return what was measured of the reader that ships, for a rubric with other weights or words only."""
    known = reader_agreement()
    if known is None or known.reader != reader_words():
        return None
    if not all(is_built_in(criterion) for criterion in rubric.criteria):
        return None
    rows = {c.id: Measured(*known.criteria[c.id]) for c in rubric.criteria if c.id in known.criteria}
    lacking = tuple(c.id for c in rubric.criteria if c.id not in rows)
    return Calibration(
        rubric.id, rubric.content_hash, known.reader, known.measured_at, MappingProxyType(rows), lacking
    )


def calibration_words(rubric: Rubric, home: Path | None = None) -> str:
    """Return in a few words whether a rubric is calibrated."""
    found = calibration_of(rubric, home)
    return found.words if found else NOT_MEASURED


def _kept(path: Path) -> dict[str, Any]:
    """Return all calibrations; a file that is none counts as empty, since each can be measured again."""
    if not path.exists():
        return {}
    try:
        found = json.loads(read_regular_file(path))
    except (ContentError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
