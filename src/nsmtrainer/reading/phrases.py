"""Looks up many phrases in an answer at once: nested hash tables, one step per word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from nsmtrainer.reading.words import HALF, Words

Label = TypeVar("Label")


@dataclass(slots=True)
class _Node(Generic[Label]):
    """Where some words of a phrase have been seen: what ends here, and what the next word may be."""

    labels: tuple[Label, ...] = ()
    after: dict[str, _Node[Label]] = field(default_factory=dict)


class Phrases(Generic[Label]):
    """Phrases with their labels; finding takes a step per word, however many phrases there are.

    spaCy's `PhraseMatcher` does the same over documents; making a document of an answer's compared words
    takes longer than the whole look-up does here, and so does making one of each phrase at the start.
    """

    def __init__(self) -> None:
        self._first: dict[str, _Node[Label]] = {}

    def add(self, label: Label, phrases: Iterable[tuple[str, ...]]) -> None:
        """Look for phrases, given as compared words; a phrase may have several labels, each once."""
        for phrase in phrases:
            after = self._first
            node = None
            for word in phrase:
                node = after.get(word)
                if node is None:
                    node = after[word] = _Node()
                after = node.after
            if node is not None and label not in node.labels:
                node.labels = (*node.labels, label)

    def find(self, words: Words) -> list[tuple[Label, int, int]]:
        """Return label, first word and stop of each phrase that does not run over a full stop or a colon.

        They are in the order of their first words, then of their length.
        """
        found: list[tuple[Label, int, int]] = []
        norms, breaks, begin = words.norms, words.breaks, self._first
        last = len(norms)
        for first, norm in enumerate(norms):
            node = begin.get(norm)
            stop = first + 1
            while node is not None:
                for label in node.labels:
                    found.append((label, first, stop))
                if stop == last or not node.after or breaks[stop] >= HALF:
                    break
                node = node.after.get(norms[stop])
                stop += 1
        return found
