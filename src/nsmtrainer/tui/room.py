"""What the screens work with: the library, the way to marks, a clock. No widgets, nothing loaded early.

Everything heavy (YAML, spaCy, the model) is imported when it is first used, which the app does in a thread
behind the first frame.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.content.library import Library
    from nsmtrainer.practice.score import Scored

Score = Callable[["Library", str, str, "str | None"], "Scored"]
"""Library, prompt id, text and rubric id (None: the prompt's own) to the marked answer."""


def open_library() -> Library:
    """Find and read all prompts and rubrics that can be used now."""
    from nsmtrainer.content.library import load_library

    library = load_library()
    for _ in library.prompts.values():
        pass
    return library


def score(library: Library, prompt_id: str, text: str, rubric_id: str | None) -> Scored:
    """Mark an answer; see `nsmtrainer.practice.score`."""
    from nsmtrainer.practice.score import score_answer

    return score_answer(library, prompt_id, text, rubric_id)


class Room:
    """The library, the marker and the clock that all screens share; tests put their own in."""

    def __init__(
        self,
        open_library: Callable[[], Library] = open_library,
        score: Score = score,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_library = open_library
        self._score = score
        self._library: Library | None = None
        self.clock = clock

    @property
    def library(self) -> Library:
        """The opened library. Screens that need it are only shown once it is there."""
        if self._library is None:
            raise LookupError("the library is not open yet")
        return self._library

    @property
    def is_open(self) -> bool:
        """Whether `library` can be used."""
        return self._library is not None

    def open(self) -> None:
        """Open the library; takes a second, so it is called in a thread."""
        self._library = self._open_library()

    def warm(self) -> None:
        """Mark a few words once, so that the first real marks come at once; called in a thread."""
        first = next(iter(self.library.prompts), None)
        if first is not None:
            self._score(self.library, first, "I would count what people finish.", None)

    def score(self, prompt_id: str, text: str, rubric_id: str | None = None) -> Scored:
        """Mark an answer; takes up to a second, so it is called in a thread. Raises NsmtrainerError."""
        return self._score(self.library, prompt_id, text, rubric_id)
