"""Reads an answer: the one function that the rest of the program calls."""

from __future__ import annotations

from collections.abc import Sequence

from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading.combine import FindingSource, combined
from nsmtrainer.reading.models import Clause, Cue, Finding, Mention, ReaderVersion, Reading
from nsmtrainer.reading.rules import RULES_VERSION, rule_findings, scan_answer
from nsmtrainer.reading.scan import Scan


class Rules:
    """The rules as a source of findings."""

    def findings(self, scan: Scan) -> Sequence[Finding]:
        """Return what the rules looked for in the answer, present or not."""
        return rule_findings(scan)


_SOURCES: tuple[FindingSource, ...] = (Rules(),)


def read(text: str, lexicon: Lexicon) -> Reading:
    """Return what an answer says, as exact places in `text`, with every finding that was looked for.

    The same text and lexicon always give the same reading; any text is read, whatever characters it
    holds. The time grows with the length of the text, about a millisecond per hundred words.
    """
    scan = scan_answer(text, lexicon)
    return Reading(
        text=text,
        clauses=_clauses(scan),
        cues=tuple(
            Cue(cue.kind, scan.span((cue.first, cue.stop)), scan.span(cue.scope), cue.direction)
            for cue in scan.cues
        ),
        mentions=_mentions(scan),
        findings=combined(scan, _SOURCES),
        attempt=scan.attempt,
        reader=reader_version(),
    )


def reader_version() -> ReaderVersion:
    """Return which rules, and which model where there is one, read answers in this installation."""
    return ReaderVersion(RULES_VERSION)


def _clauses(scan: Scan) -> tuple[Clause, ...]:
    return tuple(Clause(scan.words.span(one.first, one.stop), one.sentence) for one in scan.clauses.stretches)


def _mentions(scan: Scan) -> tuple[Mention, ...]:
    measures = [
        Mention(scan.span((m.first, m.stop)), m.role, m.key_name, m.group, m.confidence, m.source)
        for m in scan.measures
    ]
    targets = [Mention(scan.span(found), "target", "", "own", 0.85, "rule:target") for found in scan.targets]
    return tuple(sorted((*measures, *targets), key=lambda mention: mention.span))
