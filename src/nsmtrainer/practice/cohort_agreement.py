"""How the program's marks compare with coaches' ones, and coaches with one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nsmtrainer.marking.gates import Gated, gated
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.sessions.coach_models import Judgement
from nsmtrainer.sessions.coach_store import CoachStore


@dataclass(frozen=True, slots=True)
class DeskAgreement:
    """How the program's marks compare with coaches' ones, and coaches with one another, per criterion.

    `blind` rests on marks given with the program's hidden, `in_sight` on those given beside them (which
    flatter the program where a coach takes over its marks, and wrong it where only mistakes are judged).
    `coaches` compares pairs of coaches on the answers that both judged. `blind_by` and `in_sight_by` are the
    names of those whose marks went in, sorted.
    """

    blind: Mapping[str, Gated]
    in_sight: Mapping[str, Gated]
    coaches: Mapping[tuple[str, str], Mapping[str, Gated]]
    blind_by: tuple[str, ...]
    in_sight_by: tuple[str, ...]


Pairs = Mapping[str, Sequence[tuple[int, int]]]


def desk_agreement(store: CoachStore, known: KnownAssignment) -> DeskAgreement:
    """Return the agreement over all judgements that stand; the latest of a coach on a mark counts.

    A blind judgement stays an independent one where its coach has given another level since, in sight of
    the program's.
    """
    machine = {one.number: one.facts.levels for one in store.entries(known.assignment.id)}
    given: dict[tuple[int, str, str], Judgement] = {}
    either: dict[tuple[int, str, str, bool], Judgement] = {}
    for number, listed in store.judgements(known.assignment.id).items():
        for one in listed:
            given[number, one.criterion, one.coach] = one
            either[number, one.criterion, one.coach, one.blind] = one
    compared: dict[bool, dict[str, list[tuple[int, int]]]] = {
        True: defaultdict(list),
        False: defaultdict(list),
    }
    by: dict[bool, set[str]] = {True: set(), False: set()}
    for (number, criterion, coach, _), one in either.items():
        level = machine.get(number, {}).get(criterion)
        if level is not None:
            compared[one.blind][criterion].append((one.level, level))
            by[one.blind].add(coach)
    return DeskAgreement(
        _gated(compared[True]),
        _gated(compared[False]),
        dict(_between_coaches(given)),
        tuple(sorted(by[True])),
        tuple(sorted(by[False])),
    )


def _gated(pairs: Pairs) -> dict[str, Gated]:
    return {name: gated([a for a, _ in listed], [b for _, b in listed]) for name, listed in pairs.items()}


def _between_coaches(
    given: Mapping[tuple[int, str, str], Judgement],
) -> Iterator[tuple[tuple[str, str], Mapping[str, Gated]]]:
    by_coach: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for (number, criterion, coach), one in given.items():
        by_coach[coach][number, criterion] = one.level
    for first, second in combinations(sorted(by_coach), 2):
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, level in by_coach[first].items():
            if place in by_coach[second]:
                pairs[place[1]].append((level, by_coach[second][place]))
        if pairs:
            yield (first, second), _gated(pairs)
