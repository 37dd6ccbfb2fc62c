"""Finds the names of the prompt's key in an answer: as written, reordered, and misspelt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading import lexicons
from nsmtrainer.reading.models import KeyGroup
from nsmtrainer.reading.phrases import Phrases
from nsmtrainer.reading.pipeline import plain_words
from nsmtrainer.reading.words import FULL, Words, stem

_BRACKETED = re.compile(r"\([^()]{0,200}\)")
_SMALL = lexicons.word_set("small")
_SLACK = 3
_LONGEST_VARIANT = 12


@dataclass(frozen=True, slots=True)
class KeyName:
    """One wording of a key entry: `stems` are its telling words, `name` the entry's name."""

    name: str
    group: KeyGroup
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """A prompt's key made ready for look-ups; `vocabulary` holds the stems of all its texts."""

    phrases: Phrases[int]
    names: tuple[KeyName, ...]
    by_stem: dict[str, tuple[int, ...]]
    vocabulary: frozenset[str]
    words: frozenset[str]
    heads: dict[str, int]


@dataclass(frozen=True, slots=True)
class KeyHits:
    """Wordings of a key found in an answer: number of the wording, first word, stop."""

    index: KeyIndex
    written: tuple[tuple[int, int, int], ...]
    reordered: tuple[tuple[int, int, int], ...]
    heads: tuple[tuple[int, int, int], ...] = ()
    """Single words that are the noun of a longer vanity measure ("requests" for "ride requests")."""


def key_hits(words: Words, index: KeyIndex) -> KeyHits:
    """Return where an answer names something of the key, word for word or with its words reordered."""
    written = tuple(index.phrases.find(words))
    heads = tuple((index.heads[one], at, at + 1) for at, one in enumerate(words.norms) if one in index.heads)
    return KeyHits(index, written, tuple(reordered(words, index)), heads)


@lru_cache(maxsize=64)
def key_index(lexicon: Lexicon) -> KeyIndex:
    """Return the index of a lexicon's key, made once per lexicon."""
    phrases: Phrases[int] = Phrases()
    names: list[KeyName] = []
    by_stem: dict[str, list[int]] = defaultdict(list)
    words: set[str] = set()
    heads: dict[str, int] = {}
    for name, group, wording in _wordings(lexicon):
        norms = plain_words(wording)
        if not norms or len(norms) > _LONGEST_VARIANT:
            continue
        number = len(names)
        telling = frozenset(stem(word) for word in norms if word not in _SMALL)
        names.append(KeyName(name, group, telling))
        words.update(norms)
        phrases.add(number, _forms(norms))
        if group == "vanity" and len(norms) == 2:
            heads.update({norm: number for norm in norms if norm.endswith("s") and norm not in _SMALL})
        if len(telling) >= 2:
            for one in telling:
                by_stem[one].append(number)
    liked = {
        norm
        for name, group, wording in _wordings(lexicon)
        if group != "vanity"
        for norm in plain_words(wording)
    }
    heads = {
        norm: number for norm, number in heads.items() if norm not in liked | lexicons.word_set("countable")
    }
    return KeyIndex(
        phrases,
        tuple(names),
        {one: tuple(numbers) for one, numbers in by_stem.items()},
        _vocabulary(lexicon),
        frozenset(words),
        heads,
    )


def reordered(words: Words, index: KeyIndex) -> Iterator[tuple[int, int, int]]:
    """Yield number of the wording, first word and stop where all its telling words stand close together.

    Each word of the answer is looked up once; the cost grows with the answer's length only.
    """
    last_seen: dict[str, int] = {}
    breaks, by_stem, names = words.breaks, index.by_stem, index.names
    for word, one in enumerate(words.stems):
        if breaks[word] == FULL:
            last_seen.clear()
        if one not in by_stem:
            continue
        last_seen[one] = word
        for number in by_stem[one]:
            telling = names[number].stems
            first = word
            for other in telling:
                first = min(first, last_seen.get(other, -1000))
            if word - first <= len(telling) + _SLACK - 1:
                yield number, first, word + 1


def _forms(norms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the wording and its plural or singular last word."""
    last = norms[-1]
    other = last[:-1] if last.endswith("s") and len(last) > 3 else last + "s"
    return [norms, (*norms[:-1], other)]


def _wordings(lexicon: Lexicon) -> Iterator[tuple[str, KeyGroup, str]]:
    groups: tuple[tuple[KeyGroup, tuple[object, ...]], ...] = (
        ("metric", lexicon.metrics),
        ("tolerated", lexicon.tolerated),
        ("vanity", lexicon.vanity),
        ("guardrail", lexicon.guardrails),
    )
    for group, entries in groups:
        for entry in entries:
            name = str(getattr(entry, "name", ""))
            for wording in (name, *getattr(entry, "variants", ())):
                yield name, group, _BRACKETED.sub(" ", wording)


def _vocabulary(lexicon: Lexicon) -> frozenset[str]:
    texts = [lexicon.product, lexicon.question, lexicon.context]
    for entry in (*lexicon.metrics, *lexicon.tolerated, *lexicon.vanity):
        texts += [entry.name, *entry.variants, entry.why]
    for guardrail in lexicon.guardrails:
        texts += [guardrail.name, *guardrail.variants, guardrail.catches]
    general = _SMALL | lexicons.word_set("general")
    return frozenset(stem(word) for text in texts for word in plain_words(text) if word not in general)
