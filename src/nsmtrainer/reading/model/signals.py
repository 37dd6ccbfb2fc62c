"""What a prompt's key says about each word of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nsmtrainer.reading.model.key_text import SIGNALS, WORD, KeyText, content_stems, stems_of

Table = npt.NDArray[np.float64]

_REACH = 6  # words within which the parts of a phrase are taken together


@lru_cache(maxsize=4)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the words that `signals` has a row for."""
    return tuple(match.span() for match in WORD.finditer(text))


@lru_cache(maxsize=4)  # an answer is asked about twice: for its tokens and for its facts
def signals(key: KeyText, words: tuple[str, ...]) -> Table:
    """Per word, how much of a key phrase of each part stands in the words around it (0 to 1)."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for part in stems_of(word):
            places.setdefault(part, []).append(place)
    rows = [[0.0] * len(SIGNALS) for _ in words]
    for column, wanted in _wanted(key):
        for place, found in _found(places, wanted & places.keys()):
            rows[place][column] = max(rows[place][column], found / len(wanted))
    table = np.array(rows, dtype=np.float64).reshape(-1, len(SIGNALS))
    table.setflags(write=False)
    return table


@lru_cache(maxsize=200)
def _wanted(key: KeyText) -> tuple[tuple[int, frozenset[str]], ...]:
    """The stems of each key phrase with the column that it belongs to; phrases that say the same once."""
    found = (
        (column, content_stems(phrase)) for column, phrases in enumerate(key.phrases()) for phrase in phrases
    )
    return tuple(dict.fromkeys(found))


def _found(places: dict[str, list[int]], parts: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Each word that is one of the parts, with how many different ones stand near it, itself counted."""
    if len(parts) < 2:
        yield from ((place, 1) for part in parts for place in places[part])
        return
    hits = [(place, part) for part in parts for place in places[part]]
    for place, _ in hits:
        yield place, len({part for other, part in hits if -_REACH <= other - place <= _REACH})
