"""The learned reader as a source: what the model sees of an answer, as findings and mentions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache

from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.models import Lexicon, MetricRole
from nsmtrainer.reading.model import CriterionView, KeyText, Marker, ModelView
from nsmtrainer.reading.models import Finding, Mention
from nsmtrainer.spans import Span

SWITCH = "NSMTRAINER_MODEL"
"""Environment variable; "none" lets the rules read alone, for comparing."""

ROLES: dict[str, MetricRole] = {
    "north_star": "north_star",
    "guardrail": "guardrail",
    "set_aside": "set_aside",
    "input": "input",
    "target": "target",
    "example": "example",
    "other": "other",
}


@cache
def marker() -> Marker | None:
    """Return the model, loaded once; None where it is not installed or switched off."""
    return None if os.environ.get(SWITCH) == "none" else Marker.load()


def key_of(lexicon: Lexicon) -> KeyText:
    """Return what of a lexicon the model is shown."""
    return KeyText(
        product=lexicon.product,
        kind=lexicon.kind,
        games=lexicon.games,
        metrics=tuple(entry.name for entry in lexicon.metrics),
        tolerated=tuple(entry.name for entry in lexicon.tolerated),
        vanity=tuple(entry.name for entry in lexicon.vanity),
        guardrails=tuple(guardrail.name for guardrail in lexicon.guardrails),
    )


def learned_findings(view: ModelView) -> Iterator[Finding]:
    """Yield the findings of every criterion: the k-th is there where the model gives level k or more."""
    for criterion, names in FINDINGS.items():
        seen = view.criteria[criterion]
        for step, name in enumerate(names):
            yield _finding(seen, step, name, view.version)


def _finding(seen: CriterionView, step: int, name: str, version: str) -> Finding:
    present = seen.level > step
    chance = seen.at_least[step]
    # A cut-off need not lie at even chances; what was decided is at least as likely as not.
    confidence = max(0.5, chance if present else 1.0 - chance)
    said = "finds" if present else "does not find"
    return Finding(
        criterion=seen.criterion,
        name=name,
        present=present,
        confidence=confidence,
        spans=seen.evidence if present else (),
        source=f"model:{version}",
        reason=f"The model {said} enough for level {step + 1} or more (chance {chance:.0%}).",
    )


def learned_mentions(view: ModelView, ruled: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the metrics that the model sees, named by the rules where these know the name.

    A mention of the rules that the model passes over is kept as one without a role to speak of.
    """
    found = [_named(span, ROLES[role], score, view.version, ruled) for span, role, score in view.mentions]
    spans = [mention.span for mention in found]
    return tuple(sorted((*found, *_passed_over(ruled, spans)), key=lambda m: (m.span, m.role)))


def _named(span: Span, role: MetricRole, score: float, version: str, ruled: Sequence[Mention]) -> Mention:
    inside = [m for m in ruled if m.span.overlaps(span) and m.role != "target"]
    best = max(inside, key=lambda m: (bool(m.key_name), len(m.span)), default=None)
    return Mention(
        span=span,
        role=role,
        key_name=best.key_name if best else "",
        group=best.group if best else "own",
        confidence=score,
        source=f"model:{version}",
    )


def _passed_over(ruled: Sequence[Mention], spans: Sequence[Span]) -> Iterator[Mention]:
    for mention in ruled:
        if not any(mention.span.overlaps(span) for span in spans):
            yield Mention(mention.span, "other", mention.key_name, mention.group, 0.5, mention.source)
