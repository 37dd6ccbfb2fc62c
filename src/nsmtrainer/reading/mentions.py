"""Finds the measures that an answer names: the key's, general ones, and the candidate's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.clauses import Clauses
from nsmtrainer.reading.cues import ROLE_KINDS
from nsmtrainer.reading.keys import KeyHits, KeyIndex
from nsmtrainer.reading.models import KeyGroup
from nsmtrainer.reading.scan import CueHit, Measure, Range
from nsmtrainer.reading.words import COMMA, HALF, NONE, Words

LONGEST = 22
_GROUP_ORDER: Mapping[KeyGroup, int] = {
    "metric": 0,
    "guardrail": 1,
    "vanity": 2,
    "tolerated": 3,
    "general": 4,
    "own": 5,
}
_KIND_OF_GROUP: Mapping[KeyGroup, str] = {
    "metric": "key",
    "tolerated": "key",
    "vanity": "arrival",
    "guardrail": "harm",
}
_GENERAL_KINDS = ("arrival", "business", "survey", "loose", "retention", "harm", "unrelated")
_RELATIVES = frozenset({"that", "who", "where", "whose", "with", "which"})
_NARROWS = frozenset({"that", "who", "where", "whose", "which", "after", "without", "with", "and"})
_DETERMINERS = frozenset({"the", "a", "an", "my", "our", "of"})


@dataclass(frozen=True, slots=True)
class _Named:
    first: int
    stop: int
    group: KeyGroup
    key_name: str
    kind: str
    exact: bool


def find_measures(
    words: Words,
    clauses: Clauses,
    hits: KeyHits,
    general: Mapping[str, tuple[Range, ...]],
    cues: tuple[CueHit, ...],
) -> tuple[Measure, ...]:
    """Return the measures named in an answer, in order, none overlapping another.

    `hits` are the wordings of the key found, `general` the phrases of the general vocabulary by kind.
    Everyday words that can be a measure ("messages", "quality") are one only right beside a cue or alone.
    """
    beside = _Beside(words, cues)
    named = [_of_key(hits.index, hit, exact=True) for hit in hits.written]
    named += [_of_key(hits.index, hit, exact=False) for hit in hits.reordered]
    named += [_of_key(hits.index, hit, exact=False) for hit in hits.heads if beside.stands_out(*hit[1:])]
    for kind in _GENERAL_KINDS:
        named += [_Named(first, stop, "general", "", kind, True) for first, stop in general.get(kind, ())]
        soft = general.get(f"soft_{kind}", ())
        named += [_Named(*place, "general", "", kind, True) for place in soft if beside.stands_out(*place)]
    kept = _longest(named, len(words))
    heads = [place for place in general.get("heads", ()) if beside.heads(place[0])]
    shapes = _shapes(words, clauses, beside, {**general, "openers": (*general.get("openers", ()), *heads)})
    return tuple(sorted(_joined(words, kept, shapes), key=lambda measure: measure.first))


class _Beside:
    """Tells whether a word stands right beside a cue that gives roles, or alone."""

    def __init__(self, words: Words, cues: tuple[CueHit, ...]) -> None:
        giving = [cue for cue in cues if cue.kind in ROLE_KINDS]
        self.words = words
        self.after = {cue.stop for cue in giving if cue.direction == "forward"}
        self.inside = {word for cue in giving for word in range(cue.first, cue.stop)}
        self.before = {cue.first for cue in giving if cue.direction == "backward"}

    def heads(self, first: int) -> bool:
        """Return whether a phrase begins a sentence or follows a cue at once."""
        return self.words.breaks[first] >= HALF or not {first, first - 1}.isdisjoint(self.after)

    def stands_out(self, first: int, stop: int) -> bool:
        """Return whether a phrase stands right beside a cue or between two breaks."""
        last = stop == len(self.words) or self.words.breaks[stop] >= COMMA
        alone = self.words.breaks[first] >= COMMA and last
        return (
            alone
            or self.heads(first)
            or first - 2 in self.after
            or not {stop, stop + 1}.isdisjoint(self.before)
        )


def _of_key(index: KeyIndex, hit: tuple[int, int, int], exact: bool) -> _Named:
    number, first, stop = hit
    name = index.names[number]
    return _Named(first, stop, name.group, name.name, _KIND_OF_GROUP[name.group], exact)


def _longest(named: list[_Named], size: int) -> list[_Named]:
    """Keep, of measures that overlap, those found as written, then the key's, then the longest."""
    free = bytearray(b"\x01" * size)
    kept: list[_Named] = []
    for one in sorted(named, key=lambda n: (not n.exact, n.first - n.stop, _GROUP_ORDER[n.group], n.first)):
        if all(free[one.first : one.stop]):
            free[one.first : one.stop] = bytes(one.stop - one.first)
            kept.append(one)
    return kept


def _shapes(
    words: Words, clauses: Clauses, beside: _Beside, general: Mapping[str, tuple[Range, ...]]
) -> list[Range]:
    """Return stretches shaped like a measure: "number of ...", "X per Y", "trips completed"."""
    found = [(first, phrase_stop(words, clauses, first, stop)) for first, stop in general.get("openers", ())]
    found += [
        (_noun_before(words, beside.inside, first), phrase_stop(words, clauses, first, stop))
        for first, stop in general.get("delivered", ())
        if _noun_before(words, beside.inside, first) < first
    ]
    for word, norm in enumerate(words.norms):
        if (
            norm == "per"
            and word
            and words.breaks[word] == NONE
            and _noun_before(words, beside.inside, word) < word
        ):
            found.append(
                (_noun_before(words, beside.inside, word), phrase_stop(words, clauses, word, word + 1))
            )
        elif words.breaks[word] >= HALF and (stop := _related(words, word)):
            found.append((word, phrase_stop(words, clauses, word, stop)))
        elif norm in {"rate", "rates"} and word and words.breaks[word] == NONE:
            found.append((_noun_before(words, beside.inside, word), word + 1))
    return _merged(found)


