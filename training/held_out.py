"""Out-of-fold predictions on disk: small, and enough for every figure without retraining."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answers import HERE, Answer
from fit import Read

OOF = HERE / "oof"


def save(path: Path, answers: list[Answer], reads: list[Read]) -> None:
    """Write reads in a compact form: level scores as half floats, token chances in 255 steps."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lengths = np.array([len(read.offsets) for read in reads])
    with np.errstate(divide="ignore"):
        levels = np.stack([read.levels for read in reads]).clip(1e-6, 1 - 1e-6)
    np.savez_compressed(
        path,
        ids=np.array([answer.id for answer in answers]),
        lengths=lengths,
        levels=np.log(levels / (1 - levels)).astype(np.float16),
        evidence=np.concatenate([_bytes(read.evidence) for read in reads]),
        roles=np.concatenate([_bytes(read.roles) for read in reads]),
        offsets=np.concatenate([read.offsets for read in reads]).astype(np.uint16),
    )


def _bytes(chances: np.ndarray) -> np.ndarray:
    return np.round(chances * 255).astype(np.uint8)


@dataclass(frozen=True)
class Held:
    """One answer's out-of-fold prediction; `scores` are the (criteria, 3) logits."""

    scores: np.ndarray
    evidence: np.ndarray
    roles: np.ndarray
    offsets: np.ndarray


def load_file(path: Path) -> dict[str, Held]:
    """Read one file of predictions, by answer id."""
    raw = np.load(path)
    ends = np.cumsum(raw["lengths"])
    found = {}
    evidence, roles, offsets = raw["evidence"], raw["roles"], raw["offsets"]
    levels = raw["levels"].astype(np.float64)
    for place, (name, end) in enumerate(zip(raw["ids"].tolist(), ends.tolist(), strict=True)):
        part = slice(end - int(raw["lengths"][place]), end)
        found[name] = Held(levels[place], evidence[part] / 255.0, roles[part] / 255.0,
                           offsets[part].astype(np.int64))
    return found


def load_all(kind: str, name: str) -> dict[str, Held]:
    """The predictions of every fold of one recipe; scores of several seeds are averaged."""
    folds: dict[str, list[Held]] = {}
    for path in sorted(OOF.glob(f"{name}-{kind}*.npz")):
        for answer, held in load_file(path).items():
            folds.setdefault(answer, []).append(held)
    return {answer: _mean(several) for answer, several in folds.items()}


def _mean(several: list[Held]) -> Held:
    if len(several) == 1:
        return several[0]
    return Held(*(np.mean([getattr(one, part) for one in several], axis=0)
                  for part in ("scores", "evidence", "roles")), several[0].offsets)
