"""An attempt as a row of the list, and as the preview beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.counts import counted
from nsmtrainer.marking.wording import VERDICT_NAMES
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import VERDICT_STYLES, level_bar, verdict
from nsmtrainer.tui.home.past import ago

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt, Summary

SORTS = ("latest", "oldest", "best", "worst")


def in_order(found: Sequence[Summary], order: str) -> tuple[Summary, ...]:
    """Return attempts in one of the orders of `SORTS`."""
    if order == "best":
        return tuple(sorted(found, key=lambda one: (-one.score, -one.seq)))
    if order == "worst":
        return tuple(sorted(found, key=lambda one: (one.score, -one.seq)))
    return tuple(sorted(found, key=lambda one: one.seq, reverse=order != "oldest"))


def row(one: Summary, marked: bool, now: datetime) -> Content:
    """Return score, product, star and mark, and below them verdict and time."""
    signs = ("  ★" if one.starred else "") + ("  marked" if marked else "")
    return Content.assemble(
        (f"{one.score:>3.0f} ", "bold"),
        line(one.product, limit=18),
        (signs, "$star"),
        "\n    ",
        (VERDICT_NAMES[one.verdict], VERDICT_STYLES[one.verdict]),
        (f" · {ago(one.started_at, now)}", "$quiet"),
    )


def preview(attempt: Attempt, now: datetime) -> Content:
    """Return what an attempt was given, its note, its text and the replies after it."""
    seconds = int(attempt.seconds)
    facts = [
        ago(attempt.started_at, now),
        attempt.mode,
        f"{seconds // 60}:{seconds % 60:02d} min",
        counted(len(attempt.text.split()), "word"),
    ]
    if attempt.hints_used:
        facts.append(counted(len(attempt.hints_used), "hint"))
    levels = [
        Content.assemble(level_bar(level), " ", line(attempt.yardstick.title_of(name)))
        for name, level in attempt.levels.items()
    ]
    replies = [
        Content.assemble(plain(reply.question, "italic $quiet"), "\n", plain(reply.text))
        for reply in attempt.replies
    ]
    parts = [
        line(attempt.prompt.title, "bold $star"),
        verdict(attempt.verdict[0], attempt.score),
        line(" · ".join(facts), "$quiet"),
        Content(" "),
        *levels,
        Content(" "),
    ]
    if attempt.note:
        parts += [Content.assemble(("Note  ", "bold $star"), plain(attempt.note)), Content(" ")]
    return joined(*parts, plain(attempt.text), *replies)
