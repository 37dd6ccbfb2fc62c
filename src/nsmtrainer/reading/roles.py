"""Gives each measure its role from the cues that reach it, and finds what the answer proposes."""

from __future__ import annotations

from bisect import bisect_left

from nsmtrainer.content.models import MetricRole
from nsmtrainer.reading.scan import CueHit, Measure, Scan
from nsmtrainer.reading.stars import STAR_WORDS, choose_stars, fill_in_roles, stretches
from nsmtrainer.reading.words import COMMA, HALF, Words

_ROLE_OF_KIND: dict[str, MetricRole] = {
    "crown": "north_star",
    "steer": "north_star",
    "crown_back": "north_star",
    "aside": "set_aside",
    "aside_back": "set_aside",
    "moves_back": "set_aside",
    "guard": "guardrail",
    "guard_back": "guardrail",
    "alarm_back": "guardrail",
    "accept": "other",
    "accept_back": "other",
    "input": "input",
    "input_back": "input",
}
_STRENGTH = {"crown": 2, "crown_back": 3, "steer": 1}
_FAR = 40
_BACK_FAR = 18
_ABSORBS = 7
_REVISIONS = 8


def assign_roles(scan: Scan) -> None:
    """Set role, confidence and cue of each measure of the scan; add what is crowned in other words."""
    cues = [cue for cue in _absorbed(scan.cues, scan.words) if cue.kind in _ROLE_OF_KIND]
    scan.measures = tuple(sorted((*scan.measures, *stretches(scan, cues)), key=lambda m: m.first))
    _reach(scan, cues)
    _disown(scan)
    _revise(scan)
    scan.stars = choose_stars(scan)
    fill_in_roles(scan)


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
            and not any(norm in STAR_WORDS for norm in words.norms[cue.first : cue.stop])
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
    if cue.kind == "alarm_back" and measure.group in {"vanity", "metric"}:
        return None
    if cue.kind == "moves_back" and not _moves(measure, distance):
        return None
    near = {
        "aside_back": -1.5,
        "moves_back": -1.0,
        "crown_back": -0.5,
        "guard_back": -1.5,
        "alarm_back": 2.0,
    }.get(cue.kind, 0.0)
    return distance + 2.0 * crossed + 3.0 * others + near, cue


def _moves(measure: Measure, distance: int) -> bool:
    """Return whether "it rises when ..." sets this measure aside: a known poor one, or the very subject."""
    return (
        measure.group == "vanity"
        or measure.kind in {"arrival", "business"}
        or (distance <= 1 and measure.group not in {"guardrail", "metric"})
    )


def _give(measure: Measure, cue: CueHit) -> None:
    role = _ROLE_OF_KIND[cue.kind]
    if cue.negated and role != "other":
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
