"""Tells an attempt at the question from answers whose words claim nothing about this product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.denial import denies_all
from nsmtrainer.reading.foreign import other_product
from nsmtrainer.reading.model.key_text import content_stems
from nsmtrainer.reading.models import Attempt
from nsmtrainer.reading.pipeline import plain_words
from nsmtrainer.reading.scan import Measure, Range, Scan

_GRAM = 3
_COPIED = 0.6
_ALL_COPIED = 0.7
_PASTED = 0.45
_LONG_TERM = 8.0
_SHORTEST_PASTE = 12
_SHORTEST_ECHO = 6
_RETOLD, _MOSTLY_RETOLD, _SHORTEST_RETOLD = 0.5, 0.7, 15
"""Share of an answer's telling words that are the question's, the share from which that needs no second
opinion and no look at what is proposed, and how many telling words it must have for either to count."""
_ROW, _TRADE = 6, 3
_STRONG = 2
_LABELLING = re.compile(r"\s*[:=]")
_PARTING = frozenset(".,;/|")
_JARGON = 0.06
_TELLING = 0.08


def judge_attempt(scan: Scan) -> Attempt:
    """Return whether the answer attempts the question, and why not.

    The order matters: what is empty or copied is so whatever else it holds; an answer that says
    "I don't know" and then commits to a measure is an attempt. Where no built-in criterion is marked, only
    what is empty or copied is no attempt: the rest asks for a metric, which another subject does not.
    """
    words = scan.words
    if not any(norm.isalpha() or any(map(str.isalnum, norm)) for norm in words.norms):
        return Attempt("empty", "The answer is empty.")
    own = _committed(scan)
    echoed = _copied_words(scan, (scan.lexicon.question, scan.lexicon.context, scan.lexicon.title))
    copied = sum(echoed) / len(words)
    said = [star for star in scan.stars if not all(echoed[star.first : star.stop])]
    if copied >= _COPIED:
        own = any(_is_claim(scan, star) for star in said)
    if copied >= _ALL_COPIED or (copied >= _COPIED and not own and scan.lexicon.north_star):
        return Attempt("echo", "The answer repeats the question's own words.")
    pasted = _copied_words(scan, scan.lexicon.descriptors)
    if len(words) >= _SHORTEST_PASTE and sum(pasted) >= _PASTED * len(words):
        return Attempt("pasted", "The answer repeats how answers are marked.")
    if not scan.lexicon.north_star:
        return Attempt("attempt")
    if scan.has("unknowing") and not own and (len(words) < 60 or not scan.measures):
        return Attempt("dont_know", "The answer says that it does not know.")
    return _unclaimed(scan)


def _unclaimed(scan: Scan) -> Attempt:
    if denies_all(scan.words, scan.clauses.sentences):
        return Attempt("denied", "The answer denies what it says, so that nothing is claimed.")
    retold = _retold(scan)
    if retold >= _MOSTLY_RETOLD or (retold >= _RETOLD and not _committed(scan)):
        reason = "The answer tells the question again in other words."
        return Attempt("no_claim", reason, certain=retold >= _MOSTLY_RETOLD)
    if _term_list(scan):
        reason = "The answer lists terms and claims nothing about this product."
        return Attempt("term_list", reason, certain=_only_terms(scan))
    other = other_product(scan.lexicon, scan.words.norms, scan.words.stems)
    if other:
        return Attempt("other_product", f"The answer is about {other}, not about {scan.lexicon.product}.")
    return _jargon(scan)


def _retold(scan: Scan) -> float:
    """Return what share of the words that tell something is the question's and its facts'."""
    asked = _asked((scan.lexicon.question, scan.lexicon.context, scan.lexicon.title))
    said = _telling(scan.words.norms)
    return len(said & asked) / len(said) if len(said) >= _SHORTEST_RETOLD else 0.0


@lru_cache(maxsize=256)
def _asked(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(_telling(plain_words(text)) for text in texts))


def _telling(norms: Iterable[str]) -> frozenset[str]:
    return frozenset(one for norm in norms for one in content_stems(norm))


def _jargon(scan: Scan) -> Attempt:
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
    return measure.kind != "loose" or measure.strength >= 2


@lru_cache(maxsize=256)
def _grams(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        norms = plain_words(text)
        found.update(norms[i : i + _GRAM] for i in range(len(norms) - _GRAM + 1))
    return frozenset(found)


def _copied_words(scan: Scan, texts: tuple[str, ...]) -> bytearray:
    """Return, per word of the answer, 1 where it stands in a run of three which the texts hold too."""
    known = _grams(texts)
    norms = scan.words.norms
    if len(norms) < _SHORTEST_ECHO:
        return bytearray(len(norms))
    starts = (first for first in range(len(norms) - _GRAM + 1) if norms[first : first + _GRAM] in known)
    return _covered(len(norms), ((first, first + _GRAM) for first in starts))


def _covered(count: int, ranges: Iterable[Range]) -> bytearray:
    """Return, per word of so many, 1 where a range covers it and 0 elsewhere."""
    covered = bytearray(count)
    for first, stop in ranges:
        covered[first:stop] = b"\x01" * (stop - first)
    return covered


def _only_terms(scan: Scan) -> bool:
    """Return whether an answer is a row of pieces without a verb, several of them the trade's words alone.

    A word of the trade that labels what follows ("guardrail: refunds") is not alone.
    """
    words = scan.words
    named = _covered(len(words), ((one.first, one.stop) for one in scan.measures))
    claiming = lexicons.word_set("claiming")
    if any(norm in claiming for norm, inside in zip(words.norms, named, strict=True) if not inside):
        return False
    starts = [0, *(word for word in range(1, len(words)) if words.breaks[word])]
    pieces = list(zip(starts, [*starts[1:], len(words)], strict=True))
    trade = _covered(len(words), scan.all_marks("jargon"))
    alone = sum(
        all(trade[first:stop]) and not _LABELLING.match(words.text, words.ends[stop - 1])
        for first, stop in pieces
    )
    return len(pieces) >= _ROW and alone >= _TRADE


def _labelled(scan: Scan, measure: Measure) -> bool:
    """Return whether a strong cue names a measure with no sign between them that parts the items of a row."""
    if measure.cue is None or measure.strength < _STRONG:
        return False
    first, last = sorted(((measure.first, measure.stop), (measure.cue.first, measure.cue.stop)))
    between = scan.words.text[scan.words.ends[first[1] - 1] : scan.words.starts[last[0]]]
    return first[1] > last[0] or not _PARTING.intersection(between)


def _term_list(scan: Scan) -> bool:
    """Return whether the answer is a row of terms: short pieces, next to no verbs, no metric of its own.

    A terse list that labels its metric ("metric: nights booked") claims something and is none; a term that
    only follows another ("north star metric. retention.") is not labelled by it.
    """
    words = scan.words
    pieces = 1 + sum(1 for strength in words.breaks[1:] if strength)
    claims = sum(1 for norm in words.norms if norm in lexicons.word_set("claiming"))
    labelled = any(_labelled(scan, measure) for measure in scan.with_role("north_star"))
    short = len(words) / pieces
    if pieces >= 5 and short <= (_LONG_TERM if claims == 0 else 4.5) and claims <= len(words) * 0.05:
        return not labelled
    named = [(m.first, m.stop) for m in scan.measures if m.group != "own"]
    terms = _covered(len(words), (*scan.all_marks("jargon"), *named))
    return len(words) >= 8 and sum(terms) >= len(words) * 0.6 and claims <= len(words) * 0.06 and not labelled
