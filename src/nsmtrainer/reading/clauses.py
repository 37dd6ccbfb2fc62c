"""Sentences and clauses: the stretches that can carry one claim, with or without punctuation."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.words import COMMA, FULL, HALF, Words

_LONG_ENOUGH = 3
_RUN_ON = 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` up to `stop` of an answer, in sentence number `sentence`."""

    first: int
    stop: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of an answer in order; every word belongs to exactly one."""

    stretches: tuple[Stretch, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    """First word and the word after the last, per sentence."""

    def index(self, word: int) -> int:
        """Return the number of the clause that holds a word."""
        return max(bisect_right(self.starts, word) - 1, 0)

    def at(self, word: int) -> Stretch:
        """Return the clause that holds a word."""
        return self.stretches[self.index(word)]

    def sentence(self, word: int) -> int:
        """Return the number of the sentence that holds a word."""
        return self.at(word).sentence

    def sentence_bounds(self, word: int) -> tuple[int, int]:
        """Return the first word, and the one after the last, of the sentence that holds a word."""
        return self.sentences[self.sentence(word)]


def split_clauses(words: Words) -> Clauses:
    """Return the clauses of an answer.

    A full stop or a line end closes a sentence. Within one, a clause begins at a colon, semicolon or dash,
    at a joining word ("because", "so", "but"), after a comma where a subject follows, and, for
    speech without punctuation, where a new first-person claim starts ("i would ...").
    """
    if not len(words):
        return Clauses((), (), ())
    lists = _openers()
    norms, breaks, claimed = words.norms, words.breaks, lists.claims_in(words.norms)
    stretches: list[Stretch] = []
    sentences: list[tuple[int, int]] = []
    first = opened = 0
    for word in range(1, len(norms)):
        strength, norm = breaks[word], norms[word]
        if not (
            strength >= HALF
            or (strength == COMMA and (norm in lists.subjects or norm in lists.joins))
            or (word - first >= _LONG_ENOUGH and (norm in lists.joins or word in claimed))
        ):
            continue
        stretches.append(Stretch(first, word, len(sentences)))
        if strength == FULL or (word - opened > _RUN_ON and word in claimed):
            sentences.append((opened, word))
            opened = word
        first = word
    stretches.append(Stretch(first, len(norms), len(sentences)))
    sentences.append((opened, len(norms)))
    return Clauses(tuple(stretches), tuple(s.first for s in stretches), tuple(sentences))


@dataclass(frozen=True, slots=True)
class _Openers:
    joins: frozenset[str]
    subjects: frozenset[str]
    claims: frozenset[tuple[str, ...]]
    claim_heads: frozenset[str]

    def claims_in(self, norms: tuple[str, ...]) -> set[int]:
        """Return the words at which a speaker starts a new claim."""
        heads, claims = self.claim_heads, self.claims
        return {
            word
            for word, norm in enumerate(norms)
            if norm in heads and (norms[word : word + 2] in claims or norms[word : word + 3] in claims)
        }


@cache
def _openers() -> _Openers:
    lists = lexicons.load("clauses")
    claims = frozenset(tuple(phrase.split()) for phrase in lists["new_claims"])
    heads = frozenset(phrase[0] for phrase in claims)
    return _Openers(frozenset(lists["joins"]), frozenset(lists["subjects"]), claims, heads)
