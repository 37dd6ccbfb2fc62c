"""The recent attempts and the small picture of progress on the home screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.marking.wording import VERDICT_NAMES
from nsmtrainer.tui.common.content import joined, line
from nsmtrainer.tui.common.marks import VERDICT_STYLES
from nsmtrainer.tui.home.past import ago

if TYPE_CHECKING:
    from nsmtrainer.practice.progress import Progress
    from nsmtrainer.sessions.models import Summary

BLOCKS = "▁▃▅█"
"""A level, 0 to 3, as a column."""
_TITLE, _LEVELS = 21, 8
"""Columns for the title of a criterion, and levels that are shown before a title is cut."""
_BESIDE = 7
"""Columns for the mean, and to keep clear of the frame."""


def fitting(sentences: str, width: int) -> str:
    """Return as many whole sentences as stand on one line, at least the first: a line less is no jump."""
    kept = sentences
    while len(kept) > width and ". " in kept:
        kept = kept.rpartition(". ")[0] + "."
    return kept


def recent(attempts: Sequence[Summary], now: datetime, most: int) -> Content:
    """Return a line per attempt: score, verdict, prompt, how long ago."""
    if not attempts:
        return Content.styled("Nothing yet. Your first attempt will stand here.", "$quiet")
    rows = [
        Content.assemble(
            (f"{attempt.score:>3.0f} ", "bold"),
            (f"{VERDICT_NAMES[attempt.verdict]:<11} ", VERDICT_STYLES[attempt.verdict]),
            line(attempt.product, limit=14),
            (f"  {ago(attempt.started_at, now)}", "$quiet"),
        )
        for attempt in attempts[:most]
    ]
    return joined(*rows)


def picture(progress: Progress, room: int) -> Content:
    """Return a row per criterion in `room` columns: title, the mean of late, the latest levels, oldest first.

    Where there is little room, titles are cut before fewer than `_LEVELS` levels are shown.
    """
    if not progress.attempts:
        return Content.styled("After a few attempts you see here what grows and what does not.", "$quiet")
    named = min(_TITLE, max(4, room - _BESIDE - _LEVELS))
    most = max(1, room - _BESIDE - named)
    rows = []
    for course in progress.criteria:
        levels = [min(len(BLOCKS) - 1, max(0, round(p.value))) for p in course.points[-most:]]
        columns = [(BLOCKS[level], f"$level-{level}") for level in levels]
        title = line(course.title).truncate(named - 1, ellipsis=True, pad=True)
        rows.append(Content.assemble(title, (f" {course.lately:.1f} ", "bold"), *columns))
    return joined(*rows)
