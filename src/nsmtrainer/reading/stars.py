"""Chooses what the answer proposes, and gives roles that follow from the choice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.mentions import delivered_words, phrase_stop
from nsmtrainer.reading.scan import CueHit, Measure, Range, Scan
from nsmtrainer.reading.words import HALF, Words

STAR_WORDS = frozenset({"star", "compass", "metric", "measure", "omtm", "headline", "matters", "one"})
_STRETCH = 16
_SUBJECT = 7
_ENOUGH = 1.0
_TAKEN = frozenset({"set_aside", "guardrail", "example", "input"})
_GROUP_SCORE = {"metric": 2.5, "tolerated": 1.5, "guardrail": -1.5, "vanity": -0.3}
_KIND_SCORE = {"delivered": 1.0, "shape": 0.8, "loose": -1.5, "harm": -1.0, "unrelated": -1.5}


def stretches(scan: Scan, cues: Iterable[CueHit]) -> list[Measure]:
    """Return the words right beside a cue where they are no known measure.

    After a cue that proposes or guards, before one that sets aside.
    """
    starts = [measure.first for measure in scan.measures]
    found: list[Measure] = []
    for cue in cues:
        if cue.kind in {"crown", "guard"} and not cue.negated:
            place = _after(scan, cue, starts)
        elif cue.kind == "aside_back":
            place = _before(scan, cue, starts)
        else:
            continue
        if place is not None and not (found and found[-1].stop > place[0]):
            kind = _stretch_kind(scan.words, *place)
            found.append(Measure(*place, kind, "own", source="rule:stretch"))
    return found


def _after(scan: Scan, cue: CueHit, starts: list[int]) -> Range | None:
    words = scan.words
    at = bisect_left(starts, cue.stop)
    near = starts[at] if at < len(starts) else len(words)
    if (
        cue.stop >= cue.scope[1]
        or near - cue.stop <= 5
        or words.norms[cue.stop] in lexicons.word_set("not_heads")
    ):
        return None
    stop = phrase_stop(words, scan.clauses, cue.stop, cue.stop + 1)
    stop = min(stop, near, cue.stop + _STRETCH)
    if cue.kind == "guard" and (cue.stop - cue.first < 2 or _stretch_kind(words, cue.stop, stop) == "loose"):
        return None
    return (cue.stop, stop) if stop - cue.stop >= 2 else None


def _before(scan: Scan, cue: CueHit, starts: list[int]) -> Range | None:
    first = scan.clause_of(cue.first)[0]
    at = bisect_left(starts, first)
    taken = at < len(starts) and starts[at] < cue.first
    if (
        taken
        or not 0 < cue.first - first <= _SUBJECT
        or scan.words.norms[first] in lexicons.word_set("not_heads")
    ):
        return None
    return first, cue.first


def _stretch_kind(words: Words, first: int, stop: int) -> str:
    inside = words.norms[first:stop]
    if any(norm in delivered_words() for norm in inside):
        return "delivered"
    countable = any(
        norm in {"per", "who", "that", "where", "weekly", "each", "every", "times"} for norm in inside
    )
    plural = any(norm.endswith("s") and len(norm) > 3 and not norm.endswith("ss") for norm in inside[:4])
    return "stretch" if countable or plural else "loose"


def choose_stars(scan: Scan) -> tuple[Measure, ...]:
    """Return what is proposed, the firmest first, and give it its role.

    Every measure that is not set aside, put on guard or somebody else's is weighed: how firmly a cue crowns
    it, whether the key likes it, whether it opens the answer, as a verbless proposal does.
    """
    for measure in scan.measures:
        if measure.role == "north_star":
            measure.strength = max(measure.strength, 1) + _explicit(scan.words, measure)
    dropped = {m.key_name for m in scan.with_role("set_aside") if m.key_name}
    weighed = [
        (_weight(scan, m), m)
        for m in scan.measures
        if m.role not in _TAKEN and not (m.strength == 0 and m.key_name in dropped)
    ]
    weighed = [one for one in weighed if one[1].role == "north_star" or one[0] >= _ENOUGH]
    if scan.has("declined"):
        weighed = [one for one in weighed if one[1].strength >= 2]
    if not weighed:
        return ()
    best = max(weighed, key=lambda one: (one[0], -one[1].first))
    if best[1].role != "north_star":
        best[1].role, best[1].confidence, best[1].source = "north_star", 0.55, "rule:opening"
    others = [one for one in weighed if one[1] is not best[1] and one[1].role == "north_star"]
    others.sort(key=lambda one: (-one[0], one[1].first))
    return (best[1], *(measure for _, measure in others))


def _weight(scan: Scan, measure: Measure) -> float:
    weight = {0: 0.0, 1: 0.8, 2: 2.2, 3: 3.2}.get(measure.strength, 4.2)
    weight += _GROUP_SCORE.get(measure.group, 0.0)
    if measure.group in {"own", "general"}:
        weight += _KIND_SCORE.get(measure.kind, -0.3)
    weight += 0.4 if measure.stop - measure.first >= 5 else 0.0
    if measure.group == "own" and not _of_product(scan, measure):
        weight -= 1.2
    if scan.words.quoted[measure.first]:
        weight -= 1.0
    if measure.strength == 0 and scan.negated(measure.first, 8):
        weight -= 1.5
    return weight + _place(scan, measure)


def _of_product(scan: Scan, measure: Measure) -> bool:
    """Return whether a measure of the candidate's own uses a word of the prompt, or counts people."""
    stems = scan.words.stems[measure.first : measure.stop]
    return any(one in scan.vocabulary for one in stems) or any(
        norm in lexicons.word_set("countable") for norm in scan.words.norms[measure.first : measure.stop]
    )


