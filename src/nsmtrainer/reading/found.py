"""Makes findings: present or not, with the words they rest on and the reason."""

from __future__ import annotations

from collections.abc import Iterable

from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Measure, Range, Scan

MOST = 20
"""How many places of a kind a rule looks at, so that its time stays in step with the answer's length."""


class Row:
    """Collects the findings of one criterion for one answer."""

    def __init__(self, scan: Scan, criterion: str) -> None:
        self.scan = scan
        self.criterion = criterion
        self.findings: list[Finding] = []

    def yes(self, name: str, confidence: float, rests_on: Iterable[Range | Measure], reason: str) -> None:
        """Record that a finding is present, with the words that it rests on."""
        ranges = [(one.first, one.stop) if isinstance(one, Measure) else one for one in rests_on]
        self._add(name, True, confidence, ranges, reason)

    def no(self, name: str, confidence: float, reason: str) -> None:
        """Record that a finding was looked for and is absent."""
        self._add(name, False, confidence, (), reason)

    def _add(self, name: str, present: bool, confidence: float, ranges: Iterable[Range], reason: str) -> None:
        spans = self.scan.spans(ranges)
        source = f"rule:{self.criterion}.{name}"
        self.findings.append(Finding(self.criterion, name, present, confidence, spans, source, reason))
