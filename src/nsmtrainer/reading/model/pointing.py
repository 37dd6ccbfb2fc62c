"""From per-token probabilities to stretches of the answer: whole words, snapped to clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nsmtrainer.spans import Span

Row = npt.NDArray[np.floating]
Offsets = npt.NDArray[np.int64]

_CLAUSE_END = re.compile(r"[.!?;:\n]+|,(?=\s)|\s[-–—]+\s|[()]")
_OVERHANG = 0.25
"""Share of a stretch under which the part of another clause at its edge is left out."""
_WORD_PART = re.compile(r"[\w%$€£'’/.-]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Pointing:
    """How stretches are cut: all found by measurement on answers that the network had not seen."""

    threshold: float
    gap: int  # characters bridged between two stretches
    shortest: int  # characters under which a stretch is dropped
    most: int  # stretches shown
    snap: float  # share of a clause that must be covered for the whole clause to be shown; 0 never


class Tokens:
    """Where the tokens of one answer stand, and its clauses: made once, asked for every row of scores."""

    def __init__(self, offsets: Offsets, text: str) -> None:
        self.text = text
        self.starts: list[int] = offsets[:, 0].tolist()
        self.ends: list[int] = offsets[:, 1].tolist()
        self._offsets = offsets
        self._in_order = bool((offsets[1:] >= offsets[:-1]).all())
        self._clauses: tuple[list[int], list[int]] | None = None

    def inside(self, span: Span) -> slice | npt.NDArray[np.bool_]:
        """The tokens that a span touches, as something to take them from a row of scores with."""
        if self._in_order:
            return slice(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))
        return (self._offsets[:, 0] < span.end) & (self._offsets[:, 1] > span.start)

    def snapped(self, span: Span, share: float) -> Span:
        """Widen a span to each clause that it covers enough of, and leave out what hangs over into others."""
        if self._clauses is None:
            found = clauses(self.text)
            self._clauses = [one.start for one in found], [one.end for one in found]
        starts, ends = self._clauses
        start, end = span.start, span.end
        covered = []
        for place in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            first, last = starts[place], ends[place]
            if min(end, last) - max(start, first) >= share * (last - first):
                start, end = min(start, first), max(end, last)
                covered.append((first, last))
        if not covered:
            return Span(start, end)
        overhang = _OVERHANG * (end - start)
        first, last = covered[0][0], covered[-1][1]
        return Span(first if first - start < overhang else start, last if end - last < overhang else end)


def stretches(
    scores: Row, tokens: Tokens, how: Pointing, at_least_one: bool = False
) -> list[tuple[Span, float]]:
    """The stretches that score over the threshold, best first, at most `how.most`.

    With `at_least_one` the best words are shown even where none reaches the threshold.
    """
    if not len(scores):
        return []
    highest = float(scores.max())
    threshold = how.threshold
    if highest <= threshold:
        if not at_least_one:
            return []
        threshold = 0.6 * highest
    spans = [_whole_words(span, tokens.text) for span in _over(scores, tokens, threshold, how.gap)]
    if how.snap:
        spans = [tokens.snapped(span, how.snap) for span in spans]
    spans = [span for span in _joined(sorted(spans), how.gap) if len(span) >= how.shortest]
    weighed = [(span, _mean_score(scores[tokens.inside(span)])) for span in spans]
    weighed.sort(key=lambda pair: (-pair[1] * len(pair[0]) ** 0.5, pair[0]))
    return weighed[: how.most]


def _over(scores: Row, tokens: Tokens, threshold: float, gap: int) -> list[Span]:
    """The runs of tokens over the threshold, joined over small gaps."""
    found: list[Span] = []
    first, reached, last = -1, 0, 0
    for place in np.flatnonzero(scores > threshold).tolist():
        start, end = tokens.starts[place], tokens.ends[place]
        if first < 0:
            first, reached = start, end
        elif start - reached > gap:
            found.append(Span(first, last))
            first, last = start, 0
        reached, last = max(reached, end), max(last, end)
    if first >= 0:
        found.append(Span(first, last))
    return found


def _joined(spans: Iterable[Span], gap: int) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if found and span.start - found[-1].end <= gap:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _whole_words(span: Span, text: str) -> Span:
    """Widen a span to the words that it cuts through, and leave out loose marks at its ends."""
    start, end = span.start, span.end
    while start > 0 and _WORD_PART.match(text[start - 1]) and _WORD_PART.match(text[start]):
        start -= 1
    while end < len(text) and _WORD_PART.match(text[end]) and _WORD_PART.match(text[end - 1]):
        end += 1
    while end - start > 1 and text[end - 1] in " \n\t.,;:":
        end -= 1
    while end - start > 1 and text[start] in " \n\t.,;:-":
        start += 1
    return Span(start, end)


@lru_cache(maxsize=4)
def clauses(text: str) -> tuple[Span, ...]:
    """The clauses of a text, cut at punctuation, without the marks between."""
    found, start = [], 0
    for match in _CLAUSE_END.finditer(text):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    kept = []
    for first, last in found:
        piece = text[first:last]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            kept.append(Span(first + lead, first + len(piece.rstrip())))
    return tuple(kept)


def _mean_score(scores: Row) -> float:
    return float(scores.mean()) if len(scores) else 0.0
