"""From an answer to what the network takes: token numbers, key signals and offsets, in windows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from nsmtrainer.reading.model.key_text import SIGNALS, KeyText, short_text
from nsmtrainer.reading.model.signals import signals, word_spans

CRITERIA = (
    "single_metric",
    "game_type",
    "guardrail",
    "vanity_distinction",
    "frame_confusion",
    "ai_outcome",
    "review_cadence",
    "frame_fit",
    "value_statement",
    "input_metrics",
    "validation",
)
"""The criteria in the order of the network's outputs; the first five are the core ones."""

ROLES = ("north_star", "guardrail", "set_aside", "input", "target", "example", "other")
"""The roles of metric mentions in the order of the network's outputs."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, which no tokenizer takes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of an answer behind its key, ready for the network.

    `ids`, `types` and `signals` have a row per token; `offsets` are the characters of the answer that
    a token covers, (0, 0) for the key and the marks between. `first` is the number of tokens before
    the answer's own.
    """

    ids: Ints
    types: Ints
    signals: Floats
    offsets: Ints
    first: int

    def text_of(self, text: str) -> str:
        """The stretch of the answer that the window covers."""
        covered = self.offsets[self.first : -1]
        return text[int(covered[0, 0]) : int(covered[-1, 1])] if len(covered) else ""


def encode(tokenizer: Tokenizer, key: KeyText, text: str, most: int, overlap: int) -> list[Window]:
    """Cut an answer into windows of at most `most` tokens, each behind the key's short text."""
    key_ids = tokenizer.encode(_SURROGATE.sub("\ufffd", short_text(key))).ids  # with its begin and end marks
    answer = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    offsets = np.fromiter(chain.from_iterable(answer.offsets), np.int64).reshape(-1, 2)
    flags = _token_signals(key, text, offsets)
    end_mark = key_ids[-1]
    room = most - len(key_ids) - 1
    windows = []
    for start, stop in cuts(len(answer.ids), room, overlap):
        ids = [*key_ids, *answer.ids[start:stop], end_mark]
        windows.append(_window(ids, len(key_ids), offsets[start:stop], flags[start:stop]))
    return windows


def cuts(length: int, room: int, overlap: int) -> list[tuple[int, int]]:
    """Half-open stretches of at most `room` that cover `length`, neighbours sharing `overlap`."""
    if length <= room:
        return [(0, length)]
    step = room - overlap
    starts = list(range(0, length - overlap, step))
    return [(min(start, length - room), min(start + room, length)) for start in starts]


def _window(ids: list[int], first: int, offsets: Ints, flags: Floats) -> Window:
    size = len(ids)
    types = np.zeros(size, dtype=np.int64)
    types[first:] = 1
    rows = np.zeros((size, len(SIGNALS)), dtype=np.float32)
    rows[first : first + len(flags)] = flags
    places = np.zeros((size, 2), dtype=np.int64)
    places[first : first + len(offsets)] = offsets
    return Window(np.array(ids, dtype=np.int64), types, rows, places, first)


def _token_signals(key: KeyText, text: str, offsets: Ints) -> Floats:
    """Spread the words' signals over the tokens that begin in them."""
    spans = word_spans(text)
    if not spans or not len(offsets):
        return np.zeros((len(offsets), len(SIGNALS)), np.float32)
    per_word = signals(key, tuple(text[start:end] for start, end in spans)).astype(np.float32)
    starts = np.array([start for start, _ in spans])
    ends = np.array([end for _, end in spans])
    word = np.searchsorted(ends, offsets[:, 0], side="right")  # the first that ends behind the token's start
    word[word == len(spans)] = 0
    outside = (starts[word] > offsets[:, 0]) | (ends[word] <= offsets[:, 0])
    flags = per_word[word]
    flags[outside] = 0.0
    return flags
