"""Findings of `guardrail`: a worry, a second measure that bears on the star, and what it catches."""

from __future__ import annotations

from nsmtrainer.reading.found import MOST, Row
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Measure, Range, Scan

_BEARING = frozenset({"harm", "shape", "delivered", "retention", "survey"})


def find_guardrail(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings and the blocker of `guardrail`."""
    row = Row(scan, "guardrail")
    guards = scan.with_role("guardrail")
    mirrors = [guard for guard in guards if _mirrors(scan, guard)]
    guards = [guard for guard in guards if guard not in mirrors]
    bearing = [guard for guard in guards if guard.group == "guardrail" or guard.kind in _BEARING]
    bearing.sort(key=lambda guard: (guard.group != "guardrail", -guard.confidence, guard.first))
    worries = [
        one for one in scan.all_marks("worry") if not scan.disowned(one[0]) and not _waved_off(scan, one)
    ]
    _worry(row, guards, worries)
    _bearing(row, guards, bearing)
    catches = catches_of(scan, bearing)
    if catches:
        row.yes(
            "abuse_or_consequence",
            0.8,
            catches,
            "It is said what the guardrail catches or what follows when it is crossed.",
        )
    else:
        row.no("abuse_or_consequence", 0.65, "It is not said what the guardrail would catch.")
    if mirrors and not bearing:
        row.yes("mirror_of_star", 0.7, mirrors, "The guardrail is the north star under another name.")
    else:
        row.no("mirror_of_star", 0.9, "No guardrail repeats the north star.")
    return tuple(row.findings)


def _worry(row: Row, guards: list[Measure], worries: list[Range]) -> None:
    if guards:
        row.yes("worry_or_measure", 0.85, guards[:2], "A second measure is set beside the proposal.")
    elif worries:
        row.yes("worry_or_measure", 0.6, worries[:2], "A worry about gaming or quality is stated.")
    else:
        row.no("worry_or_measure", 0.6, "Nothing keeps the north star honest.")


def _bearing(row: Row, guards: list[Measure], bearing: list[Measure]) -> None:
    if bearing:
        best = bearing[0]
        confidence = 0.9 if best.group == "guardrail" else 0.65
        reason = (
            f"It is in the key ({best.key_name})."
            if best.key_name
            else "It can be counted; it is not in the key."
        )
        row.yes("bearing_measure", confidence, bearing[:2], reason)
    elif guards:
        row.no(
            "bearing_measure", 0.65, "The second measure does not bear on how the north star would be gamed."
        )
    else:
        row.no("bearing_measure", 0.7, "No second measure is named.")


def catches_of(scan: Scan, guards: list[Measure]) -> list[Range]:
    """Return the words that say what a guardrail catches, or what follows when it is crossed."""
    for guard in guards[:MOST]:
        sentence = scan.sentence_of(guard.first)
        around = scan.around(guard.first, 1, 1)
        crossed = scan.marks_in(around, "consequence")
        if crossed and scan.marks_in(around, "threshold"):
            return [crossed[0]]
        abuse = [one for one in scan.marks_in(sentence, "abuse") if not guard.first <= one[0] < guard.stop]
        abuse = (
            abuse
            or scan.marks_in((sentence[1], around[1]), "abuse")[:1]
            or scan.marks_in((around[0], sentence[0]), "abuse")[-1:]
        )
        if abuse:
            clause = scan.clause_of(min(abuse[0][1] - 1, len(scan.words) - 1))
            return [(min(abuse[0][0], clause[0]), clause[1])]
    return []


def _waved_off(scan: Scan, worry: Range) -> bool:
    """Return whether a worry is denied: "no need to fear", "nobody would game it"."""
    return any(
        norm in {"no", "nobody", "never", "without"}
        for norm in scan.words.norms[max(worry[0] - 4, 0) : worry[0]]
    )


def _mirrors(scan: Scan, guard: Measure) -> bool:
    star = scan.star
    if star is None or guard.group == "guardrail":
        return False
    if guard.key_name and guard.key_name == star.key_name:
        return True
    mine = {one for one in scan.words.stems[guard.first : guard.stop] if len(one) > 3}
    theirs = {one for one in scan.words.stems[star.first : star.stop] if len(one) > 3}
    return len(mine) >= 2 and mine <= theirs
