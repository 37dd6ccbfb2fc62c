"""The candidate's own answer with the missing pieces inserted where they belong, marked as suggestions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from nsmtrainer.content.models import MetricRole, Prompt
from nsmtrainer.feedback.wording import lift_wording
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet

_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|\n+")

_ANCHORS: dict[str, MetricRole] = {
    "single_metric": "north_star",
    "game_type": "north_star",
    "guardrail": "guardrail",
    "vanity_distinction": "set_aside",
    "frame_confusion": "target",
}
"""The role of the mention behind whose sentence a criterion's suggestion belongs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the lifted answer: the candidate's own words, or a suggestion for a criterion."""

    text: str
    suggested_for: str = ""

    @property
    def suggested(self) -> bool:
        """Whether the words are the trainer's."""
        return bool(self.suggested_for)


def lift(text: str, sheet: MarkSheet, prompt: Prompt) -> tuple[Piece, ...]:
    """Return the answer in pieces, with one suggestion per criterion below the top level.

    The candidate's words stay as they are and in their order. A suggestion stands behind the sentence
    that it adds to; what adds to nothing yet stands at the end, in the order of the criteria.
    """
    slots: dict[int, list[Piece]] = defaultdict(list)
    for mark in sheet.marks.values():
        if mark.level < MAX_LEVEL and mark.missing:
            place = _place(mark, sheet, text)
            slots[place].append(Piece(_suggestion(mark, sheet, prompt, text), mark.criterion))
    pieces: list[Piece] = []
    start = 0
    for place in sorted(slots):
        if text[start:place]:
            pieces.append(Piece(text[start:place]))
        pieces.extend(slots[place])
        start = place
    if text[start:]:
        pieces.append(Piece(text[start:]))
    return tuple(pieces)


def _place(mark: Mark, sheet: MarkSheet, text: str) -> int:
    """Return the end of the sentence that the suggestion adds to, else the end of the answer."""
    spans = [e.span for e in mark.evidence]
    if not spans:
        role = _ANCHORS.get(mark.criterion)
        spans = [m.span for m in sheet.mentions if m.role == role][:1]
    if not spans:
        return len(text)
    after = max(span.end for span in spans)
    end = _SENTENCE_END.search(text, max(0, after - 1))
    return end.end() if end else len(text)


def _suggestion(mark: Mark, sheet: MarkSheet, prompt: Prompt, text: str) -> str:
    missing = mark.missing[0]
    template = lift_wording(mark.criterion, missing.finding)
    if template is None:
        return missing.advice
    return template.format(**_names(sheet, prompt, text))


def _names(sheet: MarkSheet, prompt: Prompt, text: str) -> dict[str, str]:
    star = next((m for m in sheet.mentions if m.role == "north_star"), None)
    known = {entry.name: entry for entry in (*prompt.metrics, *prompt.tolerated)}
    key = known.get(star.key_name if star else "") or prompt.metrics[0]
    guard = next((m for m in sheet.mentions if m.role == "guardrail" and m.key_name), None)
    guardrail = next(
        (g for g in prompt.guardrails if guard and g.name == guard.key_name),
        next(iter(prompt.guardrails), None),
    )
    aside = {m.key_name for m in sheet.mentions if m.role == "set_aside"}
    vanity = next((v for v in prompt.vanity if v.name in aside), next(iter(prompt.vanity), None))
    game = next(iter(prompt.games), None)
    return {
        "metric": " ".join(star.span.of(text).split()) if star else key.name,
        "key_metric": prompt.metrics[0].name,
        "key_why": key.why or "it only moves when a user got what they came for.",
        "game": game.game if game else "product's",
        "game_reason": game.reason if game else "",
        "guardrail": guardrail.name if guardrail else "a measure of quality",
        "catches": guardrail.catches if guardrail else "growth that users pay for.",
        "vanity": vanity.name if vanity else "arrivals",
        "vanity_why": vanity.why if vanity else "it can rise while nobody is better off.",
    }
