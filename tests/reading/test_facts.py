"""The plain facts and what the key says of words: shortcuts on the way find no more and no less."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nsmtrainer.reading.learned import key_of
from nsmtrainer.reading.model import features
from nsmtrainer.reading.model.pointing import Pointing, Tokens, stretches
from nsmtrainer.reading.model.signals import signals
from tests.reading.build import stays

PATTERNS = " | ".join(pattern.replace(r"\b", "|") for _, pattern, _ in features._COUNTED)
WORDS = sorted(set(re.findall(r"[a-z' ]*[a-z]", PATTERNS)))
OTHERS = "q3 h1 10k $5 5 ٣ 2027 20 re-open sign-ups log-in proxies north star is % by june of - 1. the"
SAID = st.lists(st.sampled_from([*WORDS, *OTHERS.split()]), max_size=40).map(" ".join)


@given(SAID, st.sampled_from(["", "\n- ", "x"]))
def test_no_pattern_is_passed_over_that_would_be_found(text: str, begin: str) -> None:
    """Patterns that are not looked for, since their words are missing, do not occur."""
    lowered = begin + text
    found = dict(zip(features.NAMES, features._counts(lowered), strict=False))
    assert found == {name: len(pattern.findall(lowered)) for name, pattern in features._PATTERNS}


def test_what_the_key_says_is_asked_for_once_and_never_changed() -> None:
    """The table is shared by all who ask, so nobody can write into it; each part of a phrase counts once."""
    key = key_of(stays())
    words = ("we", "count", "nights", "stayed", "nights", "and", "nights")
    table = signals(key, words)
    assert table is signals(key, words)
    assert not table.flags.writeable
    assert table[words.index("nights"), 0] == 1.0
    assert table[words.index("we")].max() == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 8), st.integers(0, 3)), max_size=30))
def test_tokens_out_of_order_are_pointed_at_alike(made: list[tuple[float, int, int]]) -> None:
    """The quick look-up for tokens in order finds the same tokens as the look at each."""
    scores, places, at = [], [], 0
    for score, length, gap in made:
        at += gap
        places.append((at, at + length))
        scores.append(score)
        at += length
    text = ("word, " * 60)[: max(at, 1)]
    tokens = Tokens(np.array(places, dtype=np.int64).reshape(-1, 2), text)
    slow = Tokens(np.array(places, dtype=np.int64).reshape(-1, 2), text)
    slow._in_order = False
    how = Pointing(0.4, 2, 1, 5, 0.5)
    assert stretches(np.array(scores), tokens, how, True) == stretches(np.array(scores), slow, how, True)
