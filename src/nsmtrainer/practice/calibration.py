"""Measure how a rubric's marks agree with marks that people gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from nsmtrainer.content.library import Library
from nsmtrainer.content.models import Rubric
from nsmtrainer.errors import ContentError
from nsmtrainer.practice.agreement import compare
from nsmtrainer.practice.batch import Line
from nsmtrainer.practice.calibrated import Calibration, Measured, reader_words
from nsmtrainer.sessions.clock import Now, now_utc


def calibrate(
    library: Library,
    rubric: Rubric,
    lines: Sequence[Line],
    now: Now = now_utc,
    tell: Callable[[str], object] | None = None,
) -> Calibration:
    """Return how a rubric's marks agree with the marks in some lines. Raises ContentError for no line.

    `tell` is called with each line that could not be compared, in words.
    """
    found = compare(lines, library, rubric.id)
    if tell is not None:
        for problem in found.problems:
            tell(problem)
    if not found.answers:
        first = f" ({found.problems[0]})" if found.problems else ""
        raise ContentError(
            f"No marked answer could be compared{first}.", 'Each line needs "prompt", "text" and "marks".'
        )
    criteria = {
        criterion.id: Measured(a.count, a.qwk, a.interval)
        for criterion in rubric.criteria
        for a in (found.criteria.get(criterion.id),)
        if a is not None
    }
    lacking = tuple(criterion.id for criterion in rubric.criteria if criterion.id not in criteria)
    return Calibration(
        rubric.id, rubric.content_hash, reader_words(), now(), MappingProxyType(criteria), lacking
    )
