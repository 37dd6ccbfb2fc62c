"""Findings of criteria that a coach writes: phrases, what must stand near them, and where."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import islice

from nsmtrainer.content.models import Pattern
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.phrases import Phrases
from nsmtrainer.reading.pipeline import plain_words
from nsmtrainer.reading.scan import Range, Scan

MOST_PLACES = 100
"""Places that a pattern is noted at: enough to show, and a word that fills an answer holds nothing up."""


def pattern_findings(scan: Scan) -> tuple[Finding, ...]:
    """Return one finding per criterion and name that the patterns make; several may make the same one."""
    patterns = scan.lexicon.patterns
    if not patterns:
        return ()
    found: dict[tuple[str, str], list[Range]] = {(one.criterion, one.finding): [] for one in patterns}
    hits: dict[tuple[str, int], list[Range]] = {}
    for label, first, stop in _phrases(patterns).find(scan.words):
        hits.setdefault(label, []).append((first, stop))
    for number, pattern in enumerate(patterns):
        near = hits.get(("near", number), [])
        counting = (hit for hit in hits.get(("any", number), []) if _counts(scan, pattern, hit, near))
        found[pattern.criterion, pattern.finding] += islice(counting, MOST_PLACES)
    return tuple(_finding(scan, place, ranges) for place, ranges in found.items())


@lru_cache(maxsize=64)
def with_pattern_words(known: frozenset[str], patterns: tuple[Pattern, ...]) -> frozenset[str]:
    """Return known words together with those of a coach's phrases, so that slips of these are mended too."""
    phrases = (phrase for pattern in patterns for phrase in (*pattern.any_of, *pattern.near))
    return known.union(*(plain_words(phrase) for phrase in phrases))


@lru_cache(maxsize=64)
def _phrases(patterns: tuple[Pattern, ...]) -> Phrases[tuple[str, int]]:
    phrases: Phrases[tuple[str, int]] = Phrases()
    for number, pattern in enumerate(patterns):
        phrases.add(("any", number), map(plain_words, pattern.any_of))
        phrases.add(("near", number), map(plain_words, pattern.near))
    return phrases


def _counts(scan: Scan, pattern: Pattern, hit: Range, near: list[Range]) -> bool:
    if scan.disowned(hit[0]) or (pattern.negatable and scan.negated(hit[0])):
        return False
    if pattern.near and not _stands_near(hit, near, pattern.within):
        return False
    if pattern.role is None:
        return True
    return any(measure.role == pattern.role for measure in scan.measures_in(scan.clause_of(hit[0])))


def _stands_near(hit: Range, near: list[Range], within: int) -> bool:
    """Return whether a phrase begins or ends within some words of another; `near` is in order."""
    at = bisect_left(near, hit)
    return any(
        other[0] - hit[1] <= within and hit[0] - other[1] <= within for other in near[max(at - 4, 0) : at + 4]
    )


def _finding(scan: Scan, place: tuple[str, str], ranges: list[Range]) -> Finding:
    criterion, name = place
    reason = "A phrase of the criterion occurs." if ranges else "No phrase of the criterion occurs."
    confidence = 0.8 if ranges else 0.7
    return Finding(
        criterion, name, bool(ranges), confidence, scan.spans(ranges), f"rule:pattern.{name}", reason
    )
