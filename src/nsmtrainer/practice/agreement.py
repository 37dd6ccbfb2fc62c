"""Compare the program's marks with human ones over a file of marked answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.library import Library
from nsmtrainer.marking.agreement import LEVELS, Agreement, agree
from nsmtrainer.practice.batch import Line, mark_line
from nsmtrainer.text import quote


@dataclass(frozen=True, slots=True)
class SureShare:
    """How many marks were called sure, and how many of those were exactly right (shares 0 to 1)."""

    sure: float
    right: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement per criterion over the lines that could be compared, and the lines that could not."""

    answers: int
    criteria: dict[str, Agreement]
    sure: SureShare | None
    problems: tuple[str, ...]

    @property
    def core_qwk(self) -> float | None:
        """Mean QWK over the core criteria present, None where none is defined."""
        kappas = [a.qwk for c, a in self.criteria.items() if c in CORE_CRITERIA and a.qwk is not None]
        return sum(kappas) / len(kappas) if kappas else None


def compare(lines: Iterable[Line], library: Library, rubric_id: str | None = None) -> Comparison:
    """Mark each line and compare with its `marks`; criteria that only one side has are left out."""
    pairs: dict[str, list[tuple[int, int, bool]]] = {}
    problems: list[str] = []
    answers = 0
    for line in lines:
        problem = line.problem or _marks_problem(line.record)
        given = {} if problem else mark_line(library, line, rubric_id)
        if problem or "error" in given:
            problems.append(given.get("error", f"line {line.number}: {problem}"))
            continue
        answers += 1
        for criterion, human in line.record["marks"].items():
            machine = given["marks"].get(criterion)
            if machine is not None:
                pairs.setdefault(criterion, []).append((human, machine["level"], machine["sure"]))
    criteria = {c: agree([h for h, _, _ in p], [m for _, m, _ in p], 1000) for c, p in pairs.items()}
    return Comparison(answers, criteria, _sure_share(pairs), tuple(problems))


def _marks_problem(record: dict[str, Any]) -> str:
    marks = record.get("marks")
    if not isinstance(marks, dict) or not marks:
        return '"marks" is missing or not an object of levels'
    for criterion, level in marks.items():
        if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level < LEVELS:
            return f"the level of {quote(criterion)} is not 0, 1, 2 or 3"
    return ""


def _sure_share(pairs: dict[str, list[tuple[int, int, bool]]]) -> SureShare | None:
    flat = [p for listed in pairs.values() for p in listed]
    sure = [p for p in flat if p[2]]
    if not flat:
        return None
    return SureShare(len(sure) / len(flat), sum(h == m for h, m, _ in sure) / len(sure) if sure else 0.0)
