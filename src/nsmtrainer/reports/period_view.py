"""What a report shows of a period: the score's course, each criterion, guesses, and the list of sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from nsmtrainer.counts import counted
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.marking.wording import VERDICT_NAMES
from nsmtrainer.practice.progress import Calibration, Course, Progress, progress_of
from nsmtrainer.reports.chart import Chart, draw
from nsmtrainer.reports.wording import change_words, day_words, duration_words
from nsmtrainer.sessions.models import Summary
from nsmtrainer.text import clean_line

MOST_LISTED = 400
"""Sessions that a report lists, the latest; more are only counted."""

TELLING = 0.25
"""From this mean difference on a guess is called too high or too low."""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One criterion, game or kind: how it is lately and how that has changed."""

    title: str
    count: int
    lately: str
    change: str
    gain: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the list of sessions."""

    number: int
    when: str
    title: str
    mode: str
    time: str
    score: int
    verdict: str
    verdict_id: str
    starred: bool
    note: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period as reports show it; `unlisted` counts older sessions that are left out of the list."""

    title: str
    facts: tuple[str, ...]
    score: str
    score_change: str
    score_chart: Chart | None
    criteria: tuple[CourseRow, ...]
    games: tuple[CourseRow, ...]
    kinds: tuple[CourseRow, ...]
    guesses: tuple[str, ...]
    sessions: tuple[SessionRow, ...]
    unlisted: int


def view_period(summaries: Sequence[Summary], titles: Mapping[str, str]) -> PeriodView:
    """Return what reports show of attempts; `titles` are the criteria's names for people."""
    progress = progress_of(summaries, titles)
    latest = sorted(summaries, key=lambda one: -one.seq)
    course = progress.score
    return PeriodView(
        title=_title(progress),
        facts=_facts(progress, summaries),
        score=f"{course.lately:.0f}" if course else "",
        score_change=change_words(course.change, 0) if course else "",
        score_chart=draw([p.value for p in course.points], 100, 4) if course else None,
        criteria=tuple(_course_row(one, MAX_LEVEL, 1) for one in progress.criteria),
        games=tuple(_course_row(one, 100, 0) for one in progress.games),
        kinds=tuple(_course_row(one, 100, 0) for one in progress.kinds),
        guesses=tuple(_guess_words(one) for one in progress.calibration),
        sessions=tuple(_session_row(one) for one in latest[:MOST_LISTED]),
        unlisted=max(0, len(latest) - MOST_LISTED),
    )


def _title(progress: Progress) -> str:
    if progress.first is None or progress.last is None:
        return "No sessions"
    first, last = day_words(progress.first), day_words(progress.last)
    return first if first == last else f"{first} to {last}"


def _facts(progress: Progress, summaries: Sequence[Summary]) -> tuple[str, ...]:
    if not summaries:
        return ()
    return (
        counted(progress.attempts, "answer"),
        counted(progress.products, "product"),
        f"{duration_words(sum(one.seconds for one in summaries))} of answering",
        f"usually {duration_words(progress.seconds or 0)} an answer",
        f"mean score {fmean(one.score for one in summaries):.0f}",
    )


def _course_row(course: Course, top: float, digits: int) -> CourseRow:
    gain = course.prompted_gain
    return CourseRow(
        title=clean_line(course.title),
        count=len(course.points),
        lately=f"{course.lately:.{digits}f}",
        change=change_words(course.change, digits),
        gain=change_words(gain, digits) if round(gain, digits) else "",
        chart=draw([p.value for p in course.points], top, 1, width=160, height=36),
    )


def _guess_words(one: Calibration) -> str:
    start = f"{clean_line(one.title)}: {one.exact:.0%} of {counted(one.count, 'guess', 'guesses')} right"
    if abs(one.bias) < TELLING:
        return f"{start}."
    return f"{start}; on average {abs(one.bias):.1f} too {'high' if one.bias > 0 else 'low'}."


def _session_row(one: Summary) -> SessionRow:
    return SessionRow(
        number=one.seq,
        when=f"{one.started_at.astimezone():%Y-%m-%d}",
        title=clean_line(one.prompt_title),
        mode=one.mode,
        time=duration_words(one.seconds),
        score=round(one.score),
        verdict=VERDICT_NAMES[one.verdict],
        verdict_id=one.verdict,
        starred=one.starred,
        note=clean_line(one.note, 120),
    )
