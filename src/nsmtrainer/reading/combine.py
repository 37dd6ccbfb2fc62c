"""The seam between those who make findings and the reading: whoever made one, the surest counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Scan


class FindingSource(Protocol):
    """Someone who makes findings of an answer: the rules, or a learned reader."""

    def findings(self, scan: Scan) -> Sequence[Finding]:
        """Return what was looked for in the answer, present or not."""
        ...


def combined(scan: Scan, sources: Iterable[FindingSource]) -> tuple[Finding, ...]:
    """Return one finding per criterion and name: of those that sources made, the surest.

    The first source that looks for a finding sets its place in the order.
    """
    best: dict[tuple[str, str], Finding] = {}
    for source in sources:
        for finding in source.findings(scan):
            known = best.get((finding.criterion, finding.name))
            if known is None or finding.confidence > known.confidence:
                best[finding.criterion, finding.name] = finding
    return tuple(best.values())
