"""Notices an answer that denies what it says, sentence by sentence: nothing of it is claimed."""

from __future__ import annotations

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.words import Words

_REACH = 12
"""Words of a sentence among which a denial of what follows must stand."""
_MOST = 0.6
"""Share of sentences that must open with such a denial."""
_FEWEST = 2
_ALL_BUT = 0.9
"""Share of sentences with a negation from which an answer only says what is not. Of 2,131 real answers one
reached it, and that one earned nothing."""
_SPOKEN = 3
_ENOUGH = 5


def denies_all(words: Words, sentences: tuple[tuple[int, int], ...]) -> bool:
    """Return whether an answer only denies: nearly every sentence says what is not or need not be."""
    said = [(first, stop) for first, stop in sentences if stop - first >= _SPOKEN]
    denied = sum(_is_denied(words, first, stop) for first, stop in said)
    if denied >= max(_FEWEST, _MOST * len(said)):
        return True
    negating = lexicons.word_set("negating")
    negated = sum(any(_negates(one, negating) for one in words.norms[first:stop]) for first, stop in said)
    return len(said) >= _ENOUGH and negated >= _ALL_BUT * len(said)


def _negates(word: str, negating: frozenset[str]) -> bool:
    return word in negating or word.endswith("n't")


def _is_denied(words: Words, first: int, stop: int) -> bool:
    opening = words.norms[first : min(stop, first + _REACH)]
    if "that" not in opening:
        return False
    before = opening[: opening.index("that")]
    after = words.norms[first:stop]
    denying = lexicons.word_set("denying")
    thinking = lexicons.word_set("holding")
    said = any(_negates(one, denying) for one in before)
    believed = any(one in thinking for one in before)
    return (said and believed) or ("idea" in before and after[-1] in denying)
