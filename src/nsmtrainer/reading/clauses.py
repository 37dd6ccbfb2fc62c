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
    stretches: list[Stretch] = []
    sentences: list[tuple[int, int]] = []
    first = opened = 0
    for word in range(1, len(words) + 1):
        ends = word == len(words)
        if not ends and not lists.begin(words, word, first):
            continue
        stretches.append(Stretch(first, word, len(sentences)))
        if ends or words.breaks[word] == FULL or (word - opened > _RUN_ON and lists.claim(words, word)):
            sentences.append((opened, word))
            opened = word
        first = word
    return Clauses(tuple(stretches), tuple(s.first for s in stretches), tuple(sentences))


@dataclass(frozen=True, slots=True)
class _Openers:
    joins: frozenset[str]
    subjects: frozenset[str]
    claims: frozenset[tuple[str, ...]]

    def begin(self, words: Words, word: int, first: int) -> bool:
        """Return whether a clause begins at a word, the last one having begun at `first`."""
        strength, norm = words.breaks[word], words.norms[word]
        if strength >= HALF or (strength == COMMA and (norm in self.subjects or norm in self.joins)):
            return True
        return word - first >= _LONG_ENOUGH and (norm in self.joins or self.claim(words, word))

    def claim(self, words: Words, word: int) -> bool:
        """Return whether a speaker starts a new claim at a word."""
        return words.norms[word : word + 2] in self.claims or words.norms[word : word + 3] in self.claims


@cache
def _openers() -> _Openers:
    lists = lexicons.load("clauses")
    claims = frozenset(tuple(phrase.split()) for phrase in lists["new_claims"])
    return _Openers(frozenset(lists["joins"]), frozenset(lists["subjects"]), claims)
