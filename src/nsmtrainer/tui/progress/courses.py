"""What can be looked at over time, and its numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.tui.common.content import joined, line

if TYPE_CHECKING:
    from nsmtrainer.practice.progress import Calibration, Course, Progress
    from nsmtrainer.sessions.models import Summary

_LISTED = 12
"""The latest values that are written out below a plot."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: its row in the list, its values oldest first, and what the numbers say."""

    name: str
    title: str
    values: tuple[float, ...]
    volunteered: tuple[float, ...]
    top: float
    says: Content
    """`top` is the highest value there can be; `says` are the numbers in words."""
    bottom: float = 0
    """The lowest value there can be."""


def looks(progress: Progress, attempts: Sequence[Summary] = ()) -> tuple[Look, ...]:
    """Return the score, every criterion, game and kind that was practised, the time and the guesses.

    `attempts` are those that `progress` was made of.
    """
    guesses = {c.criterion: c for c in progress.calibration}
    found = [_look(progress.score, 100, None, _times(progress))] if progress.score else []
    found += [_look(course, 3, guesses.get(course.name), Content("")) for course in progress.criteria]
    found += [_look(course, 100, None, Content("")) for course in (*progress.games, *progress.kinds)]
    ordered = sorted(attempts, key=lambda one: one.seq)
    if ordered:
        found.append(_time_look([one.seconds / 60 for one in ordered], _times(progress)))
    gaps = [fmean(gap) for gap in map(_gaps, ordered) if gap]
    if gaps:
        found.append(_gap_look(gaps))
    return tuple(found)


def _gaps(one: Summary) -> list[int]:
    """Return guess minus volunteered level on each criterion that was guessed."""
    return [
        guess - one.volunteered[name] for name, guess in one.predictions.items() if name in one.volunteered
    ]


def _time_look(minutes: list[float], says: Content) -> Look:
    values = tuple(minutes)
    return Look("time:", "Minutes", values, values, max(5.0, *values), joined(_listed(values, 1), says))


def _gap_look(gaps: list[float]) -> Look:
    values = tuple(gaps)
    near = sum(abs(gap) < 0.5 for gap in gaps)
    said = f"Guess minus mark: 0 is right, above 0 too kind. {near} of {len(gaps)} within half a level"
    return Look(
        "guess:", "Guess and mark", values, values, 3, joined(_listed(values, 1), line(said, "$quiet")), -3
    )


def _listed(values: Sequence[float], digits: int) -> Content:
    """Return the latest values in numbers, for those who do not see the plot."""
    shown = "  ".join(f"{value:.{digits}f}" for value in values[-_LISTED:])
    return Content.assemble(
        ("Oldest to latest  ", "$quiet"), ("... " if len(values) > _LISTED else ""), shown
    )


def _look(course: Course, top: float, guess: Calibration | None, more: Content) -> Look:
    return Look(
        name=course.name,
        title=course.title,
        values=tuple(p.value for p in course.points),
        volunteered=tuple(p.volunteered for p in course.points),
        top=top,
        says=joined(
            *_numbers(course, top),
            _listed([p.value for p in course.points], 0),
            *_guesses(guess),
            more,
        ),
    )


def _numbers(course: Course, top: float) -> list[Content]:
    digits = 0 if top > 10 else 1
    values = [p.value for p in course.points]
    parts = [
        Content.assemble(
            ("Lately ", "$quiet"),
            (f"{course.lately:.{digits}f}", "bold"),
            (f" of {top:.0f}", "$quiet"),
            ("    best ", "$quiet"),
            f"{max(values):.0f}",
            ("    attempts ", "$quiet"),
            f"{len(values)}",
        )
    ]
    change = course.change
    if change is not None:
        style = "$level-3" if change > 0 else "$level-0" if change < 0 else "$quiet"
        parts.append(
            Content.assemble(
                (f"{change:+.{digits}f}", f"bold {style}"), (" against the attempts before", "$quiet")
            )
        )
    if course.prompted_gain > 0:
        said = " gained by follow-ups on average: say it unasked"
        parts.append(Content.assemble((f"{course.prompted_gain:+.1f}", "bold"), (said, "$quiet")))
    return parts


def _guesses(guess: Calibration | None) -> list[Content]:
    if guess is None:
        return []
    lean = "about right" if abs(guess.bias) < 0.25 else "too kind" if guess.bias > 0 else "too hard"
    said = f"Your guesses: {guess.exact:.0%} exact of {guess.count}, {lean} ({guess.bias:+.1f} levels)"
    return [line(said, "$quiet")]


def _times(progress: Progress) -> Content:
    if progress.seconds is None or progress.seconds_lately is None:
        return Content("")
    lately, whole = _minutes(progress.seconds_lately), _minutes(progress.seconds)
    return line(f"Time for an answer: {lately} lately, {whole} in all (median)", "$quiet")


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
