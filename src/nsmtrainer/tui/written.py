"""An answer on its way through the screens, and the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from nsmtrainer.content.models import Prompt
    from nsmtrainer.sessions.models import Attempt
    from nsmtrainer.tui.answer.pen import Pen

Mode = Literal["practice", "live"]


@dataclass(frozen=True, slots=True)
class Former:
    """The attempt that is tried again: its id, its text, its levels by criterion, its score."""

    id: str
    text: str
    levels: dict[str, int]
    score: float


def former_of(attempt: Attempt) -> Former:
    """Return a kept attempt as the one that is tried again, or compared with."""
    return Former(attempt.id, attempt.text, attempt.levels, attempt.score)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it leaves the editor: to which prompt, how it came about, how long it took."""

    prompt: Prompt
    rubric_id: str
    mode: Mode
    text: str
    started_at: datetime
    seconds: float
    hints: tuple[str, ...] = ()
    pen: Pen | None = field(default=None, repr=False, compare=False)
    """What wrote its draft, which is closed with the attempt."""
    assignment: str = ""
    """The key of the assignment that it answers, empty for practice of one's own."""
    former: Former | None = field(default=None, repr=False)
    """The attempt that this one is a retry of."""
