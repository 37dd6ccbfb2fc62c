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


def picture(progress: Progress, width: int) -> Content:
    """Return a row per criterion: the mean of late, and the latest levels as columns, oldest first."""
    if not progress.attempts:
        return Content.styled("After a few attempts you see here what grows and what does not.", "$quiet")
    rows = []
    for course in progress.criteria:
        levels = [min(len(BLOCKS) - 1, max(0, round(p.value))) for p in course.points[-width:]]
        columns = [(BLOCKS[level], f"$level-{level}") for level in levels]
        rows.append(
            Content.assemble(
                line(f"{course.title:.20}"),
                Content(" " * (21 - len(course.title[:20]))),
                (f"{course.lately:.1f} ", "bold"),
                *columns,
            )
        )
    return joined(*rows)
