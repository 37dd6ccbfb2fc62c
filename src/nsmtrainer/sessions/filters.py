"""Which attempts to show: the same filters for lists, exports, reports and progress."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from nsmtrainer.content.models import GAME_TYPES, PROMPT_KINDS, GameType, PromptKind
from nsmtrainer.errors import UsageError
from nsmtrainer.sessions.clock import now_utc, to_stamp
from nsmtrainer.sessions.models import MODES, Mode
from nsmtrainer.text import quote

Deleted = Literal["without", "only", "with"]
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Filter:
    """Attempts that meet every condition that is set; scores are 0 to 100, `until` is exclusive.

    `text` is words to find in answers and notes: all must occur, each as the beginning of a word; words
    in double quotes must stand together.
    """

    prompt: str = ""
    game: GameType | None = None
    kind: PromptKind | None = None
    mode: Mode | None = None
    rubric: str = ""
    since: datetime | None = None
    until: datetime | None = None
    min_score: float | None = None
    max_score: float | None = None
    starred: bool = False
    text: str = ""
    deleted: Deleted = "without"


def check_filter(chosen: Filter) -> Filter:
    """Return the filter. Raises UsageError where a game, kind or mode is not one that exists."""
    known: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
        ("game", chosen.game, GAME_TYPES),
        ("kind", chosen.kind, PROMPT_KINDS),
        ("mode", chosen.mode, MODES),
    )
    for what, value, values in known:
        if value is not None and value not in values:
            raise UsageError(f"There is no {what} {quote(value)}.", f"Known: {', '.join(values)}.")
    return chosen


def parse_moment(said: str, now: datetime | None = None) -> datetime:
    """Return the moment that a person means: a date (and time), or `30d`, `2w`, `6m`, `1y` ago.

    A date without a zone is of the local clock. Raises UsageError for anything else.
    """
    ago = re.fullmatch(r"(\d{1,4})([dwmy])", said.strip().lower())
    try:
        if ago:
            return (now or now_utc()) - timedelta(days=int(ago[1]) * _UNITS[ago[2]])
        return datetime.fromisoformat(said.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"{quote(said)} is not a date.",
            "Write it as 2026-03-01, or as 30d, 2w, 6m or 1y for that long ago.",
        ) from None


def conditions_of(chosen: Filter) -> tuple[list[str], list[str | float]]:
    """Return what a filter asks of the attempts' columns, all but `text`, with the values to bind."""
    wanted: tuple[tuple[str, str | float | None], ...] = (
        ("prompt = ?", chosen.prompt or None),
        ("instr(games, ?) > 0", f" {chosen.game} " if chosen.game else None),
        ("kind = ?", chosen.kind),
        ("mode = ?", chosen.mode),
        ("rubric = ?", chosen.rubric or None),
        ("started_at >= ?", to_stamp(chosen.since) if chosen.since else None),
        ("started_at < ?", to_stamp(chosen.until) if chosen.until else None),
        ("score >= ?", chosen.min_score),
        ("score <= ?", chosen.max_score),
    )
    conditions = [condition for condition, value in wanted if value is not None]
    values = [value for _, value in wanted if value is not None]
    if chosen.starred:
        conditions.append("starred = 1")
    if chosen.deleted != "with":
        conditions.append("deleted_at = ''" if chosen.deleted == "without" else "deleted_at != ''")
    return conditions, values
