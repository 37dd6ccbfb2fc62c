"""What is shown as evidence: whole clauses, and no words of the one beside."""

from __future__ import annotations

import re

import numpy as np
import pytest

from nsmtrainer.reading.model.pointing import Pointing, Tokens, stretches

HOW = Pointing(threshold=0.5, gap=3, shortest=4, most=3, snap=0.5)
TEXT = "Time spent listening per user per week. It's an attention business in the end, as I said."


@pytest.mark.parametrize(
    ("scored", "shown"),
    [
        ("week. It's an attention business", "It's an attention business in the end"),
        ("It's an attention business in the end, as", "It's an attention business in the end"),
        ("attention business", "attention business"),
        (
            "listening per user per week. It's an attention business",
            "Time spent listening per user per week. It's an attention business in the end",
        ),
    ],
)
def test_a_stretch_ends_where_clauses_end(scored: str, shown: str) -> None:
    """A word that hangs over into the clause before or after is no evidence for anything."""
    at = TEXT.index(scored)
    words = [match.span() for match in re.finditer(r"\S+", TEXT)]
    scores = np.array([0.9 if at <= start < at + len(scored) else 0.1 for start, _ in words])
    found = stretches(scores, Tokens(np.array(words, dtype=np.int64), TEXT), HOW)
    assert [TEXT[span.start : span.end] for span, _ in found] == [shown]
