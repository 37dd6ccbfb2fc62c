"""What can be looked at over time, and its numbers in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.tui.common.content import joined, line

if TYPE_CHECKING:
    from nsmtrainer.practice.progress import Calibration, Course, Progress


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


def looks(progress: Progress) -> tuple[Look, ...]:
    """Return the score, every criterion, every game and every kind that was practised."""
    guesses = {c.criterion: c for c in progress.calibration}
    found = [_look(progress.score, 100, None, _times(progress))] if progress.score else []
    found += [_look(course, 3, guesses.get(course.name), Content("")) for course in progress.criteria]
    found += [_look(course, 100, None, Content("")) for course in (*progress.games, *progress.kinds)]
    return tuple(found)


def _look(course: Course, top: float, guess: Calibration | None, more: Content) -> Look:
    return Look(
        name=course.name,
        title=course.title,
        values=tuple(p.value for p in course.points),
        volunteered=tuple(p.volunteered for p in course.points),
        top=top,
        says=joined(*_numbers(course, top), *_guesses(guess), more),
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
