"""What screens tell the app: the seams between the steps of the loop, without importing one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from textual.message import Message

if TYPE_CHECKING:
    from datetime import datetime

    from nsmtrainer.content.models import Prompt
    from nsmtrainer.sessions.models import Attempt, Draft

Mode = Literal["practice", "live"]


@dataclass(frozen=True, slots=True)
class Former:
    """The attempt that is tried again: its id, its text, its levels by criterion, its score."""

    id: str
    text: str
    levels: dict[str, int]
    score: float


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
    draft_id: str = ""
    assignment: str = ""
    """The key of the assignment that it answers, empty for practice of one's own."""
    former: Former | None = field(default=None, repr=False)
    """The attempt that this one is a retry of."""


class Chosen(Message):
    """A prompt was chosen, to be answered in a mode, for an assignment or (empty) for oneself."""

    def __init__(self, prompt_id: str, mode: Mode, assignment: str = "") -> None:
        super().__init__()
        self.prompt_id = prompt_id
        self.mode: Mode = mode
        self.assignment = assignment


class Continued(Message):
    """A draft was chosen, to be gone on with."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft


class Done(Message):
    """An answer is finished and wants to be marked."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written


class Again(Message):
    """The candidate wants to answer the prompt of an attempt once more."""

    def __init__(self, prompt_id: str, mode: Mode, former: Former, assignment: str = "") -> None:
        super().__init__()
        self.prompt_id = prompt_id
        self.mode: Mode = mode
        self.former = former
        self.assignment = assignment


class Rewrite(Message):
    """The answer could not be marked: back to the editor with the same text."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written


class ShowAttempt(Message):
    """A kept attempt is to be looked at."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.attempt = attempt
