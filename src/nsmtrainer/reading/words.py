"""The words of an answer as they are compared: lower case, without fillers, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nsmtrainer.spans import Span

NONE, COMMA, HALF, FULL = 0, 1, 2, 3
"""How strongly the text breaks off before a word: not at all, a comma, a colon or dash, a full stop."""

_ENDINGS = (
    ("isations", "ize"), ("isation", "ize"), ("izations", "ize"), ("ization", "ize"),
    ("ising", "ize"), ("ised", "ize"), ("ises", "ize"),
    ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("ed", ""),
    ("ments", "ment"), ("ers", "er"), ("es", ""), ("s", ""), ("ly", ""),
)  # fmt: skip
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer in order, as parallel tuples; punctuation and fillers are left out.

    `norms[i]` is the compared form, `starts[i]` and `ends[i]` its place in `text` (two words may share
    a place: "I'd" written "id"), `breaks[i]` how strongly the text breaks off before it, `quoted[i]`
    whether it stands between quotation marks.
    """

    text: str
    norms: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    quoted: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.norms)

    def span(self, first: int, stop: int) -> Span:
        """Return the place in the text of words `first` up to, but not including, `stop`."""
        if first >= stop:
            at = self.starts[first] if first < len(self) else len(self.text)
            return Span(at, at)
        return Span(self.starts[first], self.ends[stop - 1])

    def phrase(self, first: int, stop: int) -> str:
        """Return the compared forms of words `first` up to `stop`, joined by blanks."""
        return " ".join(self.norms[first:stop])


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """Return the word without its common endings, so that "booked", "booking" and "books" are one.

    A stem is for comparing only; British and American spellings share one.
    """
    word = word.replace("our", "or") if len(word) > 5 else word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith("e") else word


def stems_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the stem of each word."""
    return tuple(map(stem, words))
