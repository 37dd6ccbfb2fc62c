"""Answers with a claim taken out or its metric exchanged, and the marks that follow from that.

The quotes say which words a mark rests on. Without those words the mark falls to 0; a mark whose words
are only partly gone is left out. So the network learns what a level hangs on, and meets answers that
argue well and propose nothing, which are rare among the marked ones.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from answers import Answer

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+|[^.!?\n]+$")
_PROPOSAL = ("single_metric", "frame_confusion")


def _star_quotes(answer: Answer) -> list[str]:
    return [quote for quote, role in answer.metrics if role == "north_star"]


def without_claim(answer: Answer, rng: random.Random) -> Answer | None:
    """The answer without the sentences that one criterion's mark rests on; None where that fails."""
    names = [name for name, quotes in answer.evidence.items()
             if quotes and answer.marks.get(name, 0) > 0 and name != "frame_confusion"]
    if not names:
        return None
    target = rng.choice([*names, *(["single_metric"] if "single_metric" in names else [])])
    gone = list(answer.evidence[target])
    if target == "single_metric":
        gone += _star_quotes(answer) + answer.evidence.get("frame_confusion", [])
    places = [(answer.text.find(quote), len(quote)) for quote in gone]
    kept = [match.group() for match in _SENTENCE.finditer(answer.text)
            if not any(start < match.end() and match.start() < start + size
                       for start, size in places if start >= 0)]
    text = "".join(kept).strip()
    if len(text.split()) < 8:
        return None
    marks = {name: level for name in answer.marks
             if (level := _level_without(answer, name, text)) is not None}
    return replace(answer, text=text, marks=marks, made="without",
                   evidence={name: [q for q in quotes if q in text]
                             for name, quotes in answer.evidence.items()},
                   metrics=tuple((q, role) for q, role in answer.metrics if q in text),
                   unsure=answer.unsure | frozenset(answer.marks) - {target})


def _level_without(answer: Answer, name: str, text: str) -> int | None:
    """A criterion's level once only `text` is left; None where it is open."""
    quotes, level = answer.evidence.get(name, []), answer.marks[name]
    left = [quote in text for quote in quotes]
    if all(left):
        return level
    if any(left):
        return None
    if name in _PROPOSAL:
        if any(quote in text for quote in _star_quotes(answer)):
            return None
        return 0 if level < 3 or name == "single_metric" else None
    return 0


def vanity_crowned(answer: Answer, rng: random.Random) -> Answer | None:
    """The answer with its one good metric exchanged for a vanity metric of the same prompt."""
    stars = _star_quotes(answer)
    key = answer.key_text()
    if len(stars) != 1 or answer.marks.get("single_metric", 0) < 2 or not key.vanity:
        return None
    star, poor = stars[0], rng.choice(key.vanity)
    if len(star) < 6 or answer.text.count(star) != 1:
        return None

    def change(text: str) -> str:
        return text.replace(star, poor)

    marks = {"single_metric": 1}
    for name in ("game_type", "frame_confusion"):
        if answer.marks.get(name, 3) <= 2:
            marks[name] = answer.marks[name]
    return replace(answer, text=change(answer.text), marks=marks, made="crowned",
                   evidence={name: [change(quote) for quote in quotes]
                             for name, quotes in answer.evidence.items() if name in marks},
                   metrics=tuple((change(quote), role) for quote, role in answer.metrics),
                   unsure=answer.unsure | {"game_type", "frame_confusion"})
