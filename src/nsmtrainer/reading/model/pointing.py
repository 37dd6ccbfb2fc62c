"""From per-token probabilities to stretches of the answer: whole words, snapped to clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nsmtrainer.spans import Span

Row = npt.NDArray[np.floating]
Offsets = npt.NDArray[np.int64]

_CLAUSE_END = re.compile(r"[.!?;:\n]+|,(?=\s)|\s[-–—]+\s|[()]")
_WORD_PART = re.compile(r"[\w%$€£'’/.-]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Pointing:
    """How stretches are cut: all found by measurement on answers that the network had not seen."""

    threshold: float
    gap: int  # characters bridged between two stretches
    shortest: int  # characters under which a stretch is dropped
    most: int  # stretches shown
    snap: float  # share of a clause that must be covered for the whole clause to be shown; 0 never


def stretches(scores: Row, offsets: Offsets, text: str, how: Pointing,
              at_least_one: bool = False) -> list[tuple[Span, float]]:
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
    spans = [_whole_words(span, text) for span in _over(scores, offsets, threshold, how.gap)]
    if how.snap:
        spans = [_snapped(span, text, how.snap) for span in spans]
    spans = [span for span in _joined(sorted(spans), how.gap) if len(span) >= how.shortest]
    weighed = [(span, _mean_score(span, scores, offsets)) for span in spans]
    weighed.sort(key=lambda pair: (-pair[1] * len(pair[0]) ** 0.5, pair[0]))
    return weighed[: how.most]


def _over(scores: Row, offsets: Offsets, threshold: float, gap: int) -> list[Span]:
    """The runs of tokens over the threshold, joined over small gaps."""
    inside = offsets[scores > threshold]
    if not len(inside):
        return []
    breaks = np.flatnonzero(inside[1:, 0] - np.maximum.accumulate(inside[:, 1])[:-1] > gap) + 1
    return [Span(int(run[0, 0]), int(run[:, 1].max())) for run in np.split(inside, breaks)]


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


def _snapped(span: Span, text: str, share: float) -> Span:
    """Widen a span to each clause that it covers enough of."""
    start, end = span.start, span.end
    for clause in clauses(text):
        shared = min(end, clause.end) - max(start, clause.start)
        if shared > 0 and shared >= share * len(clause):
            start, end = min(start, clause.start), max(end, clause.end)
    return Span(start, end)


def _mean_score(span: Span, scores: Row, offsets: Offsets) -> float:
    inside = (offsets[:, 0] < span.end) & (offsets[:, 1] > span.start)
    return float(scores[inside].mean()) if inside.any() else 0.0
