"""The tokenizer is spaCy's English one, made without the pipeline that it usually comes in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from nsmtrainer.content.library import load_library
from nsmtrainer.reading.pipeline import tokenizable, tokenizer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ODD = (
    "I don't think we'd e.g. use U.S. DAU/MAU (daily) at 5pm... it's gonna cost $5k, see www.x.com :) 10km",
    "It's C++, a.m./p.m., x@y.org; \u201cso-called\u201d \u2014 1,000 cats' tails\u2026 can't, I'm",
    " \n two  blanks\u00a0and\ttabs\n",
    "",
)


@pytest.mark.parametrize("text", ODD)
def test_tokens_are_those_of_a_blank_pipeline(text: str) -> None:
    """Words, marks and blanks are cut where spaCy's blank English cuts them."""
    assert _cut(tokenizer()(text)) == _cut(_blank()(text))


def test_the_exemplars_are_cut_alike() -> None:
    """So are whole answers."""
    library, blank = load_library(), _blank()
    for prompt_id in library.ids("prompt")[::5]:
        for exemplar in library.prompt(prompt_id).exemplars:
            text = tokenizable(exemplar.text)
            assert _cut(tokenizer()(text)) == _cut(blank(text))


@cache
def _blank() -> Language:
    tokenizer()  # first, as the program imports spaCy without its pipelines
    import spacy  # noqa: PLC0415

    return spacy.blank("en")


def _cut(doc: Doc) -> list[tuple[str, int]]:
    return [(token.text, token.idx) for token in doc]
