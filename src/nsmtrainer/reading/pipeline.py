"""From a text to its words, over the tokenizer of spaCy's blank English pipeline.

spaCy is imported here only when something is read; the pipeline is made once per process.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nsmtrainer.files import standing_somewhere
from nsmtrainer.later import put_off
from nsmtrainer.reading.tokens import collect_words, form_of
from nsmtrainer.reading.words import Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST_WORDS = 8_192
"""Different words that the tokenizer remembers."""
_LONGEST_RUN = 40
_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@cache
def language() -> Language:
    """Return the blank English pipeline; without trained components there is a tokenizer in it, no more."""
    # spaCy's imports ask for the current folder, which may be gone. Its command line is half of its start.
    with standing_somewhere(), put_off("spacy.cli", "spacy.cli.info"):
        import spacy  # noqa: PLC0415 - heavy, so only when something is read
    return spacy.blank("en")


def tokenizer() -> Callable[[str], Doc]:
    """Return the tokenizer, a fresh one where the last has met so many words that it would grow for ever.

    It keeps every word that it ever saw, a kilobyte each. What was forgotten is learned again: the same
    text gives the same tokens whatever was read before.
    """
    if len(language().vocab) > MOST_WORDS:
        language.cache_clear()
        gc.collect()  # a pipeline is a ring of references
    return language().tokenizer


def read_words(text: str) -> Words:
    """Return the words of a text, their offsets those of the text."""
    doc = tokenizer()(tokenizable(text))
    strings = doc.vocab.strings
    # An array of numbers is filled in a third of the time that an object per token takes.
    tokens = [(start, form_of(strings[orth])) for orth, start in doc.to_array(["ORTH", "IDX"]).tolist()]
    return collect_words(text, tokens)


@lru_cache(maxsize=4096)
def plain_words(phrase: str) -> tuple[str, ...]:
    """Return the compared forms of a phrase, as an answer's words are compared."""
    return read_words(phrase).norms


def tokenizable(text: str) -> str:
    """Return the text, equally long, without what the tokenizer cannot take.

    Lone surrogates cannot be encoded, and runs of punctuation cost the tokenizer the square of their
    length, so that in a run of more than 40 characters without a blank only letters and digits stay.
    """
    if not text.isascii():
        text = _SURROGATE.sub("�", text)
    if max(map(len, text.split()), default=0) <= _LONGEST_RUN:
        return text
    return _LONG_RUN.sub(lambda run: "".join(c if c.isalnum() else " " for c in run.group()), text)
