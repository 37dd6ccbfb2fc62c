"""Plain facts about an answer that the network is bad at: counts, dates, terms, layout."""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from nsmtrainer.reading.model.key_text import KeyText
from nsmtrainer.reading.model.signals import signals, word_spans

_STAR = r"(?:north[\s-]*star|nsm|main metric|one metric|the metric|the star)"
_SIZE = (
    r"(?:\d[\d.,]*\s*(?:%|k\b|m\b|bn\b|million|billion|thousand|percent|per cent)|\d{3,}"
    r"|\$\s?\d|(?:ten|five|one|two|three|fifty|hundred) (?:million|thousand|percent|per cent))"
)
_DATE = (
    r"(?:\bq[1-4]\b|\b(?:first|second|third|fourth|next|this) (?:quarter|half|year)\b|\bh[12]\b"
    r"|by (?:the end|next|year|december|june|march|september|summer|christmas|january|april|july"
    r"|may|august|october|november|february|spring|autumn|20\d\d|q[1-4]|end of)"
    r"|\b20[2-3]\d\b|end of (?:the )?year)"
)
_TERM = r"\b(?:okrs?|key results?|krs?|kpis?|omtm|one metric that matters|objectives?|targets?|goals?)\b"
_NOT = r"\b(?:not|n't|no|never|nor|neither|wouldn't|don't|isn't|rather than|instead of|without)\b"
_COUNTED: tuple[tuple[str, str, str], ...] = (
    ("star", _STAR, "north|nsm|main metric|one metric|the metric|the star"),
    ("star_size", _STAR + r"[^.!?\n]{0,60}" + _SIZE, "@star size"),
    ("star_date", _STAR + r"[^.!?\n]{0,80}" + _DATE, "@star date"),
    ("size", _SIZE, "#|million|thousand|percent|per cent"),
    ("date", _DATE, "q1|q2|q3|q4|quarter|half|year|h1|h2|by |20|end of"),
    ("terms", _TERM, "okr|key result|kr|kpi|omtm|one metric|objective|target|goal"),
    ("okr", r"\b(?:okrs?|key results?|krs?)\b", "@terms"),
    (
        "omtm",
        r"\b(?:omtm|one metric that matters|for now|this stage|stage metric)\b",
        "omtm|one metric|for now|this stage|stage metric",
    ),
    ("kpi", r"\bkpis?\b", "@terms"),
    ("star_is_term", _STAR + r"[^.!?\n]{0,30}\b(?:is|=|are|means?)\b[^.!?\n]{0,30}" + _TERM, "@star terms"),
    ("game", r"\bgames?\b", "game"),
    (
        "game_named",
        r"\b(?:attention|transaction|transactional|productivity)\b",
        "attention|transaction|productivity",
    ),
    (
        "therefore",
        r"\b(?:so|hence|therefore|thus|that's why|which is why|follows)\b",
        "so|hence|therefore|thus|that's why|which is why|follows",
    ),
    ("because", r"\b(?:because|since|as it|reason|why)\b", "because|since|as it|reason|why"),
    (
        "guard",
        r"\b(?:guardrails?|guard|counter|balance|alongside|keep an eye|watch|check)\b",
        "guard|counter|balance|alongside|keep an eye|watch|check",
    ),
    (
        "vanity",
        r"\b(?:vanity|proxy|proxies|noise|misleading|flatter\w*|looks? good)\b",
        "vanity|prox|noise|misleading|flatter|look",
    ),
    ("not", _NOT, ""),
    (
        "together",
        r"\b(?:together|both|combination|combined|mix|dashboard|as well as|equally)\b",
        "together|both|combin|mix|dashboard|as well as|equally",
    ),
    (
        "either",
        r"\b(?:either|or maybe|perhaps|maybe|could be|depends)\b",
        "either|maybe|perhaps|could be|depends",
    ),
    ("listing", r"(?:^|\n)\s*(?:[-*•]|\d+[.)])\s", ""),
    ("commas", r",", ""),
    ("question", r"\?", ""),
    (
        "business",
        r"\b(?:revenue|profit|arr|mrr|margin|ltv|gmv|sales)\b",
        "revenue|profit|arr|mrr|margin|ltv|gmv|sales",
    ),
    (
        "usage",
        r"\b(?:dau|mau|wau|sessions?|sign-?ups?|downloads?|log-?ins?|opens|page views|visits)\b",
        "dau|mau|wau|session|sign|download|log|opens|page views|visits",
    ),
    (
        "review",
        r"\b(?:review|revisit|quarterly|every|months?|re-?open|re-?check)\b",
        "review|revisit|quarterly|every|month|re-|reopen|recheck",
    ),
    (
        "test",
        r"\b(?:test|experiment|a/b|interviews?|correlat\w*|hold-?out|control|baseline)\b",
        "test|experiment|a/b|interview|correlat|hold|control|baseline",
    ),
    (
        "dont_know",
        r"(?:don't know|no idea|not sure|can't say|pass\b|skip\b)",
        "don't know|no idea|not sure|can't say|pass|skip",
    ),
)
"""Name, pattern, and what makes looking for it worth while: words (# is any digit) of which one stands in
every match, or, behind an @, patterns of which every match holds one. With nothing there it always is."""
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern, _ in _COUNTED)
_HINTS = {name: tuple(hint.split("|")) for name, _, hint in _COUNTED if hint and hint[0] != "@"}
_HOLDS = {name: tuple(hint[1:].split()) for name, _, hint in _COUNTED if hint.startswith("@")}
_IN_TURN = sorted(_PATTERNS, key=lambda one: one[0] in _HOLDS)  # after those that they hold
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?\n]+")

NAMES = (
    *(name for name, _ in _PATTERNS),
    "words",
    "words_over_60",
    "mean_word",
    "sentences",
    "capitals",
    "distinct",
    "metric_hit",
    "vanity_hit",
    "guardrail_hit",
    "tolerated_hit",
    "kind_pre_fit",
    "kind_ai",
)
"""The facts in the order of the row that `facts` gives."""

Row = npt.NDArray[np.float64]


def facts(key: KeyText, text: str) -> Row:
    """One row of plain facts, each about 0 to 2 in size."""
    lowered = text.lower()  # twice as fast as patterns that ignore case
    row = [math.log1p(count) for count in _counts(lowered)]
    words = tuple(text[start:end] for start, end in word_spans(text))
    count = len(words)
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    row += [
        math.log1p(count) / 3,
        math.log1p(max(0, count - 60)) / 3,
        sum(map(len, words)) / max(count, 1) / 4,
        math.log1p(sentences),
        sum(word.isupper() and len(word) > 1 for word in words) / max(count, 1) * 5,
        len({word.lower() for word in words}) / max(count, 1),
    ]
    best = signals(key, words).max(axis=0) if count else np.zeros(4)
    row += [best[0], best[2], best[3], best[1]]
    row += [float(key.kind == "pre_fit"), float(key.kind == "ai")]
    return np.array(row)


def _counts(lowered: str) -> list[int]:
    """How often each pattern occurs in a text in lower case; a word is found much faster than a pattern."""
    hinting = f"{lowered}#" if _DIGIT.search(lowered) else lowered
    counts = {name: 0 for name, _ in _PATTERNS}
    for name, pattern in _IN_TURN:
        if all(counts[held] for held in _HOLDS.get(name, ())) and (
            name not in _HINTS or any(hint in hinting for hint in _HINTS[name])
        ):
            counts[name] = len(pattern.findall(lowered))
    return list(counts.values())
