"""What the model is told about a prompt: its key as a short text, and the stems of the key's phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SIGNALS = ("metric", "tolerated", "vanity", "guardrail")
"""The columns of `signals.signals`, in order: the parts of the key that an answer's word can belong to."""

WORD = re.compile(r"[A-Za-z0-9]+")
_STOP = frozenset(
    {
        "a",
        "all",
        "an",
        "and",
        "any",
        "app",
        "are",
        "argued",
        "as",
        "at",
        "be",
        "by",
        "count",
        "each",
        "every",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "less",
        "milestone",
        "more",
        "most",
        "no",
        "not",
        "number",
        "of",
        "omtm",
        "on",
        "one",
        "only",
        "or",
        "other",
        "per",
        "rate",
        "rather",
        "share",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "two",
        "was",
        "were",
        "when",
        "where",
        "who",
        "whose",
        "with",
    }
)
_EXPANSIONS = {
    "dau": ("daily", "active", "user"),
    "wau": ("weekly", "active", "user"),
    "mau": ("monthly", "active", "user"),
    "curr": ("current", "user", "retention"),
    "gmv": ("gross", "merchandise", "value"),
    "signups": ("sign", "up"),
    "signup": ("sign", "up"),
    "logins": ("log", "in"),
    "login": ("log", "in"),
    "nsm": ("north", "star"),
}
_IRREGULAR = {
    "stayed": "stay",
    "kept": "keep",
    "sold": "sell",
    "held": "hold",
    "paid": "pay",
    "driven": "drive",
    "shown": "show",
    "spent": "spend",
    "won": "win",
    "met": "meet",
}


@dataclass(frozen=True, slots=True)
class KeyText:
    """The part of a prompt's key that the model reads."""

    product: str
    kind: str
    games: tuple[str, ...]
    metrics: tuple[str, ...]
    tolerated: tuple[str, ...]
    vanity: tuple[str, ...]
    guardrails: tuple[str, ...]

    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The key's phrases, one tuple for each column of `SIGNALS`."""
        return self.metrics, self.tolerated, self.vanity, self.guardrails


def short_text(key: KeyText) -> str:
    """The key in a few words: what the product is, what kind of question, which games."""
    return f"{key.product}; {key.kind.replace('_', ' ')}; {', '.join(key.games)}"


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """A rough stem, so that "booked", "books" and "booking" meet."""
    word = _IRREGULAR.get(word, word)
    for ending in ("ings", "ing", "ions", "ion", "ies", "ed", "es", "er", "ers", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=5_000)
def content_stems(phrase: str) -> frozenset[str]:
    """The stems of a key phrase's telling words, abbreviations spelled out."""
    found: set[str] = set()
    for match in WORD.finditer(phrase.lower()):
        word = match.group()
        spelled = _EXPANSIONS.get(word, (word,))
        found.update(stem(part) for part in spelled if part not in _STOP)
    return frozenset(found)


@lru_cache(maxsize=8_192)
def stems_of(word: str) -> frozenset[str]:
    """The stems of a word, an abbreviation spelled out."""
    lowered = word.lower()
    return frozenset(stem(part) for part in _EXPANSIONS.get(lowered, (lowered,)))
