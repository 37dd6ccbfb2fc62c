"""Gives each measure its role from the cues that reach it, and finds what the answer proposes."""

from __future__ import annotations

from bisect import bisect_left

from nsmtrainer.content.models import MetricRole
from nsmtrainer.reading.mentions import delivered_words, phrase_stop
from nsmtrainer.reading.scan import CueHit, Measure, Scan
from nsmtrainer.reading.words import COMMA, HALF, Words

_ROLE_OF_KIND: dict[str, MetricRole] = {
    "crown": "north_star",
    "steer": "north_star",
    "crown_back": "north_star",
    "aside": "set_aside",
    "aside_back": "set_aside",
    "guard": "guardrail",
    "guard_back": "guardrail",
    "input": "input",
    "input_back": "input",
}
_STRENGTH = {"crown": 2, "crown_back": 3, "steer": 1}
_STAR_WORDS = frozenset(
    {"star", "compass", "metric", "measure", "omtm", "headline", "headline_metric", "matters"}
)
_FAR = 40
_BACK_FAR = 18
_ABSORBS = 7
_STRETCH = 16
_REVISIONS = 8


def assign_roles(scan: Scan) -> None:
    """Set role, confidence and cue of each measure of the scan; add what is crowned in other words."""
    cues = [cue for cue in _absorbed(scan.cues, scan.words) if cue.kind in _ROLE_OF_KIND]
    scan.measures = tuple(sorted((*scan.measures, *_stretches(scan, cues)), key=lambda m: m.first))
    _reach(scan, cues)
    _disown(scan)
    _revise(scan)
    scan.stars = _stars(scan)


def _absorbed(cues: tuple[CueHit, ...], words: Words) -> list[CueHit]:
    """Return the cues without proposing verbs that belong to a guardrail, an input or a rejection.

    In "next to it I'd put refunds" the verb proposes a guardrail.
    """
    kept: list[CueHit] = []
    for cue in cues:
        last = kept[-1] if kept else None
        if (
            last is not None
            and cue.kind in {"crown", "steer"}
            and last.kind in {"guard", "aside", "input"}
            and last.direction == "forward"
            and cue.first - last.stop <= (_ABSORBS if last.kind == "guard" else 1)
            and not any(b >= HALF for b in words.breaks[last.stop : cue.first + 1])
            and not any(norm in _STAR_WORDS for norm in words.norms[cue.first : cue.stop])
        ):
            kept[-1] = CueHit(
                last.kind,
                last.first,
                cue.stop,
                (cue.stop, max(cue.scope[1], cue.stop)),
                last.direction,
                last.negated,
            )
            continue
        kept.append(cue)
    return kept


def _reach(scan: Scan, cues: list[CueHit]) -> None:
    """Give each measure the role of the nearest cue that reaches it; one sweep each way."""
    forward = [cue for cue in cues if cue.direction == "forward"]
    backward = [cue for cue in cues if cue.direction == "backward"]
    position = 0
    latest: dict[str, CueHit] = {}
    after = 0
    starts = [measure.first for measure in scan.measures]
    for measure in scan.measures:
        while position < len(forward) and forward[position].stop <= measure.first:
            latest[forward[position].kind] = forward[position]
            position += 1
        while after < len(backward) and backward[after].first < measure.stop:
            after += 1
        options = [_option(measure, cue) for cue in latest.values()]
        options += [_option_back(scan, starts, measure, cue) for cue in backward[after : after + 3]]
        best = min((o for o in options if o is not None), key=lambda o: o[0], default=None)
        if best is not None:
            _give(measure, best[1])


def _option(measure: Measure, cue: CueHit) -> tuple[float, CueHit] | None:
    if not cue.scope[0] <= measure.first < cue.scope[1]:
        return None
    distance = measure.first - cue.stop
    if distance > _FAR or (cue.kind == "guard" and cue.stop - cue.first == 1 and distance > 8):
        return None
    return float(distance), cue


def _option_back(scan: Scan, starts: list[int], measure: Measure, cue: CueHit) -> tuple[float, CueHit] | None:
    if not cue.scope[0] <= measure.first < cue.scope[1]:
        return None
    distance = cue.first - measure.stop
    if distance > _BACK_FAR:
        return None
    crossed = sum(1 for b in scan.words.breaks[measure.stop : cue.first + 1] if b >= COMMA)
    others = bisect_left(starts, cue.first) - bisect_left(starts, measure.stop) if distance > 3 else 0
    near = {"aside_back": -1.5, "crown_back": -0.5, "guard_back": 1.0}.get(cue.kind, 0.0)
    return distance + 2.0 * crossed + 3.0 * others + near, cue


