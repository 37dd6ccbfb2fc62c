"""What a candidate is told after an answer was marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nsmtrainer.content.models import Exemplar


@dataclass(frozen=True, slots=True)
class Advice:
    """The smallest step that lifts one criterion: in a sentence, and the points it would add.

    `gain` is what the next level would add to the score (0 to 100). `finding` is empty where nothing is
    missing from what was said, only from when it was said.
    """

    criterion: str
    finding: str
    step: str
    gain: float


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that an interviewer asks about a criterion that was thin or absent."""

    criterion: str
    question: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that is said about one marked answer.

    `first` is the single change that would lift the answer most, None for a perfect one; `advice` has
    an entry per criterion below the top level; `remarks` are about the proposed metric itself.
    """

    first: Advice | None
    advice: Mapping[str, Advice]
    remarks: tuple[str, ...]
    weak: Exemplar | None
    strong: Exemplar | None
    follow_ups: tuple[FollowUp, ...]
