"""How a candidate is getting on: per criterion, game and kind, volunteered against prompted, and by guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median
from types import MappingProxyType

from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.content.library import Library
from nsmtrainer.sessions.models import Summary

KIND_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "choose": "Choose a metric",
        "ai": "AI product",
        "pre_fit": "Before product-market fit",
        "two_sided": "Two-sided platform",
        "critique": "Critique a metric",
        "framework": "Whole framework",
    }
)
"""What people read for a kind of prompt."""

RECENT = 5
"""The latest attempts that "lately" means."""


@dataclass(frozen=True, slots=True)
class Point:
    """One attempt on a course: its number, when, the value that counts and the one before follow-ups.

    Where a person set the level, both are that level.
    """

    seq: int
    at: datetime
    value: float
    volunteered: float


@dataclass(frozen=True, slots=True)
class Course:
    """Values over attempts, oldest first: levels (0 to 3) for a criterion, scores (0 to 100) otherwise."""

    name: str
    title: str
    points: tuple[Point, ...]

    @property
    def lately(self) -> float:
        """The mean of the latest five."""
        return fmean(point.value for point in self.points[-RECENT:])

    @property
    def change(self) -> float | None:
        """How much higher the latest five are than those before; None with fewer than two attempts."""
        if len(self.points) < 2:
            return None
        recent = min(RECENT, len(self.points) // 2)
        before = self.points[:-recent][-RECENT:]
        return fmean(p.value for p in self.points[-recent:]) - fmean(p.value for p in before)

    @property
    def prompted_gain(self) -> float:
        """How much follow-ups added on average: what the candidate knows but does not say unasked."""
        return fmean(point.value - point.volunteered for point in self.points)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the candidate's guesses compare with the marks on one criterion.

    `exact` is the share (0 to 1) of guesses that met the mark; `bias` the mean of guess minus mark, so above
    0 the candidate thinks better of the answers than they are.
    """

    criterion: str
    title: str
    count: int
    exact: float
    bias: float


@dataclass(frozen=True, slots=True)
class Progress:
    """What a set of attempts shows. `seconds` are of the answers alone, medians, None without attempts."""

    attempts: int
    products: int
    first: datetime | None
    last: datetime | None
    score: Course | None
    criteria: tuple[Course, ...]
    games: tuple[Course, ...]
    kinds: tuple[Course, ...]
    calibration: tuple[Calibration, ...]
    seconds: float | None
    seconds_lately: float | None


def criterion_titles(library: Library) -> dict[str, str]:
    """Return the titles of all criteria in the library by id."""
    return {c.id: c.title for rubric in library.rubrics.values() for c in rubric.criteria}


def plain_title(name: str, titles: Mapping[str, str]) -> str:
    """Return a criterion's title, or its id as words where the library does not know it."""
    return titles.get(name) or name.replace("_", " ").capitalize()


def progress_of(summaries: Iterable[Summary], titles: Mapping[str, str]) -> Progress:
    """Return the progress that attempts show; `titles` are the criteria's names for people."""
    ordered = sorted(summaries, key=lambda one: one.seq)
    return Progress(
        attempts=len(ordered),
        products=len({one.product for one in ordered}),
        first=ordered[0].started_at if ordered else None,
        last=ordered[-1].started_at if ordered else None,
        score=Course("score", "Score", tuple(map(_score_point, ordered))) if ordered else None,
        criteria=_criterion_courses(ordered, titles),
        games=_score_courses(ordered, lambda one: one.games),  # an answer counts for each of its games
        kinds=_score_courses(ordered, lambda one: (one.kind,)),
        calibration=_calibrations(ordered, titles),
        seconds=_median(ordered),
        seconds_lately=_median(ordered[-RECENT:]),
    )


def _score_point(one: Summary) -> Point:
    return Point(one.seq, one.started_at, one.score, one.volunteered_score)


def _median(ordered: Sequence[Summary]) -> float | None:
    return median(one.seconds for one in ordered) if ordered else None


def _criterion_courses(ordered: Sequence[Summary], titles: Mapping[str, str]) -> tuple[Course, ...]:
    points: dict[str, list[Point]] = {}
    for one in ordered:
        for name, level in one.levels.items():
            unasked = level if name in one.overridden else one.volunteered.get(name, level)
            point = Point(one.seq, one.started_at, level, unasked)
            points.setdefault(name, []).append(point)
    return tuple(Course(name, plain_title(name, titles), tuple(points[name])) for name in _in_order(points))


def _in_order(names: Iterable[str]) -> list[str]:
    """Return criteria in the order in which rubrics list them, a coach's own last."""
    known = {name: place for place, name in enumerate(ALL_CRITERIA)}
    return sorted(names, key=lambda name: (known.get(name, len(known)), name))


def _score_courses(
    ordered: Sequence[Summary], names: Callable[[Summary], Iterable[str]]
) -> tuple[Course, ...]:
    points: dict[str, list[Point]] = {}
    for one in ordered:
        for name in names(one):
            points.setdefault(name, []).append(_score_point(one))
    return tuple(
        Course(name, KIND_TITLES.get(name) or name.capitalize(), tuple(points[name]))
        for name in sorted(points)
    )


def _calibrations(ordered: Sequence[Summary], titles: Mapping[str, str]) -> tuple[Calibration, ...]:
    pairs: dict[str, list[tuple[int, int]]] = {}
    for one in ordered:
        for name, guess in one.predictions.items():
            if name in one.volunteered:
                pairs.setdefault(name, []).append((guess, one.volunteered[name]))
    return tuple(
        Calibration(
            name,
            plain_title(name, titles),
            len(pairs[name]),
            fmean(guess == level for guess, level in pairs[name]),
            fmean(guess - level for guess, level in pairs[name]),
        )
        for name in _in_order(pairs)
    )