def _give(measure: Measure, cue: CueHit) -> None:
    role = _ROLE_OF_KIND[cue.kind]
    if cue.negated:
        role = "set_aside" if role == "north_star" else "other"
    measure.role, measure.cue, measure.source = role, cue, f"rule:{cue.kind}"
    measure.confidence = 0.8 if measure.first - cue.stop <= 3 else 0.6
    measure.strength = _STRENGTH.get(cue.kind, 0) if role == "north_star" else 0


def _disown(scan: Scan) -> None:
    for measure in scan.measures:
        if measure.role != "set_aside" and scan.disowned(measure.first):
            sarcastic = any(
                c.kind == "sarcasm" and c.scope[0] <= measure.first < c.scope[1] for c in scan.cues
            )
            measure.role = "set_aside" if sarcastic else "example"
            measure.strength = 0


def _revise(scan: Scan) -> None:
    """Let a later crown overrule earlier ones where the answer takes something back in between."""
    for cue in [cue for cue in scan.cues if cue.kind == "revision"][-_REVISIONS:]:
        later = [m for m in scan.measures if m.first >= cue.first and m.role == "north_star"]
        later = (
            later
            or [m for m in scan.measures if cue.stop <= m.first < cue.scope[1] and m.role == "other"][:1]
        )
        if later and later[0].first - cue.stop <= _FAR:
            later[0].role, later[0].strength = "north_star", max(later[0].strength, 2)
            for measure in scan.measures:
                if measure.first < cue.first and measure.role == "north_star":
                    measure.role, measure.strength = "other", 0


def _stretches(scan: Scan, cues: list[CueHit]) -> list[Measure]:
    """Return the words right after a crowning cue where they are no known measure."""
    found: list[Measure] = []
    starts = sorted(measure.first for measure in scan.measures)
    words = scan.words
    position = 0
    for cue in cues:
        while position < len(starts) and starts[position] < cue.stop:
            position += 1
        near = starts[position] if position < len(starts) else len(words)
        if cue.kind != "crown" or cue.negated or cue.stop >= cue.scope[1] or near - cue.stop <= 5:
            continue
        stop = phrase_stop(words, scan.clauses, cue.stop, cue.stop + 1)
        stop = min(stop, near, cue.stop + _STRETCH)
        if stop - cue.stop < 2 or (found and found[-1].stop > cue.stop):
            continue
        found.append(
            Measure(cue.stop, stop, _stretch_kind(words, cue.stop, stop), "own", source="rule:stretch")
        )
    return found


def _stretch_kind(words: Words, first: int, stop: int) -> str:
    inside = words.norms[first:stop]
    if any(norm in delivered_words() for norm in inside):
        return "delivered"
    countable = any(
        norm in {"per", "who", "that", "where", "weekly", "each", "every", "times"} for norm in inside
    )
    plural = any(norm.endswith("s") and len(norm) > 3 and not norm.endswith("ss") for norm in inside[:4])
    return "stretch" if countable or plural else "loose"


def _stars(scan: Scan) -> tuple[Measure, ...]:
    """Return what is proposed, the firmest first; else the first measure that nothing speaks against."""
    crowned = [m for m in scan.measures if m.role == "north_star"]
    if crowned:
        for measure in crowned:
            measure.strength = max(measure.strength, 1) + _explicit(scan.words, measure)
        return tuple(sorted(crowned, key=lambda m: (-m.strength, _rank(m), m.first)))
    free = [m for m in scan.measures if m.role == "other" and not scan.words.quoted[m.first]]
    opening = [m for m in free if _opens(scan, m)]
    for measure in (opening or [m for m in free if m.group == "metric"])[:1]:
        measure.role, measure.confidence, measure.source = "north_star", 0.55, "rule:opening"
        return (measure,)
    return ()


def _explicit(words: Words, measure: Measure) -> int:
    if measure.cue is None:
        return 0
    return int(any(norm in _STAR_WORDS for norm in words.norms[measure.cue.first : measure.cue.stop]))


def _rank(measure: Measure) -> int:
    return {"metric": 0, "tolerated": 1}.get(
        measure.group, 2 if measure.kind in {"shape", "delivered"} else 3
    )


def _opens(scan: Scan, measure: Measure) -> bool:
    """Return whether a measure stands at the head of a sentence, as a verbless answer does."""
    first = scan.sentence_of(measure.first)[0]
    return measure.first - first <= 2 and not any(
        norm in {"i", "we", "they", "people", "you"} for norm in scan.words.norms[first : measure.first]
    )
