"""The learned reader as a source: what the model sees of an answer, as findings and mentions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.models import KeyGuardrail, KeyMetric, Lexicon, MetricRole
from nsmtrainer.reading.model import CriterionView, KeyText, ModelView
from nsmtrainer.reading.models import Attempt, Finding, KeyGroup, Mention
from nsmtrainer.spans import Span

if TYPE_CHECKING:
    from nsmtrainer.reading.model import Marker

SWITCH = "NSMTRAINER_MODEL"
"""Environment variable for comparing readers: "none" for the rules alone, or a folder with another model."""

COVERED = 0.6
"""Share of what the model points at from which the rules' own cut of the name is the better one."""

ROLES: dict[str, MetricRole] = {
    "north_star": "north_star",
    "guardrail": "guardrail",
    "set_aside": "set_aside",
    "input": "input",
    "target": "target",
    "example": "example",
    "other": "other",
}

_MEASURED = 2
"""Level from which a guardrail, or a measure set aside, is a specific one."""
_CRITERION_OF_ROLE: dict[MetricRole, str] = {"guardrail": "guardrail", "set_aside": "vanity_distinction"}


def marker() -> Marker | None:
    """Return the model, loaded once; None where it is not installed or switched off."""
    return _loaded(os.environ.get(SWITCH, ""))


@cache
def _loaded(wanted: str) -> Marker | None:
    if wanted == "none":
        return None
    from nsmtrainer.reading.model import Marker  # noqa: PLC0415 - heavy, so only where there is a model to use

    return Marker.load(Path(wanted) if wanted else None)


def key_of(lexicon: Lexicon) -> KeyText:
    """Return what of a lexicon the model is shown: every name of its key with its variants."""
    return KeyText(
        product=lexicon.product,
        kind=lexicon.kind,
        games=lexicon.games,
        metrics=_said(lexicon.metrics),
        tolerated=_said(lexicon.tolerated),
        vanity=_said(lexicon.vanity),
        guardrails=_said(lexicon.guardrails),
    )


def _said(entries: Sequence[KeyMetric | KeyGuardrail]) -> tuple[str, ...]:
    return tuple(said for entry in entries for said in (entry.name, *entry.variants))


def ruled(findings: Sequence[Finding], attempt: Attempt) -> dict[str, float]:
    """Return what the rules found, as the model weighs it: names of what is there, each with a confidence."""
    found = {f"{f.criterion}.{f.name}": f.confidence for f in findings if f.present}
    if not attempt.counts:
        found[f"attempt.{attempt.kind}"] = 1.0
    return found


def learned_findings(view: ModelView) -> Iterator[Finding]:
    """Yield the findings of every criterion that the model knows: the k-th is there from level k on."""
    for criterion, seen in view.criteria.items():
        for step, name in enumerate(FINDINGS[criterion]):
            yield _finding(seen, step, name, view.version)


def _finding(seen: CriterionView, step: int, name: str, version: str) -> Finding:
    present = seen.level > step
    chance = seen.at_least[step]
    # A cut-off need not lie at even chances; what was decided is at least as likely as not.
    confidence = round(max(0.5, chance if present else 1.0 - chance), 4)
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


def learned_mentions(view: ModelView, ruled_by: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the metrics that the model sees, named and cut out by the rules where these know the name.

    A mention of the rules that the model passes over is kept as one without a role to speak of, but where the
    model sees a measure in such a role somewhere and does not say which one: then the rules do.
    """
    found = [m for seen in view.mentions for m in _named(seen, view.version, ruled_by)]
    spans = [mention.span for mention in found if mention.role != "target"]
    pointed_at = {mention.role for mention in found}
    measured = {name for name, one in view.criteria.items() if one.level >= _MEASURED}
    kept = {role for role, criterion in _CRITERION_OF_ROLE.items() if criterion in measured} - pointed_at
    distinct = {(m.span, m.role): m for m in (*found, *_passed_over(ruled_by, spans, {"target", *kept}))}
    return tuple(sorted(distinct.values(), key=lambda m: (m.span, m.role)))


def _named(seen: tuple[Span, str, float], version: str, ruled_by: Sequence[Mention]) -> Iterator[Mention]:
    """Yield what the model points at: the measures that the rules know inside it, else the words."""
    span, role, score = seen[0], seen[1], round(seen[2], 4)
    known = [m for m in ruled_by if m.role != "target" and m.key_name and span.contains(m.span)]
    covered = sum(len(m.span) for m in known)
    if role == "target" or covered < COVERED * len(span):
        group: KeyGroup
        near = max((m for m in ruled_by if m.span.overlaps(span) and m.key_name), default=None, key=_length)
        name, group = (near.key_name, near.group) if near and role != "target" else ("", "own")
        yield Mention(span, ROLES[role], name, group, score, f"model:{version}")
        return
    for inside in known:
        yield Mention(inside.span, ROLES[role], inside.key_name, inside.group, score, f"model:{version}")


def _length(mention: Mention) -> int:
    return len(mention.span)


def _passed_over(
    ruled_by: Sequence[Mention], spans: Sequence[Span], kept: Set[MetricRole]
) -> Iterator[Mention]:
    for mention in ruled_by:
        if not any(mention.span.overlaps(span) for span in spans):
            role: MetricRole = mention.role if mention.role in kept else "other"
            yield Mention(mention.span, role, mention.key_name, mention.group, 0.5, mention.source)
