"""Attempts for the tests of the store, without reading: marks from levels that a test names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.marking.mark import mark
from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.sessions.models import AskedPrompt, Attempt, DraftTopic, yardstick_of
from tests.marking.build import PROMPT, TEXT, core_rubric, reading_of

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TOPIC = DraftTopic("airbnb", "A north star for Airbnb", "core")
AIRBNB = AskedPrompt(
    "airbnb", "A north star for Airbnb", "Airbnb", "What would you count?", "choose", ("transaction",)
)
SPOTIFY = AskedPrompt(
    "spotify", "A north star for Spotify", "Spotify", "What would you count?", "choose", ("attention",)
)


def sheet(levels: Mapping[str, int] | int = 1) -> MarkSheet:
    """Return a sheet of the core rubric with these levels, or one level throughout."""
    given = dict.fromkeys(CORE_CRITERIA, levels) if isinstance(levels, int) else levels
    return mark(reading_of(given), PROMPT, core_rubric())


def attempt(number: int = 1, levels: Mapping[str, int] | int = 1, **changes: Any) -> Attempt:
    """Return the attempt of that number: its id, day and answer differ from those of others."""
    made = Attempt(
        id=UUID(int=number).hex,
        prompt=AIRBNB,
        yardstick=yardstick_of(core_rubric()),
        mode="practice",
        started_at=START + timedelta(days=number),
        ended_at=START + timedelta(days=number, minutes=5),
        seconds=300.0,
        text=f"{TEXT} Answer number {number}, because a stay houses the guest.",
        volunteered=sheet(levels),
        predictions={"guardrail": 2},
    )
    return replace(made, **changes)
