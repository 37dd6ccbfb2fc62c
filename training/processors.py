"""How far the network's scores differ between two processors: `python training/processors.py`.

Write the scores on one (`--keep scores.npz`), then compare on another, or under an emulator of one:
`qemu-x86_64 -cpu Haswell python training/processors.py --against scores.npz --count 20`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from answers import load
from nsmtrainer.reading.model.encoding import CRITERIA
from nsmtrainer.reading.model.marker import Marker


def chances(count: int) -> tuple[list[str], np.ndarray]:
    """The ids of that many answers, spread over all, and their (criteria, 3) chances of each level."""
    marker = Marker.load()
    if marker is None:
        raise SystemExit("no model is installed")
    answers = load()
    picked = answers[:: max(1, len(answers) // count)][:count]
    rows = []
    for answer in picked:
        view = marker.view(answer.key_text(), answer.text)
        rows.append([view.criteria[name].at_least for name in CRITERIA])
    return [answer.id for answer in picked], np.array(rows, float)


def main() -> None:
    """Keep the chances of some answers, or say how far they lie from those that were kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--keep", type=Path, help="a file to write the chances to")
    what.add_argument("--against", type=Path, help="a file of chances from another processor")
    parser.add_argument("--count", type=int, default=100, help="how many answers to read")
    wanted = parser.parse_args()
    if wanted.keep:
        ids, found = chances(wanted.count)
        np.savez_compressed(wanted.keep, ids=np.array(ids), chances=found)
        return
    kept = np.load(wanted.against)
    ids, found = chances(len(kept["ids"]))
    if ids != kept["ids"].tolist():
        raise SystemExit(f"{wanted.against} has other answers than these")
    gap = np.abs(found - kept["chances"])
    levels = np.abs(found.sum(2) - kept["chances"].sum(2))
    print(f"{len(ids)} answers: chances differ by {gap.max():.3f} at most, {gap.mean():.4f} on average; "
          f"expected levels by {levels.max():.3f} at most")


if __name__ == "__main__":
    main()
