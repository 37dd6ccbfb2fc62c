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
_AHEAD, _LEAST = 2.0, 1.2
"""How many times nearer another prompt must be than the prompt's own, and how near."""
_NAMED_AHEAD = 1.5
_UNNAMED_AHEAD, _UNNAMED_LEAST = 1.7, 1.3
"""The same where the prompt's product is not named; one without a name of its own ("a tax app") never is.
Together these take 99 of 100 strong exemplars of other games and 7 of 10 strong answers of people to them for
what they are (95 and 6 without the last), and 5 of 6,000 answers to the right prompt wrongly; 1.5 times would
take 11 more wrongly."""
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

    `norms` and `stems` are those of the answer's words. Products with the same name count as one. Where the
    prompt's own is not named, another need not be as far ahead, above all one that is named.
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
    if product == lexicon.product:
        return ""
    unnamed = lexicon.product.lower() not in norms
    ahead = _NAMED_AHEAD if unnamed and product.lower() in norms else _AHEAD
    if best >= _LEAST and best > ahead * own:
        return product
    return product if unnamed and best >= _UNNAMED_LEAST and best > _UNNAMED_AHEAD * own else ""


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
