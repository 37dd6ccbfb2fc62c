"""Small readings and rubrics for the marking tests."""

from __future__ import annotations

from collections.abc import Mapping

from nsmtrainer.content.findings import BLOCKERS, CORE_CRITERIA, FINDINGS
from nsmtrainer.content.models import Bars, Criterion, Level, Prompt, Rubric
from nsmtrainer.reading.models import Attempt, Finding, ReaderVersion, Reading
from nsmtrainer.spans import Span

TEXT = "My north star is nights booked."
PROMPT = Prompt("airbnb", "t", "Airbnb", "q?", "choose", (), (), "core", content_hash="ab" * 32)


def core_rubric(bars: Bars | None = None, weights: Mapping[str, float] | None = None) -> Rubric:
    """Return a rubric of the five core criteria with equal weights unless told otherwise."""
    criteria = tuple(
        Criterion(
            id=name,
            title=name.replace("_", " ").capitalize(),
            weight=(weights or {}).get(name, 20.0),
            levels=(
                Level("nothing"),
                *(Level(f"has {f}", (f,), f"Add {f}.") for f in FINDINGS[name]),
            ),
        )
        for name in CORE_CRITERIA
    )
    return Rubric("core", "Core", criteria, bars or Bars(), content_hash="cd" * 32)


def reading_of(
    levels: Mapping[str, int],
    blockers: tuple[tuple[str, str], ...] = (),
    confidence: float = 0.9,
    attempt: Attempt = Attempt("attempt"),  # noqa: B008 - a frozen value
) -> Reading:
    """Return a reading whose findings reach the given levels, with these blockers present."""
    found = [
        Finding(c, name, k < levels.get(c, 0), confidence, (Span(0, 2),), "rule:test", "because")
        for c in CORE_CRITERIA
        for k, name in enumerate(FINDINGS[c])
    ]
    found += [
        Finding(c, name, (c, name) in blockers, 0.95, (Span(3, 8),), "rule:test", "because")
        for c in CORE_CRITERIA
        for name in BLOCKERS[c]
    ]
    return Reading(TEXT, (), (), (), tuple(found), attempt, ReaderVersion("1"))
