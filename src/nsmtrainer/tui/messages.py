"""What screens tell the app: the seams between the steps of the loop, without importing one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from textual.message import Message

if TYPE_CHECKING:
    from nsmtrainer.content.models import Prompt
    from nsmtrainer.practice.score import Scored

Mode = Literal["practice", "live"]


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it leaves the editor: to which prompt, how it came about, how long it took."""

    prompt: Prompt
    rubric_id: str | None
    mode: Mode
    text: str
    seconds: float
    hints: tuple[str, ...] = ()
    former: Scored | None = field(default=None, repr=False)
    """The marked attempt that this one is a retry of."""


class Chosen(Message):
    """A prompt was chosen, to be answered in a mode."""

    def __init__(self, prompt_id: str, mode: Mode) -> None:
        super().__init__()
        self.prompt_id = prompt_id
        self.mode: Mode = mode


class Done(Message):
    """An answer is finished and wants to be marked."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written


class Again(Message):
    """The candidate wants to answer once more; with `scored` the attempt that is left behind."""

    def __init__(self, written: Written, scored: Scored) -> None:
        super().__init__()
        self.written = written
        self.scored = scored


class Rewrite(Message):
    """The answer could not be marked, or wants changing: back to the editor with the same text."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written
