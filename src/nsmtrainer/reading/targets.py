"""Finds targets: sizes and dates, which make a number a goal rather than a metric."""

from __future__ import annotations

import re
from functools import lru_cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.clauses import Clauses
from nsmtrainer.reading.scan import Range
from nsmtrainer.reading.words import FULL, HALF, Words

_NUMBER = re.compile(r"[+\-]?[\d][\d.,]*(k|m|bn|b|mn|mm|x)?|fy\d{2,4}|\d{4}")
_QUARTER = re.compile(r"(q[1-4]|h[12]|fy\d{2,4}|20[2-4]\d)")
_NUMBER_WORDS = lexicons.word_set("numbers")
_SIZES = lexicons.word_set("units")
_PERIODS = lexicons.word_set("periods")
_MONTHS = lexicons.word_set("months")
_TIMES = _MONTHS | _PERIODS
_BY = frozenset({"by", "before", "until", "till", "in", "this", "next", "end", "within", "of", "for"})
_UNTIL = frozenset({"by", "before", "till", "until"})
_CHANGES = lexicons.word_set("changes")
_NEAR = 6
_RHYTHM = frozenset({"per", "a", "each", "every"})
_COMING = frozenset({"next", "coming"})
_SEASONS = lexicons.word_set("seasons")
_YEAR = re.compile(r"20[2-4]\d")


@lru_cache(maxsize=8_192)
def is_number(norm: str) -> bool:
    """Return whether a word is a figure: 10m, 4.5, ten."""
    return norm in _NUMBER_WORDS or (norm[0] in "+-0123456789f" and _NUMBER.fullmatch(norm) is not None)


def dates(words: Words) -> list[Range]:
    """Return the places that name a point in time to reach something by: "by Q4", "end of the year"."""
    found: list[Range] = []
    for word, norm in enumerate(words.norms):
        if norm.removesuffix("s") not in _TIMES and norm not in _SEASONS and norm[0] not in "qhf2":
            continue
        before = _leading(words, word)
        if _QUARTER.fullmatch(norm):
            first = word - 1 if before and before[-1] in _BY else word
            found.append((first, word + 1))
        elif norm in _MONTHS and before and before[-1] in _BY - {"of", "for"}:
            found.append((word - 1, word + 1))
        elif norm in _PERIODS and any(b in {"by", "before", "end"} for b in before):
            offset = next(i for i, b in enumerate(reversed(before), 1) if b in {"by", "before", "end"})
            found.append((word - offset, word + 1))
        elif norm in {"year", "quarter"} and before and before[-1] in {"this", "next"}:
            found.append((word - 1, word + 1))
        elif norm in _SEASONS and any(b in _UNTIL for b in before[-2:]):
            first = next(i for i in (word - 1, word - 2) if words.norms[i] in _UNTIL)
            found.append((first, word + 1))
        elif (
            norm.removesuffix("s") in _PERIODS
            and len(before) >= 2
            and (before[-2] in _COMING or before[-1] in _COMING)
        ):
            found.append((word - (2 if before[-2] in _COMING else 1), word + 1))
    return found


def _leading(words: Words, word: int) -> tuple[str, ...]:
    """Return up to four words that lead to a word in its sentence; none where it is a rhythm ("per week")."""
    first = word
    while first > max(word - 4, 0) and words.breaks[first] < FULL:
        first -= 1
    before = words.norms[first:word]
    return () if before and before[-1] in _RHYTHM else before


def sizes(words: Words) -> list[Range]:
    """Return the places that name how much is to be reached: "10M", "ten million", "15 %"."""
    found: list[Range] = []
    norms, last = words.norms, len(words)
    stop = 0
    for word, norm in enumerate(norms):
        if word < stop or not is_number(norm):
            continue
        stop = word + 1
        while stop < last and words.breaks[stop] < HALF and (is_number(norms[stop]) or norms[stop] in _SIZES):
            stop += 1
        found.append((word, stop))
    return found


def _is_year(words: Words, size: Range) -> bool:
    return size[1] - size[0] == 1 and _YEAR.fullmatch(words.norms[size[0]]) is not None


def is_big(words: Words, size: Range) -> bool:
    """Return whether a size is a goal's rather than a threshold's: thousands, millions, per cent.

    A year is none.
    """
    last = words.norms[size[1] - 1]
    text = words.norms[size[0]]
    if _is_year(words, size):
        return False
    digits = text.replace(",", "").replace(".", "")
    return last in _SIZES or (text[0] in "+-0123456789" and (text[-1] in "kmbn" or len(digits) >= 5))


def find_targets(words: Words, clauses: Clauses) -> tuple[Range, ...]:
    """Return the targets of an answer: a size with a date near it, or a change of a given size.

    "10M nights by Q4", "+15 % by June", "from 40k to 55k", "up 10 percent".
    """
    times = dates(words)
    found: list[Range] = []
    position = 0
    for size in sizes(words):
        if _is_year(words, size) or (words.norms[size[0]] in _NUMBER_WORDS and size[1] - size[0] == 1):
            continue
        while position < len(times) and times[position][1] <= size[0] - _NEAR * 2:
            position += 1
        near = [t for t in times[position : position + 4] if _together(clauses, size, t)]
        if near:
            found.append((min(size[0], near[0][0]), max(size[1], near[0][1])))
        elif _is_change(words, size):
            found.append(size)
    return tuple(found)


def _together(clauses: Clauses, size: Range, time: Range) -> bool:
    gap = max(time[0] - size[1], size[0] - time[1])
    return size != time and gap <= _NEAR * 2 and clauses.sentence(size[0]) == clauses.sentence(time[0])


def _is_change(words: Words, size: Range) -> bool:
    before = words.norms[max(size[0] - 3, 0) : size[0]]
    first = words.norms[size[0]]
    return (
        first.startswith("+")
        or ("from" in before and "to" in words.norms[size[1] : size[1] + 2])
        or (words.norms[size[1] - 1] == "%" and any(b in _CHANGES for b in before))
    )
