"""What screens tell the app: the seams between the steps of the loop, without importing one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt, Draft
    from nsmtrainer.tui.written import Former, Mode, Written


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
