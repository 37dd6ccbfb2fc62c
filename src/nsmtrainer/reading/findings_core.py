"""The findings of the five core criteria, made by rules."""

from __future__ import annotations

from nsmtrainer.reading.find_game import find_game
from nsmtrainer.reading.find_guardrail import find_guardrail
from nsmtrainer.reading.find_single import find_single
from nsmtrainer.reading.find_terms import find_terms
from nsmtrainer.reading.find_vanity import find_vanity
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Scan


def core_findings(scan: Scan) -> tuple[Finding, ...]:
    """Return every finding and blocker of the core criteria, present or not, criterion by criterion."""
    return (
        *find_single(scan),
        *find_game(scan),
        *find_guardrail(scan),
        *find_vanity(scan),
        *find_terms(scan),
    )