def _related(words: Words, word: int) -> int:
    """Return the word after "things that ..." where such a phrase begins at a word, else 0."""
    for after in range(word + 1, min(word + 5, len(words))):
        norm = words.norms[after]
        if (
            words.norms[word] in lexicons.word_set("not_heads")
            or words.breaks[after]
            or norm in lexicons.word_set("not_heads") - _RELATIVES
        ):
            return 0
        if norm in _RELATIVES:
            plural = any(one.endswith("s") and len(one) > 3 for one in words.norms[word:after])
            return after + 1 if plural or words.norms[word] == "people" else 0
    return 0


def _noun_before(words: Words, inside: set[int], word: int) -> int:
    """Return where the noun phrase right before a word begins: at most three words back."""
    first = word
    while first > 0 and word - first < 3 and words.breaks[first] == NONE:
        before = words.norms[first - 1]
        if before in _not_nouns() or before in _DETERMINERS or first - 1 in inside:
            break
        first -= 1
    return first


def phrase_stop(words: Words, clauses: Clauses, first: int, stop: int) -> int:
    """Return where the noun phrase that begins at `first` and holds the words up to `stop` ends."""
    limit = min(clauses.sentence_bounds(first)[1], first + LONGEST)
    while stop < limit:
        strength = words.breaks[stop]
        if (
            strength >= HALF
            or words.norms[stop] in phrase_ends()
            or (strength == COMMA and _list_goes_on(words, stop))
        ):
            break
        stop += 1
    while stop - first > 1 and words.norms[stop - 1] in {
        "and",
        "or",
        "the",
        "a",
        "of",
        "to",
        "with",
        "plus",
        "that",
        "who",
    }:
        stop -= 1
    return stop


def _list_goes_on(words: Words, word: int) -> bool:
    return words.norms[word] not in {"per", "weekly", "monthly", "daily", "each", "every"}


@cache
def phrase_ends() -> frozenset[str]:
    """Return the words at which a measure's noun phrase ends."""
    return frozenset(lexicons.load("metrics")["phrase_ends"])


@cache
def _not_nouns() -> frozenset[str]:
    return phrase_ends() | lexicons.word_set("not_nouns")


def _merged(found: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for first, stop in sorted(found):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], stop))
        else:
            merged.append((first, stop))
    return merged


def _joined(words: Words, named: list[_Named], shapes: list[Range]) -> list[Measure]:
    """Return named measures widened to the shape that they stand in, and the shapes that hold none."""
    measures: list[Measure] = []
    left = sorted(named, key=lambda one: one.first)
    position = 0
    for first, stop in shapes:
        inside: list[_Named] = []
        while position < len(left) and left[position].first < stop:
            one = left[position]
            position += 1
            if one.stop > first:
                inside.append(one)
            else:
                measures.append(_measure(one))
        measures += _in_shape(words, first, stop, inside)
    measures += [_measure(one) for one in left[position:]]
    return measures


def _in_shape(words: Words, first: int, stop: int, inside: list[_Named]) -> list[Measure]:
    of_key = [one for one in inside if one.group != "general"]
    if not of_key:
        kind = "delivered" if any(norm in delivered_words() for norm in words.norms[first:stop]) else "shape"
        only_general = [one for one in inside if stop - first <= one.stop - one.first + 3]
        if only_general:
            return [
                Measure(
                    min(first, only_general[0].first),
                    max(stop, only_general[0].stop),
                    only_general[0].kind,
                    "general",
                    source="rule:general",
                )
            ]
        return [Measure(first, stop, kind, "own", source="rule:shape")]
    if all(one.group == "vanity" for one in of_key) and _qualified(words, of_key[-1].stop, stop):
        return [Measure(first, stop, "shape", "own", source="rule:shape")]
    best = min(of_key, key=lambda one: (not one.exact, _GROUP_ORDER[one.group], one.first))
    begin, end = min(first, best.first), max(stop, best.stop)
    others = [_measure(one) for one in inside if one.group != best.group and _apart(words, best, one)]
    if others:
        return [_measure(best), *others]
    return [Measure(begin, end, best.kind, best.group, best.key_name, source="rule:key")]


def _apart(words: Words, one: _Named, other: _Named) -> bool:
    """Return whether two names are parts of a list ("nights booked or revenue"), not of one measure."""
    first, second = sorted((one, other), key=lambda named: named.first)
    return other.group != "general" or not {"and", "or", "plus"}.isdisjoint(
        words.norms[first.stop : second.first]
    )


def _qualified(words: Words, first: int, stop: int) -> bool:
    """Return whether a clause ("that ...", "where ...") narrows a count down after its name."""
    return stop - first >= 3 and any(norm in _NARROWS for norm in words.norms[first : first + 2])


def _measure(one: _Named) -> Measure:
    source = "rule:general" if one.group == "general" else "rule:key" if one.exact else "rule:key-reordered"
    return Measure(one.first, one.stop, one.kind, one.group, one.key_name, source=source)


@cache
def delivered_words() -> frozenset[str]:
    """Return the participles that say that something was delivered."""
    return frozenset(lexicons.load("metrics")["delivered"])
