"""Notices an answer that belongs to another prompt, by the words that tell the library's prompts apart."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nsmtrainer.content.models import Lexicon, PromptWords
from nsmtrainer.reading.words import stem

_WORD = re.compile(r"[a-z]{3,}")
_AHEAD = 2.0
"""How many times nearer another prompt must be. With `_LEAST` this caught 20 of 20 answers to other prompts
and 1 of 1,894 answers to the right one; 1.5 times caught no more of the first, and 19 of the second."""
_NAMED_AHEAD = 1.5
_LEAST = 1.2
_EVEN = 30.0
"""Weight that long and short prompts share, so that a short key is not near to everything."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The telling words of each prompt: stems with how rare they are over the library."""

    rarity: dict[str, float]
    holders: dict[str, tuple[int, ...]]
    """By stem, the numbers of the prompts that have it."""
    prompts: tuple[tuple[str, str, float], ...]
    """Per prompt its id, product, and the length that its nearness is divided by."""


def other_product(lexicon: Lexicon, norms: Sequence[str], stems: Iterable[str]) -> str:
    """Return the product that the answer is plainly about instead of the prompt's own; "" if none is.

    `norms` and `stems` are those of the answer's words. Products with the same name count as one. A
    product that is named, while the prompt's own is not, need not be as far ahead.
    """
    shelf = _shelf(lexicon.library)
    shared = [0.0] * len(shelf.prompts)
    holders = shelf.holders
    for one in dict.fromkeys(stems):
        if one in holders:
            rare = shelf.rarity[one]
            for number in holders[one]:
                shared[number] += rare
    near = {
        prompt_id: (nearness / length, product)
        for nearness, (prompt_id, product, length) in zip(shared, shelf.prompts, strict=True)
    }
    own = near.pop(lexicon.prompt_id, (0.0, ""))[0]
    best, product = max(near.values(), default=(0.0, ""))
    named = product.lower() in norms and lexicon.product.lower() not in norms
    if product == lexicon.product or best < _LEAST or best <= (_NAMED_AHEAD if named else _AHEAD) * own:
        return ""
    return product


@lru_cache(maxsize=8)
def _shelf(library: tuple[PromptWords, ...]) -> _Shelf:
    words = {one.id: frozenset(stem(word) for word in _WORD.findall(one.text.lower())) for one in library}
    seen = Counter(word for stems in words.values() for word in stems)
    rarity = {word: math.log(len(library) / count) for word, count in seen.items()}
    telling = {word: rare for word, rare in rarity.items() if rare > 0}
    holders: dict[str, list[int]] = {word: [] for word in telling}
    for number, one in enumerate(library):
        for word in words[one.id] & telling.keys():
            holders[word].append(number)
    return _Shelf(
        telling,
        {word: tuple(numbers) for word, numbers in holders.items()},
        tuple(
            (one.id, one.product, math.sqrt(_EVEN + sum(rarity[w] for w in sorted(words[one.id]))))
            for one in library
        ),
    )
