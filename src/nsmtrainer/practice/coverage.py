"""Whether a coach's own criteria are covered: each level reached and missed, each pattern firing rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.library import Library
from nsmtrainer.content.models import Criterion, Exemplar, Pattern, Rubric
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.reading.read import read
from nsmtrainer.text import clean_line

MOST_SHOWN = 40
"""Characters of a pattern's phrases that a message shows."""


@dataclass(frozen=True, slots=True)
class Firing:
    """A pattern that made its finding in an exemplar, and the words that it fired on."""

    pattern: Pattern
    exemplar: Exemplar
    words: tuple[str, ...]


def unproven_patterns(
    library: Library, rubric: Rubric, given: Mapping[str, Mapping[str, int]]
) -> Iterator[str]:
    """Yield, in a sentence each, the patterns of a rubric that never fire, or fire where they should not.

    A pattern should not fire where its finding lifts an exemplar over the level that it claims; `given`
    holds the levels that each exemplar's text was given.
    """
    firings = tuple(_firings(library, rubric))
    for criterion in rubric.criteria:
        for number, pattern in enumerate(criterion.patterns, start=1):
            here = f"rubric {rubric.id}, {criterion.id}, pattern {number} ({_shown(pattern)})"
            level = _level_needing(criterion, pattern.finding)
            fired = [one for one in firings if one.pattern is pattern]
            if not fired:
                yield f"{here}: no exemplar makes it fire"
            elif not any(one.exemplar.claims.get(criterion.id, 0) >= level for one in fired):
                yield f"{here}: it fires only in exemplars that claim less than level {level}"
            for one in fired:
                claimed = one.exemplar.claims.get(criterion.id)
                marked = given.get(one.exemplar.text, {}).get(criterion.id, 0)
                if claimed is not None and claimed < level <= marked:
                    words = ", ".join(f"“{clean_line(w, 40)}”" for w in one.words)
                    yield f"{here}: it fires wrongly on {words}, in an exemplar that claims level {claimed}"


def _shown(pattern: Pattern) -> str:
    return clean_line(f"{pattern.finding}: {', '.join(pattern.any_of)}", MOST_SHOWN)


def _level_needing(criterion: Criterion, finding: str) -> int:
    return next((k for k, level in enumerate(criterion.levels) if finding in level.needs), MAX_LEVEL)


def _firings(library: Library, rubric: Rubric) -> Iterator[Firing]:
    """Yield which pattern fires in which exemplar, patterns of one finding told apart."""
    patterns = [pattern for criterion in rubric.criteria for pattern in criterion.patterns]
    apart = tuple(replace(one, criterion=f"{one.criterion}#{n}") for n, one in enumerate(patterns))
    for exemplar in rubric.exemplars:
        prompt = library.prompts.get(exemplar.prompt)
        if prompt is None:
            continue
        reading = read(exemplar.text, replace(library.lexicon(prompt, rubric), patterns=apart))
        for renamed, pattern in zip(apart, patterns, strict=True):
            found = reading.finding(renamed.criterion, renamed.finding)
            if found is not None and found.present:
                yield Firing(pattern, exemplar, tuple(span.of(exemplar.text) for span in found.spans))


def is_built_in(criterion: Criterion) -> bool:
    """Return whether a criterion asks what the built-in one asks, whatever its words and weight."""
    needs = tuple(level.needs for level in criterion.levels[1:])
    return not criterion.patterns and needs == tuple((name,) for name in FINDINGS.get(criterion.id, ()))


def uncovered_levels(rubric: Rubric, claimed: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Yield the levels of a rubric's own criteria that no exemplar reaches, or that none misses.

    An exemplar reaches the level that it claims and those below, and misses those above. Criteria that are
    as they are built in are covered by the built-in library.
    """
    for criterion in rubric.criteria:
        if is_built_in(criterion):
            continue
        levels = [level for name, level in claimed if name == criterion.id]
        for level in range(1, MAX_LEVEL + 1):
            for verb, covered in (
                ("reaches", any(one >= level for one in levels)),
                ("misses", any(one < level for one in levels)),
            ):
                if not covered:
                    yield f"rubric {rubric.id}, {criterion.id}: no exemplar {verb} level {level}"
