"""What the rules find in the marked answers, kept on disk: `python training/ruled.py`.

The rules are no part of what is fitted; they are asked once, so that settling how network and rules are
joined needs no reading of all answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from answers import HERE, library, load
from nsmtrainer.reading.model.encoding import CRITERIA

FILE = HERE / "oof" / "ruled.json"


@dataclass(frozen=True)
class Ruled:
    """The findings' names, and per answer the confidence of those that are present."""

    names: tuple[str, ...]
    found: Mapping[str, Mapping[str, float]]


def load_ruled() -> Ruled | None:
    """What was kept; None where the rules were not asked."""
    if not FILE.exists():
        return None
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    return Ruled(tuple(raw["names"]), raw["found"])


def main() -> None:
    """Ask the rules about every answer."""
    from nsmtrainer.reading.learned import ruled
    from nsmtrainer.reading.rules import rule_findings, scan_answer

    shipped, found = library(), {}
    for answer in load():
        prompt = shipped.prompt(answer.prompt)
        lexicon = shipped.lexicon(prompt, shipped.rubric(prompt.rubric))
        scan = scan_answer(answer.text, lexicon)
        row = ruled(rule_findings(scan), scan.attempt)
        found[answer.id] = {name: round(value, 3) for name, value in row.items()
                            if name.split(".")[0] in (*CRITERIA, "attempt")}
    names = sorted({name for row in found.values() for name in row})
    FILE.write_text(json.dumps({"names": names, "found": found}), encoding="utf-8")


if __name__ == "__main__":
    main()
