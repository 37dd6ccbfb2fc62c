"""Tells an attempt at the question from answers whose words claim nothing about this product."""

from __future__ import annotations

from functools import lru_cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.models import Attempt
from nsmtrainer.reading.pipeline import plain_words
from nsmtrainer.reading.scan import Measure, Scan
from nsmtrainer.reading.words import stem

_GRAM = 3
_COPIED = 0.6
_PASTED = 0.45
_JARGON = 0.06
_TELLING = 0.08
_FOREIGN = 0.13
_LONG_ENOUGH = 25


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
    if _copied(scan, scan.lexicon.descriptors) >= _PASTED:
        return Attempt("pasted", "The answer repeats how answers are marked.")
    if scan.has("unknowing") and not own and (len(words) < 60 or not scan.measures):
        return Attempt("dont_know", "The answer says that it does not know.")
    if _term_list(scan):
        return Attempt("term_list", "The answer lists terms and claims nothing about this product.")
    return _elsewhere(scan)


def _elsewhere(scan: Scan) -> Attempt:
    other = _other_product(scan)
    if other:
        return Attempt("other_product", f"The answer is about {other}, not about {scan.lexicon.product}.")
    if _committed(scan) or any(_is_claim(scan, m) for m in scan.with_role("set_aside", "guardrail")):
        return Attempt("attempt")
    jargon = sum(stop - first for first, stop in scan.all_marks("jargon"))
    telling = sum(1 for one in scan.words.stems if one in scan.vocabulary)
    if not scan.measures and telling == 0 and not jargon:
        return Attempt("off_topic", "The answer names no metric and nothing of this product.")
    if jargon >= 3 and jargon >= len(scan.words) * _JARGON and telling <= max(2, len(scan.words) * _TELLING):
        return Attempt(
            "no_claim", "The answer uses the words of the trade and claims nothing about this product."
        )
    return Attempt("attempt")


def _committed(scan: Scan) -> bool:
    """Return whether a measure is proposed that somebody could take for this product's."""
    return any(_is_claim(scan, measure) for measure in scan.stars)


def _is_claim(scan: Scan, measure: Measure) -> bool:
    if measure.group == "own":
        stems = scan.words.stems[measure.first : measure.stop]
        return measure.kind != "loose" and any(one in scan.vocabulary for one in stems)
    return measure.kind != "loose"


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
    """Return whether the answer is a row of terms: short pieces, next to no verbs, and no metric named as its own.

    A terse list that labels its metric ("metric: nights booked") claims something and is none.
    """
    words = scan.words
    pieces = 1 + sum(1 for strength in words.breaks[1:] if strength)
    claims = sum(1 for norm in words.norms if norm in lexicons.word_set("claiming"))
    labelled = any(m.cue is not None and m.strength >= 2 for m in scan.with_role("north_star"))
    short = len(words) / pieces
    if pieces >= 5 and short <= 4.5 and claims <= len(words) * 0.05:
        return not labelled
    terms = bytearray(len(words))
    named = [(m.first, m.stop) for m in scan.measures if m.group != "own"]
    for first, stop in (*scan.all_marks("jargon"), *named):
        terms[first:stop] = b"\x01" * (stop - first)
    return len(words) >= 8 and sum(terms) >= len(words) * 0.6 and claims <= len(words) * 0.06 and not labelled


def _other_product(scan: Scan) -> str:
    """Return the other product that the answer is about, "another product" where it is not named, or ""."""
    words, lexicon = scan.words, scan.lexicon
    own = {stem(word) for word in plain_words(lexicon.product) if len(word) > 3}
    in_key = any(m.group in {"metric", "tolerated", "guardrail", "vanity"} for m in scan.measures)
    if in_key or not own.isdisjoint(words.stems):
        return ""
    telling = {one for one in words.stems if len(one) > 3}
    known = len(telling & scan.vocabulary)
    told = [words.phrase(*place) for place in scan.all_marks("names") if not scan.disowned(place[0])]
    if (
        scan.star is None
        or len(words) < _LONG_ENOUGH
        or known >= _FOREIGN * len(telling) * (2 if told else 1)
    ):
        return ""
    return max(sorted(set(told)), key=told.count).title() if told else "another product"
