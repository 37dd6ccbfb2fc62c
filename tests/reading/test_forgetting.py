"""Reading for a long time takes no more memory than reading for a while."""

from __future__ import annotations

import pytest

from nsmtrainer.reading import pipeline
from nsmtrainer.reading.pipeline import read_words


def test_words_that_are_forgotten_are_read_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tokenizer that met too many words gives way to a fresh one, which reads the same."""
    text = "I'd count nights booked, not sign-ups; it's 10M by Q4."
    before, first = read_words(text), pipeline.shared_tokenizer()
    monkeypatch.setattr(pipeline, "MOST_WORDS", len(first.vocab) + 50)
    for number in range(60):
        read_words(f"neverseen{number}word")
    assert pipeline.shared_tokenizer() is not first
    assert read_words(text) == before
    assert len(pipeline.shared_tokenizer().vocab) <= pipeline.MOST_WORDS
