"""Plain facts about an answer that the network is bad at: counts, dates, terms, layout."""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from nsmtrainer.reading.model.key_text import KeyText, signals, word_spans

_STAR = r"(?:north[\s-]*star|nsm|main metric|one metric|the metric|the star)"
_SIZE = (r"(?:\d[\d.,]*\s*(?:%|k\b|m\b|bn\b|million|billion|thousand|percent|per cent)|\d{3,}"
         r"|\$\s?\d|(?:ten|five|one|two|three|fifty|hundred) (?:million|thousand|percent|per cent))")
_DATE = (r"(?:\bq[1-4]\b|\b(?:first|second|third|fourth|next|this) (?:quarter|half|year)\b|\bh[12]\b"
         r"|by (?:the end|next|year|december|june|march|september|summer|christmas|january|april|july"
         r"|may|august|october|november|february|spring|autumn|20\d\d|q[1-4]|end of)"
         r"|\b20[2-3]\d\b|end of (?:the )?year)")
_TERM = r"\b(?:okrs?|key results?|krs?|kpis?|omtm|one metric that matters|objectives?|targets?|goals?)\b"
_NOT = r"\b(?:not|n't|no|never|nor|neither|wouldn't|don't|isn't|rather than|instead of|without)\b"
_COUNTED: tuple[tuple[str, str], ...] = (
    ("star", _STAR),
    ("star_size", _STAR + r"[^.!?\n]{0,60}" + _SIZE),
    ("star_date", _STAR + r"[^.!?\n]{0,80}" + _DATE),
    ("size", _SIZE),
    ("date", _DATE),
    ("terms", _TERM),
    ("okr", r"\b(?:okrs?|key results?|krs?)\b"),
    ("omtm", r"\b(?:omtm|one metric that matters|for now|this stage|stage metric)\b"),
    ("kpi", r"\bkpis?\b"),
    ("star_is_term", _STAR + r"[^.!?\n]{0,30}\b(?:is|=|are|means?)\b[^.!?\n]{0,30}" + _TERM),
    ("game", r"\bgames?\b"),
    ("game_named", r"\b(?:attention|transaction|transactional|productivity)\b"),
    ("therefore", r"\b(?:so|hence|therefore|thus|that's why|which is why|follows)\b"),
    ("because", r"\b(?:because|since|as it|reason|why)\b"),
    ("guard", r"\b(?:guardrails?|guard|counter|balance|alongside|keep an eye|watch|check)\b"),
    ("vanity", r"\b(?:vanity|proxy|proxies|noise|misleading|flatter\w*|looks? good)\b"),
    ("not", _NOT),
    ("together", r"\b(?:together|both|combination|combined|mix|dashboard|as well as|equally)\b"),
    ("either", r"\b(?:either|or maybe|perhaps|maybe|could be|depends)\b"),
    ("listing", r"(?:^|\n)\s*(?:[-*•]|\d+[.)])\s"),
    ("commas", r","),
    ("question", r"\?"),
    ("business", r"\b(?:revenue|profit|arr|mrr|margin|ltv|gmv|sales)\b"),
    ("usage", r"\b(?:dau|mau|wau|sessions?|sign-?ups?|downloads?|log-?ins?|opens|page views|visits)\b"),
    ("review", r"\b(?:review|revisit|quarterly|every|months?|re-?open|re-?check)\b"),
    ("test", r"\b(?:test|experiment|a/b|interviews?|correlat\w*|hold-?out|control|baseline)\b"),
    ("dont_know", r"(?:don't know|no idea|not sure|can't say|pass\b|skip\b)"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _COUNTED)

NAMES = (
    *(name for name, _ in _PATTERNS),
    "words", "words_over_60", "mean_word", "sentences", "capitals", "distinct",
    "metric_hit", "vanity_hit", "guardrail_hit", "tolerated_hit", "kind_pre_fit", "kind_ai",
)
"""The facts in the order of the row that `facts` gives."""

Row = npt.NDArray[np.float64]


def facts(key: KeyText, text: str) -> Row:
    """One row of plain facts, each about 0 to 2 in size."""
    lowered = text.lower()  # twice as fast as patterns that ignore case
    row = [math.log1p(len(pattern.findall(lowered))) for _, pattern in _PATTERNS]
    spans = word_spans(text)
    words = [text[start:end] for start, end in spans]
    count = len(words)
    sentences = max(1, len(re.findall(r"[.!?\n]+", text)))
    row += [
        math.log1p(count) / 3,
        math.log1p(max(0, count - 60)) / 3,
        sum(map(len, words)) / max(count, 1) / 4,
        math.log1p(sentences),
        sum(word.isupper() and len(word) > 1 for word in words) / max(count, 1) * 5,
        len({word.lower() for word in words}) / max(count, 1),
    ]
    flags = np.array(signals(key, words), dtype=np.float64).reshape(-1, 4)
    best = flags.max(axis=0) if count else np.zeros(4)
    row += [best[0], best[2], best[3], best[1]]
    row += [float(key.kind == "pre_fit"), float(key.kind == "ai")]
    return np.array(row)
