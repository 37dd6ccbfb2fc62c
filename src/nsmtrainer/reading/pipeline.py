"""From a text to its words, over the tokenizer of spaCy's English.

spaCy is imported here only when something is read; the tokenizer is made once per process.
"""

from __future__ import annotations

import gc
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nsmtrainer.files import standing_somewhere
from nsmtrainer.later import put_off
from nsmtrainer.reading.tokens import collect_words, form_of
from nsmtrainer.reading.words import Words

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

MOST_WORDS = 8_192
"""Different words that the tokenizer remembers."""
_LONGEST_RUN = 40
_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_FOR_TOKENS = (
    "spacy.cli",
    "spacy.cli.info",
    "spacy.training",
    "spacy.training.initialize",
    "spacy.scorer",
    "spacy.pipeline",
    "spacy.pipeline._parser_internals",
    "spacy.pipeline._parser_internals.nonproj",
    "thinc.layers",
)
"""What spaCy imports at its start and a tokenizer never uses: commands, training, components, layers."""


@cache
def shared_tokenizer() -> Tokenizer:
    """Return the tokenizer of spaCy's English, over an empty vocabulary.

    A blank pipeline would make the same one, and import its components for it. The vocabulary of a
    pipeline would also work out twenty attributes of each new word, of which nothing is used here.
    """
    # spaCy's imports ask for the current folder, which may be gone.
    with standing_somewhere(), put_off(*_NOT_FOR_TOKENS):
        from spacy import util  # noqa: PLC0415 - heavy, so only when something is read
        from spacy.lang.en import EnglishDefaults as English  # noqa: PLC0415
        from spacy.tokenizer import Tokenizer  # noqa: PLC0415
        from spacy.vocab import Vocab  # noqa: PLC0415
    return Tokenizer(
        Vocab(),
        rules=English.tokenizer_exceptions,
        prefix_search=util.compile_prefix_regex(English.prefixes or ()).search,
        suffix_search=util.compile_suffix_regex(English.suffixes or ()).search,
        infix_finditer=util.compile_infix_regex(English.infixes or ()).finditer,
        token_match=English.token_match,
        url_match=English.url_match,
    )


def tokenizer() -> Tokenizer:
    """Return the tokenizer, a fresh one where the last has met so many words that it would grow for ever.

    It keeps every word that it ever saw. What was forgotten is learned again: the same text gives the
    same tokens whatever was read before.
    """
    if len(shared_tokenizer().vocab) > MOST_WORDS:
        shared_tokenizer.cache_clear()
        gc.collect()  # a vocabulary and its words are a ring of references
    return shared_tokenizer()


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