def _place(scan: Scan, measure: Measure) -> float:
    """Return what the place adds: an answer may open with its metric, or name it after "so:"."""
    first, _ = scan.sentence_of(measure.first)
    near = measure.first - first <= 2
    if near and _PERSONS.isdisjoint(scan.words.norms[first : measure.first]):
        return 2.4 if first == 0 else 0.7
    if scan.words.breaks[measure.first] == HALF:
        return 0.8
    return 0.0


_PERSONS = frozenset({"i", "we", "they", "people", "you"})


def _explicit(words: Words, measure: Measure) -> int:
    if measure.cue is None:
        return 0
    return int(any(norm in STAR_WORDS for norm in words.norms[measure.cue.first : measure.cue.stop]))


def fill_in_roles(scan: Scan) -> None:
    """Give the role that follows from the proposal to measures which no cue reached.

    A poor measure named beside a better proposal is set aside by being explained away; a sign of harm
    named beside it is a guardrail.
    """
    star = scan.star
    if star is None:
        return
    firm = star.strength >= 2 or star.group in {"metric", "tolerated"}
    good = star.group in {"metric", "tolerated"} or star.kind in {"delivered", "shape", "stretch"}
    for measure in scan.measures:
        watched = measure.role == "north_star" and measure is not star and measure.strength <= 1
        if not (measure.role == "other" and measure.cue is None) and not (watched and firm):
            continue
        if measure.group == "guardrail" or (
            measure.kind in {"harm", "retention"} and measure.group == "general"
        ):
            _fill(measure, "guardrail", 0.6)
        elif watched or scan.disowned(measure.first):
            continue
        elif good and (measure.group == "vanity" or measure.kind == "arrival") and _subject(scan, measure):
            _fill(measure, "set_aside", 0.6)
        elif (
            measure.kind in {"shape", "delivered"} and measure.first > star.first and _alarming(scan, measure)
        ):
            _fill(measure, "guardrail", 0.55)


def _fill(measure: Measure, role: str, confidence: float) -> None:
    measure.role = "guardrail" if role == "guardrail" else "set_aside"
    measure.confidence, measure.source, measure.strength = confidence, f"rule:beside-{role}", 0


def _subject(scan: Scan, measure: Measure) -> bool:
    """Return whether a measure is what its clause is about: it stands at its head."""
    return measure.first - scan.clause_of(measure.first)[0] <= 3


def _alarming(scan: Scan, measure: Measure) -> bool:
    bounds: Range = scan.sentence_of(measure.first)
    return bool(scan.marks_in(bounds, "consequence") and scan.marks_in(bounds, "threshold"))
