"""What the marks screen shows: an attempt, and the feedback on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.marking.models import Mark
    from nsmtrainer.practice.score import Scored
    from nsmtrainer.sessions.models import Attempt, Reply
    from nsmtrainer.tui.written import Former


@dataclass(frozen=True, slots=True)
class Revealed:
    """An attempt with its feedback; `former` is the attempt that it tried to better, where there is one.

    `assignment` is the key of the assignment that it answers, empty for practice of one's own.
    """

    attempt: Attempt
    scored: Scored
    former: Former | None = None
    assignment: str = ""
    kept: bool = True
    """Whether the store has the attempt as it is here; else it is saved once it is shown."""

    def with_attempt(self, attempt: Attempt) -> Revealed:
        """Return the same with the attempt as it is now."""
        return replace(self, attempt=attempt)

    def mark(self, criterion: str) -> Mark:
        """Return the mark of the answer itself."""
        return self.scored.sheet.marks[criterion]

    def reply(self, criterion: str) -> Reply | None:
        """Return the reply to a follow-up on a criterion, if one was given."""
        return next((r for r in self.attempt.replies if r.criterion == criterion), None)

    def gain(self, criterion: str) -> int:
        """Return how many levels a follow-up added to a criterion."""
        return max(0, self.attempt.levels[criterion] - self.attempt.volunteered_levels[criterion])
