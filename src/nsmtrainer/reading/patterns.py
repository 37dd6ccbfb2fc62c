"""Findings of criteria that a coach writes: phrases, what must stand near them, and where."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from nsmtrainer.content.models import Pattern
from nsmtrainer.reading.cues import new_matcher, phrase_doc, phrase_ranges
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.pipeline import plain_words
from nsmtrainer.reading.scan import Range, Scan

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher


def pattern_findings(scan: Scan) -> tuple[Finding, ...]:
    """Return one finding per criterion and name that the patterns make; several may make the same one."""
    patterns = scan.lexicon.patterns
    if not patterns:
        return ()
    found: dict[tuple[str, str], list[Range]] = {(one.criterion, one.finding): [] for one in patterns}
    hits: dict[str, list[Range]] = {}
    for label, first, stop in phrase_ranges(scan.words, phrase_doc(scan.words.norms), _matcher(patterns)):
        hits.setdefault(label, []).append((first, stop))
    for number, pattern in enumerate(patterns):
        near = hits.get(f"near:{number}", [])
        found[pattern.criterion, pattern.finding] += [
            hit for hit in hits.get(f"any:{number}", []) if _counts(scan, pattern, hit, near)
        ]
    return tuple(_finding(scan, place, ranges) for place, ranges in found.items())


@lru_cache(maxsize=64)
def with_pattern_words(known: frozenset[str], patterns: tuple[Pattern, ...]) -> frozenset[str]:
    """Return known words together with those of a coach's phrases, so that slips of these are mended too."""
    phrases = (phrase for pattern in patterns for phrase in (*pattern.any_of, *pattern.near))
    return known.union(*(plain_words(phrase) for phrase in phrases))


@lru_cache(maxsize=64)
def _matcher(patterns: tuple[Pattern, ...]) -> PhraseMatcher:
    matcher = new_matcher()
    for number, pattern in enumerate(patterns):
        for label, phrases in ((f"any:{number}", pattern.any_of), (f"near:{number}", pattern.near)):
            forms = [norms for phrase in phrases if (norms := plain_words(phrase))]
            if forms:
                matcher.add(label, [phrase_doc(norms) for norms in forms])
    return matcher


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
