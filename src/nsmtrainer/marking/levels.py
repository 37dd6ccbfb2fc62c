"""From findings to a level: the one place that knows how needs and blockers make a mark.

A level is reached when all its needs and all those of the levels below are present; a present blocker
caps it. Probabilities follow the same order: the chance of reaching level k cannot exceed that of k-1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nsmtrainer.content.findings import BLOCKER_ADVICE, BLOCKERS
from nsmtrainer.content.models import Criterion
from nsmtrainer.marking.models import MAX_LEVEL, Evidence, Mark, Missing
from nsmtrainer.reading.models import Finding, Reading

SURE_FROM = 0.6
"""The least probability of being exactly right with which a mark is called sure (see docs/marking.md)."""

TIPPING = 0.01
"""Half-width of the band around even chances in which rounding could tip a finding."""

NO_ATTEMPT_CONFIDENCE = 0.9
"""How likely 0 is right for an answer that was found to be no attempt."""

_UNREAD = "rule:not-looked-for"


@dataclass(frozen=True, slots=True)
class _Steps:
    """What each level above 0 needs, as found, and the blockers of the criterion."""

    criterion: str
    needs: tuple[tuple[Finding, ...], ...]
    blockers: tuple[tuple[Finding, int], ...]

    @property
    def all(self) -> tuple[Finding, ...]:
        return tuple(f for level in self.needs for f in level) + tuple(f for f, _ in self.blockers)


def mark_criterion(reading: Reading, criterion: Criterion) -> Mark:
    """Return the mark of one criterion, with its evidence and what keeps it from the next level."""
    steps = _steps(reading, criterion)
    reached = _reached(steps, reading.attempt.counts)
    cap = min((cap for f, cap in steps.blockers if f.present), default=MAX_LEVEL)
    level = min(reached, cap)
    chances = _chances(steps)
    confidence, sure = _sureness(reading, steps, chances, level)
    return Mark(
        criterion=criterion.id,
        level=level,
        confidence=round(confidence, 4),
        sure=sure,
        evidence=_evidence(steps, level) if reading.attempt.counts else (),
        missing=_missing(steps, criterion, level, reached, cap),
        findings=steps.all,
        between=None if sure else _between(chances, level),
    )


def _sureness(reading: Reading, steps: _Steps, chances: Sequence[float], level: int) -> tuple[float, bool]:
    """Return how likely the level is exactly right, and whether the mark may be called sure."""
    if not reading.attempt.counts:
        return NO_ATTEMPT_CONFIDENCE, True
    known = reading.sureness.get(steps.criterion)
    confidence = known.confidence if known else _exact_chance(chances, level)
    enough = known.sure if known else confidence >= SURE_FROM
    return confidence, enough and not _tips(steps, level)


def _steps(reading: Reading, criterion: Criterion) -> _Steps:
    needs = tuple(
        tuple(_look_up(reading, criterion.id, name) for name in level.needs) for level in criterion.levels[1:]
    )
    blockers = tuple(
        (_look_up(reading, criterion.id, name), cap) for name, cap in BLOCKERS.get(criterion.id, {}).items()
    )
    return _Steps(criterion.id, needs, blockers)


def _look_up(reading: Reading, criterion: str, name: str) -> Finding:
    found = reading.finding(criterion, name)
    if found is None:
        return Finding(criterion, name, False, 0.5, (), _UNREAD, "No reader looks for this.")
    return found


def _reached(steps: _Steps, attempted: bool) -> int:
    level = 0
    if not attempted:
        return level
    for needs in steps.needs:
        if not all(f.present for f in needs):
            break
        level += 1
    return level


def chance_present(finding: Finding) -> float:
    """Return the probability that the finding is really there."""
    return finding.confidence if finding.present else 1.0 - finding.confidence


def _chances(steps: _Steps) -> tuple[float, ...]:
    """Return P(level >= k) for k = 0, 1, 2, 3, non-increasing, after blockers."""
    chances = [1.0]
    for k, needs in enumerate(steps.needs, start=1):
        chance = min((chance_present(f) for f in needs), default=1.0)
        for blocker, cap in steps.blockers:
            if cap < k:
                chance = min(chance, 1.0 - chance_present(blocker))
        chances.append(min(chances[-1], chance))
    return tuple(chances)


def _exact_chance(chances: Sequence[float], level: int) -> float:
    above = chances[level + 1] if level + 1 < len(chances) else 0.0
    return max(0.0, min(1.0, chances[level] - above))


def _between(chances: Sequence[float], level: int) -> tuple[int, int]:
    """Return the given level and its likelier neighbour, lower first."""
    lower = _exact_chance(chances, level - 1) if level > 0 else -1.0
    upper = _exact_chance(chances, level + 1) if level + 1 < len(chances) else -1.0
    return (level - 1, level) if lower > upper else (level, level + 1)


def _tips(steps: _Steps, level: int) -> bool:
    """Return whether a finding that decides this level is as good as even."""
    deciding = [f for needs in steps.needs[: level + 1] for f in needs]
    deciding += [f for f, cap in steps.blockers if f.present or cap < level]
    return any(f.source != _UNREAD and abs(f.confidence - 0.5) < TIPPING for f in deciding)


def _evidence(steps: _Steps, level: int) -> tuple[Evidence, ...]:
    used = [f for needs in steps.needs[:level] for f in needs]
    used += [f for f, cap in steps.blockers if f.present and cap <= level]
    seen: dict[tuple[int, int], Evidence] = {}
    for finding in used:
        for span in finding.spans:
            seen[(span.start, span.end)] = Evidence(span, finding.name)
    return tuple(seen[key] for key in sorted(seen))


def _missing(steps: _Steps, criterion: Criterion, level: int, reached: int, cap: int) -> tuple[Missing, ...]:
    if level >= MAX_LEVEL:
        return ()
    if cap <= reached:
        return tuple(
            Missing(f.name, BLOCKER_ADVICE[f.name])
            for f, limit in steps.blockers
            if f.present and limit == cap
        )
    advice = criterion.levels[level + 1].advice
    return tuple(Missing(f.name, advice) for f in steps.needs[level] if not f.present) or tuple(
        Missing(name, advice) for name in criterion.levels[level + 1].needs
    )
