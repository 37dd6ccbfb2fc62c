"""Small content files that are right, for tests to spoil."""

from __future__ import annotations

from pathlib import Path

from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.content.parsed import Surroundings

PROMPT = """\
format: 1
id: bakery
title: A north star for a bakery
product: a bakery chain
question: What would you count?
kind: choose
games:
  - game: transaction
    reason: Bread changes hands.
metrics:
  - name: loaves eaten
    variants: [bread finished]
    why: Somebody is fed.
vanity:
  - name: visits
    why: Looking is free.
guardrails:
  - name: bread thrown away
    catches: Baking more than people want.
    for: loaves eaten
hints:
  guardrail: How could it be pushed?
follow_ups:
  guardrail:
    - How would you notice?
exemplars:
  - label: weak
    text: >-
      I would count visits,
      because visits are good.
    claims: {single_metric: 1, guardrail: 0}
    notes:
      - quote: I would count visits, because
        says: An arrival count.
sources:
  - fact: Bread is old.
    said_by: A historian
    year: 1999
"""

RUBRIC = """\
format: 1
id: house
title: House rules
criteria:
  - id: guardrail
    title: Guardrail
    weight: 20
    levels:
      - descriptor: none
      - {descriptor: a worry, needs: [worry_or_measure]}
      - {descriptor: a measure, needs: [bearing_measure]}
      - {descriptor: an abuse, needs: [abuse_or_consequence]}
  - id: names_owner
    title: Names an owner
    weight: 10
    levels:
      - descriptor: nobody
      - {descriptor: a team, needs: [team]}
      - {descriptor: an owner, needs: [owner]}
      - {descriptor: an owner who reports, needs: [report]}
    patterns:
      - {finding: team, any_of: [team, squad]}
      - {finding: owner, any_of: [owns], near: [team], within: 5}
      - {finding: report, any_of: [each week], negatable: no, role: north_star}
bars: {strong_hire: 90, hire: 70, mixed: 45, require: {guardrail: 2}}
"""

AROUND = Surroundings(("bakery", "airbnb"), ("core", "house"), lambda: (*ALL_CRITERIA, "names_owner"))


def write_content(folder: Path, **files: str | bytes) -> Path:
    """Write content files into a folder, `prompts__bakery=...` as `prompts/bakery.yaml`, and return it."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder
