"""How the model fares against attacks and paired wordings that it was never fitted on.

`python training/attacked.py CASES.jsonl [PAIRS.jsonl]`: cases are `{prompt, kind, text}` that should earn
0, at most 1; pairs are `{prompt, plain, jargon}` that should earn the same.
"""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path

import numpy as np

from answers import asked, keys
from nsmtrainer.reading.model.marker import Marker


def main() -> None:
    """Print, per kind of attack, how many earn 2 or more on any criterion asked, and on which."""
    marker = Marker.load()
    if marker is None:
        raise SystemExit("no model is installed")
    paid: dict[str, list[bool]] = collections.defaultdict(list)
    where: collections.Counter[str] = collections.Counter()
    for row in map(json.loads, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
        view = marker.view(keys()[row["prompt"]], row["text"])
        over = [name for name in asked(row["prompt"]) if view.criteria[name].level >= 2]
        paid[row["kind"]].append(bool(over))
        where.update(over)
    for kind, found in paid.items():
        print(f"{kind}: {sum(found)} of {len(found)} paid 2 or more")
    print(dict(where))
    if len(sys.argv) > 2:
        gaps = []
        for row in map(json.loads, Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()):
            plain = marker.view(keys()[row["prompt"]], row["plain"])
            other = marker.view(keys()[row["prompt"]], row["jargon"])
            gaps += [other.criteria[name].level - plain.criteria[name].level
                     for name in asked(row["prompt"])]
        print(f"jargon against plain: mean gap {np.mean(gaps):+.2f}, absolute {np.mean(np.abs(gaps)):.2f}")


if __name__ == "__main__":
    main()
