"""The rules as a source of findings: from a text and a lexicon to a scan, and from the scan to findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading.attempt import judge_attempt
from nsmtrainer.reading.clauses import split_clauses
from nsmtrainer.reading.cues import cue_hits, general_phrases
from nsmtrainer.reading.findings_core import core_findings
from nsmtrainer.reading.findings_further import further_findings
from nsmtrainer.reading.keys import key_hits, key_index
from nsmtrainer.reading.mentions import find_measures
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.patterns import pattern_findings, with_pattern_words
from nsmtrainer.reading.pipeline import read_words
from nsmtrainer.reading.roles import assign_roles
from nsmtrainer.reading.scan import Range, Scan, disowned_words
from nsmtrainer.reading.spelling import mended
from nsmtrainer.reading.targets import find_targets
from nsmtrainer.reading.words import Words

RULES_VERSION = "5"
"""Raised by hand whenever a rule or a word list changes what is found in an answer."""


def scan_answer(text: str, lexicon: Lexicon) -> Scan:
    """Return everything that the rules see of an answer, roles and attempt included."""
    index = key_index(lexicon)
    known = with_pattern_words(index.words, lexicon.patterns) if lexicon.patterns else index.words
    spoken = read_words(text)
    words = mended(spoken, known)
    clauses = split_clauses(spoken)
    found = _general(words)
    cues = cue_hits(
        words, clauses, [(int(name), *place) for name, places in found["cue"].items() for place in places]
    )
    scan = Scan(
        words=words,
        clauses=clauses,
        lexicon=lexicon,
        cues=cues,
        marks={**found["marks"], **found["companies"]},
        measures=find_measures(words, clauses, key_hits(words, index), found["metrics"], cues),
        targets=find_targets(words, clauses),
        vocabulary=index.vocabulary,
        disowned_words=disowned_words(words, cues),
    )
    if len(words):
        assign_roles(scan)
    scan.attempt = judge_attempt(scan)
    return scan


def _general(words: Words) -> dict[str, dict[str, tuple[Range, ...]]]:
    """Return where phrases of the word lists stand, by list and name, in order."""
    found: dict[str, dict[str, list[Range]]] = {
        kind: defaultdict(list) for kind in ("cue", "marks", "metrics", "companies")
    }
    for (kind, name), first, stop in general_phrases().find(words):
        found[kind][name].append((first, stop))
    return {kind: {name: tuple(ranges) for name, ranges in names.items()} for kind, names in found.items()}


def rule_findings(scan: Scan) -> tuple[Finding, ...]:
    """Return all findings that rules make of a scan, present or not.

    Where the answer is no attempt at the question, all are absent and say so.
    """
    found = (
        *core_findings(scan),
        *further_findings(scan),
        *pattern_findings(scan),
    )
    if scan.attempt.counts:
        return found
    return tuple(_unearned(found, scan))


def _unearned(found: Iterable[Finding], scan: Scan) -> Iterable[Finding]:
    for finding in found:
        if finding.name == "wrong_product" and finding.present:
            yield finding
        else:
            yield replace(finding, present=False, confidence=0.9, spans=(), reason=scan.attempt.reason)
