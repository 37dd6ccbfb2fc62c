"""What the screens work with: the library, the way to marks, the store, clocks. No widgets, nothing early.

Everything heavy (YAML, spaCy, the model, SQLite) is imported when it is first used, which the app does in
threads behind the first frame.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.content.library import Library
    from nsmtrainer.practice.score import Scored
    from nsmtrainer.sessions.models import Attempt
    from nsmtrainer.sessions.store import Store

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


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Room:
    """The library, the marker, the store and the clocks that all screens share; tests put their own in."""

    def __init__(
        self,
        open_library: Callable[[], Library] = open_library,
        score: Score = score,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now,
    ) -> None:
        self._open_library = open_library
        self._score = score
        self._library: Library | None = None
        self._store: Store | None = None
        self._opening = RLock()
        self._unsaved: list[Callable[[], None]] = []
        self.clock = clock
        self.now = now

    # The library and the marker

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

    # The store. All of these may wait for another window, so they are called in threads.

    def store(self) -> Store:
        """Return the user's store, made if there never was one. Raises StoreError."""
        from nsmtrainer.sessions.opening import open_store

        with self._opening:
            if self._store is None:
                self._store = open_store(now=self.now)
            return self._store

    def present_store(self) -> Store | None:
        """Return the user's store, None where nothing was ever saved. Raises StoreError."""
        from nsmtrainer.sessions.opening import open_present_store

        with self._opening:
            if self._store is None:
                self._store = open_present_store(now=self.now)
            return self._store

    def keep(self, attempt: Attempt, draft_id: str = "") -> Attempt:
        """Keep an attempt, new or changed, and close its draft; return what is kept. Raises StoreError."""
        store = self.store()
        if not attempt.seq:
            return store.save_attempt(attempt, draft_id)
        return store.change(
            attempt.id,
            lambda one: replace(
                one, follow_ups=attempt.follow_ups, prompted=attempt.prompted, decisions=attempt.decisions
            ),
        )

    def close(self) -> None:
        """Close the store, if it is open."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None

    # What must be saved whatever happens

    def save_at_the_end(self, save: Callable[[], None]) -> None:
        """Call `save` when the program ends, however it does; it must not raise."""
        self._unsaved.append(save)

    def saved(self, save: Callable[[], None]) -> None:
        """Take back what `save_at_the_end` was given."""
        if save in self._unsaved:
            self._unsaved.remove(save)

    def save_all(self) -> None:
        """Save everything that is not saved yet; called when the program is about to end."""
        for save in tuple(self._unsaved):
            save()
