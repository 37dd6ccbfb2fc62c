"""What can be started from the prompts: the user's own library, or what assignments ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nsmtrainer.content.models import Prompt, Rubric

if TYPE_CHECKING:
    from nsmtrainer.practice.assign import Opened
    from nsmtrainer.sessions.models import Summary
    from nsmtrainer.tui.room import Room


@dataclass(frozen=True, slots=True)
class Offer:
    """A prompt, what marks it, the assignment that asks for it (None: one's own), and the best score so far.

    `best` is None where it was not tried; for an assignment only what was done since it was opened counts.
    """

    prompt: Prompt
    rubric: Rubric
    opened: Opened | None = None
    best: float | None = None

    @property
    def id(self) -> str:
        """What tells it from every other offer."""
        return f"{self.assignment}/{self.prompt.id}"

    @property
    def assignment(self) -> str:
        """The key of its assignment, empty for one's own practice."""
        return self.opened.folder.name if self.opened else ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was done before, as far as it matters for choosing: best scores, and what assignments ask for."""

    best: Mapping[str, float] = field(default_factory=dict)
    assigned: tuple[Offer, ...] = ()


def look_up(room: Room) -> Tried:
    """Return what was tried and what is assigned. Waits for the store: call it in a thread.

    Raises NsmtrainerError.
    """
    store = room.present_store()
    attempts = store.summaries() if store else ()
    assigned = []
    for opened in room.assignments():
        library = room.library_of(opened.folder.name)
        best = best_scores(one for one in attempts if one.seq > opened.after)
        for prompt_id in opened.assignment.prompts:
            prompt = room.prompt(prompt_id, opened.folder.name)
            assigned.append(Offer(prompt, library.rubric(prompt.rubric), opened, best.get(prompt_id)))
    return Tried(best_scores(attempts), tuple(assigned))


def best_scores(attempts: Iterable[Summary]) -> dict[str, float]:
    """Return the best score by prompt."""
    best: dict[str, float] = {}
    for one in attempts:
        best[one.prompt] = max(one.score, best.get(one.prompt, 0.0))
    return best
