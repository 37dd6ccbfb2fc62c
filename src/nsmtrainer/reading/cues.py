"""Finds cues and marks: phrases from the word lists, with the words that each cue reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.clauses import Clauses
from nsmtrainer.reading.models import Direction
from nsmtrainer.reading.phrases import Phrases
from nsmtrainer.reading.scan import NEGATIONS, CueHit, Range
from nsmtrainer.reading.words import COMMA, HALF, Words

ROLE_KINDS = lexicons.word_set("role_kinds")
"""Kinds of cue that give a measure its role."""

_NEGATION_REACH = 4
_CONTRAST_REACH = 7
_CONTRASTS = frozenset({"rather", "instead", "over", "as"})
_NEGATIVE = frozenset({"negation", "aside", "aside_back", "moves_back"})
_TERMINATORS = frozenset({"but", "instead", "rather", "however", "yet", "although", "though", "so", "hence"})


@dataclass(frozen=True, slots=True)
class CueSpec:
    """A kind of cue as the word list describes it; `reach` counts words, 0 is the clause, -1 the sentence."""

    kind: str
    direction: Direction
    reach: int


@cache
def cue_specs() -> tuple[CueSpec, ...]:
    """Return the kinds of cue, one per table of the word list."""
    reaches = {"clause": 0, "sentence": -1}
    return tuple(
        CueSpec(
            cue["kind"],
            cue["direction"],
            reaches.get(cue["reach"]) or int(reaches.get(cue["reach"], cue["reach"])),
        )
        for cue in lexicons.load("cues")["cue"]
    )


@cache
def general_phrases() -> Phrases[tuple[str, str]]:
    """Return the phrases of everything that does not depend on the prompt, labelled with list and name."""
    general: Phrases[tuple[str, str]] = Phrases()
    for number, cue in enumerate(lexicons.load("cues")["cue"]):
        general.add(("cue", str(number)), _forms(cue["phrases"]))
    for name in ("marks", "metrics"):
        for kind, phrases in lexicons.load(name).items():
            general.add((name, kind), _forms(phrases))
    general.add(("companies", "names"), _forms(lexicons.load("companies")["names"]))
    return general


def _forms(phrases: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the compared forms of phrases of the word lists, which hold plain words only."""
    lists = lexicons.load("words")
    reads_as: Mapping[str, str] = {**lists["reads_as"], "'s": "", **dict.fromkeys(lists["fillers"], "")}
    forms = set()
    for phrase in phrases:
        for spelled in lexicons.spelled_out(phrase):
            words = spelled.split()
            if reads_as.keys().isdisjoint(words):
                forms.add(tuple(words))
            else:
                forms.add(tuple(" ".join(reads_as.get(word, word) for word in words).split()))
    return forms


def cue_hits(words: Words, clauses: Clauses, found: Iterable[tuple[int, int, int]]) -> tuple[CueHit, ...]:
    """Return the cues of an answer in order, each with its scope.

    `found` holds number of the kind, first word and stop. Of cues that overlap and give roles, the longest
    counts ("is not my north star", not "my north star").
    """
    kept: list[tuple[int, int, int]] = []
    taken: dict[bool, set[int]] = {True: set(), False: set()}
    specs = cue_specs()
    ranked = sorted(found, key=lambda one: (one[1] - one[2], one[1], _off_side(words, clauses, one), one[0]))
    for number, first, stop in ranked:
        roles = specs[number].kind in ROLE_KINDS
        if specs[number].kind == "label_crown" and not _is_label(words, first, stop):
            continue
        if roles and any(word in taken[True] for word in range(first, stop)):
            continue
        taken[roles].update(range(first, stop))
        kept.append((number, first, stop))
    kept.sort(key=lambda one: one[1:])
    hits = [_hit(words, clauses, specs[number], first, stop) for number, first, stop in kept]
    return tuple(hits)


def _off_side(words: Words, clauses: Clauses, found: tuple[int, int, int]) -> bool:
    """Return whether a cue reaches to the side where nothing stands that it could reach.

    It decides for phrases that can reach either way: "as a guardrail" at the head of a sentence reaches
    forward, after the measure backward.
    """
    number, first, stop = found
    follows = stop < clauses.sentence_bounds(first)[1]
    head = words.breaks[first] >= COMMA
    forward = head and follows
    return forward != (cue_specs()[number].direction == "forward")


def _is_label(words: Words, first: int, stop: int) -> bool:
    begins = words.breaks[first] >= HALF or first == 0
    return begins and stop < len(words) and words.breaks[stop] >= HALF


def _hit(words: Words, clauses: Clauses, spec: CueSpec, first: int, stop: int) -> CueHit:
    kind = "crown" if spec.kind == "label_crown" else spec.kind
    scope = _scope(words, clauses, spec, first, stop)
    return CueHit(kind, first, stop, scope, spec.direction, _negated(words, clauses, kind, (first, stop)))


def _negated(words: Words, clauses: Clauses, kind: str, cue: Range) -> bool:
    """Return whether words before a cue turn it round: "I would not", "never use it as the north star".

    A contrast ("rather than") is turned round by a negation of what it is contrasted with, further back;
    a cue that reaches backward by one anywhere before it in its clause.
    """
    first, stop = cue
    begins = clauses.at(first).first
    if kind == "crown_back" and begins == first > clauses.sentence_bounds(first)[0]:
        begins = clauses.at(first - 1).first
    if kind in {"crown_back", "guard_back"}:
        opening = begins
    elif kind == "aside" and words.norms[first] in _CONTRASTS:
        opening = max(clauses.sentence_bounds(first)[0], first - _CONTRAST_REACH)
    else:
        opening = max(begins, first - _NEGATION_REACH)
    last = first if kind in _NEGATIVE else stop
    return any(word in NEGATIONS for word in words.norms[opening:last])


def _cut(words: Words, first: int, stop: int) -> int:
    """Return where a scope ends at a terminator: "but", "instead", a colon or a dash."""
    for word in range(first, stop):
        if words.norms[word] in _TERMINATORS or (word > first and words.breaks[word] >= HALF):
            return word
    return max(stop, first)


def _scope(words: Words, clauses: Clauses, spec: CueSpec, first: int, stop: int) -> Range:
    sentence_first, sentence_stop = clauses.sentence_bounds(first)
    last = min(stop, len(words) - 1)
    if spec.direction == "backward":
        alone = words.norms[first:stop] == ("no",)
        if first == sentence_first > 0 and (alone or spec.kind in {"crown_back", "guard_back"}):
            sentence_first = clauses.sentence_bounds(sentence_first - 1)[0]
        return sentence_first, first
    if spec.direction == "both":
        at = clauses.at(first)
        return at.first, max(at.stop, stop)
    if stop < len(words) and stop >= sentence_stop and words.breaks[stop] >= HALF and spec.reach == -1:
        sentence_stop = clauses.sentence_bounds(last)[1]
    if spec.reach > 0:
        return stop, _cut(words, stop, min(stop + spec.reach, sentence_stop))
    if spec.reach == 0:
        return stop, max(clauses.at(last).stop, stop) if last < sentence_stop else stop
    return stop, max(sentence_stop, stop)
