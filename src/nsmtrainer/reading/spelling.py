"""Mends misspelt words towards the words that rules and the prompt's key know, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.words import Words, stems_of

_SHORTEST = 5
_TWO_SLIPS = 9


def mended(words: Words, key_words: frozenset[str]) -> Words:
    """Return the words with unknown ones replaced by the one known word that is a slip away.

    Only words of five letters and more that stand in no list are looked at, against words that begin alike
    and are about as long, so the cost grows with the number of different unknown words.
    """
    unknown = [norm for norm in set(words.norms) - _known() if len(norm) >= _SHORTEST]
    slips = {norm: right for norm in unknown if (right := _mend(norm, key_words)) != norm}
    if not slips:
        return words
    norms = tuple(slips.get(norm, norm) for norm in words.norms)
    return replace(words, norms=norms, stems=stems_of(norms))


@lru_cache(maxsize=8192)
def _mend(word: str, key_words: frozenset[str]) -> str:
    if not word.isascii() or not word.isalpha() or word in key_words:
        return word
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only when a word is unknown

    slips = 2 if len(word) >= _TWO_SLIPS else 1
    near = {*_bucket(word, _buckets_of_rules()), *_bucket(word, _buckets(key_words))}
    close = [(OSA.distance(word, other, score_cutoff=slips), other) for other in near]
    close = sorted(one for one in close if one[0] <= slips)
    if not close or (len(close) > 1 and close[0][0] == close[1][0]):
        return word
    return close[0][1]


def _bucket(word: str, buckets: Mapping[tuple[str, int], tuple[str, ...]]) -> list[str]:
    lengths = range(len(word) - 2, len(word) + 3)
    return [
        other
        for first in {word[0], word[1]}
        for length in lengths
        for other in buckets.get((first, length), ())
    ]


@lru_cache(maxsize=64)
def _buckets(known: frozenset[str]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(known):
        if len(word) >= _SHORTEST and word.isalpha():
            buckets[word[0], len(word)].append(word)
    return {place: tuple(words) for place, words in buckets.items()}


@cache
def _buckets_of_rules() -> Mapping[tuple[str, int], tuple[str, ...]]:
    return _buckets(rule_words())


@cache
def _known() -> frozenset[str]:
    return common_words() | rule_words()


@cache
def rule_words() -> frozenset[str]:
    """Return the words that occur in cues, marks and the metric vocabulary."""
    phrases = [phrase for cue in lexicons.load("cues")["cue"] for phrase in cue["phrases"]]
    for name in ("marks", "metrics"):
        for listed in lexicons.load(name).values():
            phrases += listed
    return frozenset(
        word for phrase in phrases for spelled in lexicons.spelled_out(phrase) for word in spelled.split()
    )


@cache
def common_words() -> frozenset[str]:
    """Return everyday words, which are never taken for a slip of another."""
    return lexicons.load_lines("everyday")
