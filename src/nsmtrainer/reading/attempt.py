"""Tells an attempt at the question from answers whose words claim nothing about this product."""

from __future__ import annotations

from functools import lru_cache

from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading import lexicons
from nsmtrainer.reading.models import Attempt
from nsmtrainer.reading.pipeline import plain_words
from nsmtrainer.reading.scan import Measure, Scan
from nsmtrainer.reading.words import stem

_GRAM = 3
_COPIED = 0.6
_VERBS = lexicons.word_set("verbs")


def judge_attempt(scan: Scan) -> Attempt:
    """Return whether the answer attempts the question, and why not.

    The order matters: what is empty or copied is so whatever else it holds; an answer that says
    "I don't know" and then commits to a measure is an attempt.
    """
    words = scan.words
    if not any(norm.isalpha() or any(map(str.isalnum, norm)) for norm in words.norms):
        return Attempt("empty", "The answer is empty.")
    own = _committed(scan)
    if _copied(scan, (scan.lexicon.question, scan.lexicon.context)) >= _COPIED and not own:
        return Attempt("echo", "The answer repeats the question's own words.")
    if _copied(scan, scan.lexicon.descriptors) >= _COPIED:
        return Attempt("pasted", "The answer repeats how answers are marked.")
    if scan.has("unknowing") and not own and (len(words) < 60 or not scan.measures):
        return Attempt("dont_know", "The answer says that it does not know.")
    if _term_list(scan):
        return Attempt("term_list", "The answer lists terms and claims nothing about this product.")
    return _elsewhere(scan)


def _elsewhere(scan: Scan) -> Attempt:
    own = _committed(scan)
    other = _other_product(scan)
    if other:
        return Attempt("other_product", f"The answer is about {other}, not about {scan.lexicon.product}.")
    if own:
        return Attempt("attempt")
    jargon = sum(stop - first for first, stop in scan.all_marks("jargon"))
    telling = sum(1 for one in scan.words.stems if one in scan.vocabulary)
    if not scan.measures and telling == 0 and not jargon:
        return Attempt("off_topic", "The answer names no metric and nothing of this product.")
    claims = [
        m for m in scan.measures if m.group != "general" or m.role in {"set_aside", "guardrail", "north_star"}
    ]
    if (
        not claims
        and jargon >= 3
        and jargon >= len(scan.words) * 0.08
        and telling <= max(2, len(scan.words) * 0.05)
    ):
        return Attempt(
            "no_claim", "The answer uses the words of the trade and claims nothing about this product."
        )
    return Attempt("attempt")


def _committed(scan: Scan) -> bool:
    """Return whether a measure is proposed that is this product's, or at least countable."""
    return any(_is_claim(measure) for measure in scan.stars)


def _is_claim(measure: Measure) -> bool:
    return measure.kind not in {"loose"} and (
        measure.group != "own" or measure.kind in {"shape", "delivered", "stretch"}
    )


@lru_cache(maxsize=256)
def _grams(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        norms = plain_words(text)
        found.update(norms[i : i + _GRAM] for i in range(len(norms) - _GRAM + 1))
    return frozenset(found)


def _copied(scan: Scan, texts: tuple[str, ...]) -> float:
    """Return the share of the answer's words that stand in runs of three which the texts hold too."""
    known = _grams(texts)
    norms = scan.words.norms
    if len(norms) < 6 or not known:
        return 0.0
    copied = bytearray(len(norms))
    for first in range(len(norms) - _GRAM + 1):
        if norms[first : first + _GRAM] in known:
            copied[first : first + _GRAM] = b"\x01" * _GRAM
    return sum(copied) / len(norms)


def _term_list(scan: Scan) -> bool:
    """Return whether most words are terms of the trade and next to none a verb or one of this product."""
    words = scan.words
    terms = bytearray(len(words))
    for first, stop in (
        *scan.all_marks("jargon"),
        *((m.first, m.stop) for m in scan.measures if m.group == "general"),
    ):
        terms[first:stop] = b"\x01" * (stop - first)
    share = sum(terms) / len(words)
    verbs = sum(1 for norm in words.norms if norm in _VERBS)
    own = sum(
        1
        for m in scan.measures
        if m.group in {"metric", "tolerated", "guardrail"} or m.kind in {"shape", "delivered"}
    )
    breaks = sum(1 for b in words.breaks[1:] if b)
    if (
        len(words) >= 6
        and share >= 0.5
        and verbs <= len(words) * 0.04
        and own <= 1
        and breaks >= len(words) * 0.2
    ):
        return True
    return len(words) >= 8 and share >= 0.7 and verbs <= len(words) * 0.06 and own <= 1


def _other_product(scan: Scan) -> str:
    """Return the other product that the answer is about, or ""."""
    names = _names_of(scan.lexicon)
    own = {stem(word) for word in plain_words(scan.lexicon.product)}
    told: dict[str, int] = {}
    for first, stop in scan.all_marks("names"):
        name = scan.words.phrase(first, stop)
        if stem(name) not in own and not scan.disowned(first):
            told[name] = told.get(name, 0) + 1
    product_named = any(one in own for one in scan.words.stems) and bool(own & names)
    star = scan.star
    in_key = any(m.group in {"metric", "tolerated", "guardrail", "vanity"} for m in scan.measures)
    if told and not product_named and not in_key and star is not None:
        return max(told, key=lambda name: told[name])
    return ""


@lru_cache(maxsize=64)
def _names_of(lexicon: Lexicon) -> frozenset[str]:
    known = {stem(name) for name in lexicons.load("companies")["names"]}
    return frozenset(known | {stem(word) for word in plain_words(lexicon.product)})
