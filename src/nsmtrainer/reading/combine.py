"""The seam between those who make findings: rules where these are exact, the model where wording is free.

What each is trusted with was measured on answers by authors that neither had seen; docs/marking.md has
the figures. Whoever marks a reading does not know who made which finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nsmtrainer.content.findings import BLOCKERS, FINDINGS
from nsmtrainer.reading.learned import learned_findings, learned_mentions
from nsmtrainer.reading.model import ModelView
from nsmtrainer.reading.models import Attempt, AttemptKind, Finding, Mention, Sureness

EXACT_BLOCKERS = frozenset({"game_ruled_out", "target_as_star", "terms_equated"})
"""Blockers that cap a level whatever the model says: their rules are right in over four of five cases."""

EXACT_NON_ATTEMPTS: frozenset[AttemptKind] = frozenset({"empty", "echo", "pasted", "denied", "other_product"})
"""Kinds of non-attempt that need no second opinion."""

TOP_LEVEL = 3

MOST_OF_A_NON_ATTEMPT = 2
"""Levels in all, over all criteria, up to which the model agrees that an answer is no attempt."""

MOST_OF_A_TERM_LIST = 5
"""The same for a row of terms, as long as nothing in it is strong: a terse answer earns more than that."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What rules and model see together."""

    findings: tuple[Finding, ...]
    mentions: tuple[Mention, ...]
    attempt: Attempt
    sureness: Mapping[str, Sureness]


def ruled_alone(findings: Sequence[Finding], mentions: Sequence[Mention], attempt: Attempt) -> Joined:
    """Return what the rules see where there is no model."""
    return Joined(tuple(findings), tuple(mentions), attempt, MappingProxyType({}))


def join(
    findings: Sequence[Finding], mentions: Sequence[Mention], attempt: Attempt, view: ModelView
) -> Joined:
    """Return what the rules' findings and the model's view of the same answer add up to.

    The model decides the built-in levels; exact blockers of the rules cap them, the others count where
    the model's level agrees. A mark on which rules and model disagree is not sure. Findings of a criterion
    that the model has not learned, a coach's own or a new one, are the rules' alone.
    """
    agreed = _agreed_attempt(attempt, view)
    if not agreed.counts:
        return ruled_alone(findings, mentions, agreed)
    learned = [f for f in findings if f.criterion in view.criteria]
    blockers = {(f.criterion, f.name): f for f in learned if f.name in BLOCKERS.get(f.criterion, ())}
    kept = {place: _weighed(f, view) for place, f in blockers.items()}
    own = [f for f in findings if f.criterion not in view.criteria]
    return Joined(
        findings=(*learned_findings(view), *kept.values(), *own),
        mentions=learned_mentions(view, mentions),
        attempt=agreed,
        sureness=MappingProxyType(
            {name: _sureness(name, view, blockers) for name in FINDINGS if name in view.criteria}
        ),
    )


def _agreed_attempt(attempt: Attempt, view: ModelView) -> Attempt:
    if attempt.counts or attempt.certain or attempt.kind in EXACT_NON_ATTEMPTS:
        return attempt
    levels = [seen.level for seen in view.criteria.values()]
    most = MOST_OF_A_NON_ATTEMPT
    if attempt.kind == "term_list" and max(levels) < TOP_LEVEL:
        most = MOST_OF_A_TERM_LIST
    return attempt if sum(levels) <= most else Attempt("attempt")


def _weighed(blocker: Finding, view: ModelView) -> Finding:
    """Return a blocker of the rules, taken back where it is not exact and the model sees more."""
    if not blocker.present or not _contradicts(blocker, view) or blocker.name in EXACT_BLOCKERS:
        return blocker
    return Finding(
        blocker.criterion,
        blocker.name,
        present=False,
        confidence=0.5 + abs(blocker.confidence - 0.5) / 2,
        spans=(),
        source=blocker.source,
        reason="A rule sees this, but the model reads the answer differently.",
    )


def _contradicts(blocker: Finding, view: ModelView) -> bool:
    return view.criteria[blocker.criterion].level > BLOCKERS[blocker.criterion][blocker.name]


def _sureness(criterion: str, view: ModelView, blockers: Mapping[tuple[str, str], Finding]) -> Sureness:
    seen = view.criteria[criterion]
    disputed = any(
        f.present and place[0] == criterion and _contradicts(f, view) for place, f in blockers.items()
    )
    return Sureness(seen.confidence, seen.sure and not disputed)
