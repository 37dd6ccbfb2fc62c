"""Reads an answer: the one function that the rest of the program calls."""

from __future__ import annotations

from dataclasses import replace

from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading.combine import Joined, join, ruled_alone
from nsmtrainer.reading.learned import key_of, marker, ruled
from nsmtrainer.reading.models import Clause, Cue, Mention, ReaderVersion, Reading
from nsmtrainer.reading.patterns import pattern_findings
from nsmtrainer.reading.rules import RULES_VERSION, rule_findings, scan_answer
from nsmtrainer.reading.scan import Scan


def read(text: str, lexicon: Lexicon) -> Reading:
    """Return what an answer says, as exact places in `text`, with every finding that was looked for.

    The same text and lexicon always give the same reading; any text is read, whatever characters it
    holds. The time grows with the length of the text: for the rules about a millisecond per hundred
    words, for the model, where it is installed, about ten.
    """
    scan = scan_answer(text, lexicon)
    return _reading(text, scan, _joined(scan, lexicon), reader_version())


def read_by_rules(text: str, lexicon: Lexicon) -> Reading:
    """Return what the rules alone see, some ten times as fast: for asking what a lexicon's phrases find."""
    scan = scan_answer(text, lexicon)
    seen = ruled_alone(rule_findings(scan), _mentions(scan), scan.attempt)
    return _reading(text, scan, seen, ReaderVersion(RULES_VERSION))


def _reading(text: str, scan: Scan, seen: Joined, reader: ReaderVersion) -> Reading:
    return Reading(
        text=text,
        clauses=_clauses(scan),
        cues=tuple(
            Cue(cue.kind, scan.span((cue.first, cue.stop)), scan.span(cue.scope), cue.direction)
            for cue in scan.cues
        ),
        mentions=seen.mentions,
        findings=seen.findings,
        attempt=seen.attempt,
        reader=reader,
        sureness=seen.sureness,
    )


def reader_version() -> ReaderVersion:
    """Return which rules, and which model where there is one, read answers in this installation."""
    model = marker()
    return ReaderVersion(RULES_VERSION, model.version if model else "")


def _joined(scan: Scan, lexicon: Lexicon) -> Joined:
    findings, mentions = rule_findings(scan), _mentions(scan)
    model = marker()
    if model is None or scan.attempt.kind == "empty" or not lexicon.north_star:
        return ruled_alone(findings, mentions, scan.attempt)
    view = model.view(key_of(lexicon), scan.words.text, ruled(findings, scan.attempt))
    seen = join(findings, mentions, scan.attempt, view)
    if seen.attempt.counts and not scan.attempt.counts:
        # The rules took an attempt for none, and with it what a coach's own patterns find.
        built_in = tuple(one for one in seen.findings if one.criterion in FINDINGS)
        return replace(seen, findings=(*built_in, *pattern_findings(scan)))
    return seen


def _clauses(scan: Scan) -> tuple[Clause, ...]:
    return tuple(Clause(scan.words.span(one.first, one.stop), one.sentence) for one in scan.clauses.stretches)


def _mentions(scan: Scan) -> tuple[Mention, ...]:
    measures = [
        Mention(scan.span((m.first, m.stop)), m.role, m.key_name, m.group, m.confidence, m.source)
        for m in scan.measures
    ]
    targets = [Mention(scan.span(found), "target", "", "own", 0.85, "rule:target") for found in scan.targets]
    return tuple(sorted((*measures, *targets), key=lambda mention: mention.span))
