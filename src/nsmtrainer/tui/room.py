"""What the screens work with: the library, the way to marks, the store, clocks. No widgets, nothing early.

Everything heavy (YAML, spaCy, the model, SQLite) is imported when it is first used, which the app does in
threads behind the first frame.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING

from nsmtrainer.counts import listed
from nsmtrainer.errors import ContentError, NsmtrainerError
from nsmtrainer.text import quote
from nsmtrainer.tui.unsaved import Held, Unsaved

if TYPE_CHECKING:
    from pathlib import Path

    from nsmtrainer.content.library import Library
    from nsmtrainer.content.models import Prompt, Rubric
    from nsmtrainer.marking.models import MarkSheet
    from nsmtrainer.practice.assign import Opened
    from nsmtrainer.practice.score import Scored
    from nsmtrainer.sessions.models import Attempt, Reply
    from nsmtrainer.sessions.store import Store

    Score = Callable[[Library, str, str, str | None], Scored]
    """Library, prompt id, text and rubric id (None: the prompt's own) to the marked answer."""


def find_library() -> Library:
    """Find all prompts and rubrics that can be used now; they are read when they are asked for."""
    from nsmtrainer.content.library import load_library

    return load_library()


def score(library: Library, prompt_id: str, text: str, rubric_id: str | None) -> Scored:
    """Mark an answer; see `nsmtrainer.practice.score`."""
    from nsmtrainer.practice.score import score_answer

    return score_answer(library, prompt_id, text, rubric_id)


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def _changeable(attempt: Attempt) -> tuple[tuple[Reply, ...], MarkSheet | None, Mapping[str, int]]:
    return attempt.follow_ups, attempt.prompted, attempt.decisions


class Room:
    """The library, the marker, the store and the clocks that all screens share; tests put their own in."""

    def __init__(
        self,
        find_library: Callable[[], Library] = find_library,
        score: Score = score,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now,
    ) -> None:
        self._find_library = find_library
        self._score = score
        self._library: Library | None = None
        self._assigned: dict[str, Opened] = {}
        self._libraries: dict[str, Library] = {}
        self._store: Store | None = None
        self._opening = RLock()
        self._writers: dict[str, object] = {}
        self._notes: list[str] = []
        self.held = Held()
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
        library = self._find_library()
        for _ in library.prompts.values():
            pass
        self._library = library

    def library_of(self, assignment: str) -> Library:
        """Return the library that an assignment is marked with, the user's own where none is named.

        An assignment's is read on first use, so it is called in a thread then. Raises NsmtrainerError.
        """
        if not assignment:
            return self.library
        if assignment not in self._libraries:
            if assignment not in self._assigned:
                self.assignments()
            if assignment not in self._assigned:
                raise ContentError(
                    "The assignment that this belongs to is not on this computer any more.",
                    "Open it again: nsmtrainer assign open FILE. What you wrote is kept.",
                )
            self._libraries[assignment] = self._assigned[assignment].library
        return self._libraries[assignment]

    def prompt(self, prompt_id: str, assignment: str = "") -> Prompt:
        """Return a prompt as it is asked: an assignment may set its own time and rubric.

        Raises NsmtrainerError.
        """
        prompt = self.library_of(assignment).prompt(prompt_id)
        if not assignment:
            return prompt
        asked = self._assigned[assignment].assignment
        return replace(prompt, minutes=asked.minutes or prompt.minutes, rubric=asked.rubric or prompt.rubric)

    def assignments(self) -> tuple[Opened, ...]:
        """Return the assignments that were opened here, the latest first; called in a thread.

        Raises NsmtrainerError.
        """
        from nsmtrainer.practice.assign import opened_assignments

        found = opened_assignments()
        self._assigned = {one.folder.name: one for one in found}
        return found

    def open_assignment(self, path: Path) -> tuple[Opened, bool]:
        """Lay a coach's assignment ready; return it, and whether it was new here. Called in a thread.

        What was practised before stays out of it. Raises NsmtrainerError.
        """
        from nsmtrainer.practice.assign import last_session, open_assignment

        return open_assignment(path, last_session(self.present_store()), now=self.now)

    def assignment_of(self, attempt: Attempt) -> str:
        """Return the key of the assignment that a kept attempt answers, empty for practice of one's own.

        Reads what was opened here, so it is called in a thread. What cannot be read is no reason not to show
        an attempt: it counts as not there.
        """
        from nsmtrainer.practice.assign import is_answer_to

        with suppress(NsmtrainerError):
            for one in self.assignments():
                with suppress(NsmtrainerError):
                    if is_answer_to(one, attempt):
                        return one.folder.name
        return ""

    def look_again(self, prompt: Prompt, rubric: Rubric) -> str:
        """Return what happened on the disk to a prompt or its rubric since they were read, in words.

        Empty where nothing did. Changed files that can be used are used from now on; where they cannot be,
        what was read stays in use. Takes as long as opening, so it is called in a thread.
        """
        fresh = self._find_library()
        try:
            changed = [
                f"the {kind} {quote(known.id)}"
                for kind, known, now in (
                    ("prompt", prompt, fresh.prompt(prompt.id)),
                    ("rubric", rubric, fresh.rubric(rubric.id)),
                )
                if known.content_hash != now.content_hash
            ]
        except NsmtrainerError as error:
            return f"{error.message}\nYour answer is marked with what you saw when you began."
        if not changed:
            return ""
        self.open()
        what = listed(changed)
        return f"On the disk {what} changed while you wrote. Your answer is marked with what you saw."

    def warm(self) -> None:
        """Mark a few words once, so that the first real marks come at once; called in a thread."""
        first = next(iter(self.library.prompts), None)
        if first is not None:
            self._score(self.library, first, "I would count what people finish.", None)

    def score(self, prompt_id: str, text: str, rubric_id: str | None = None, assignment: str = "") -> Scored:
        """Mark an answer; takes up to a second, so it is called in a thread. Raises NsmtrainerError."""
        return self._score(self.library_of(assignment), prompt_id, text, rubric_id)

    def followed_up(self, attempt: Attempt, replies: tuple[Reply, ...], assignment: str = "") -> Attempt:
        """Return an attempt with replies marked with it; called in a thread. Raises NsmtrainerError."""
        from nsmtrainer.practice.practised import followed_up

        prompt, rubric = attempt.prompt.id, attempt.yardstick.rubric
        return followed_up(attempt, replies, lambda text: self.score(prompt, text, rubric, assignment))

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

    def has_desk(self) -> bool:
        """Return whether there is a coach's desk here; people who are no coaches hear nothing of it."""
        from nsmtrainer.sessions.coach_opening import desk_path

        return desk_path().exists()

    def keep(self, attempt: Attempt, draft_id: str = "") -> Attempt:
        """Keep an attempt, new or changed, and close its draft; return what is kept. Raises StoreError."""
        from nsmtrainer.sessions.faults import LostDraftError, UnknownSessionError

        store = self.store()
        if not attempt.seq:
            try:
                kept = store.save_attempt(attempt, draft_id)
            except (LostDraftError, UnknownSessionError):  # the draft is not ours to close any more
                kept = store.save_attempt(attempt)
            if _changeable(kept) == _changeable(attempt):
                return kept
        # Changed since it was kept, perhaps in a save whose end nobody waited for.
        follow_ups, prompted, decisions = _changeable(attempt)
        try:
            return store.change(
                attempt.id,
                lambda one: replace(one, follow_ups=follow_ups, prompted=prompted, decisions=decisions),
            )
        except UnknownSessionError:  # the file was put back as it was before this attempt
            return store.save_attempt(attempt)

    def close(self) -> None:
        """Close the store, if it is open."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None

    def heard(self) -> tuple[str, ...]:
        """Return, once, what was noted and what the store says: such as that no backup could be made."""
        found: list[str] = []
        for said_by in (self._notes, self._store.notices if self._store else []):
            while said_by:
                found.append(said_by.pop(0))
        return tuple(found)

    def note(self, said: str) -> None:
        """Have something said on the next screen that listens."""
        self._notes.append(said)

    def take(self, draft_id: str, writer: object) -> None:
        """Say who writes a draft here from now on, so that nobody before releases it."""
        self._writers[draft_id] = writer

    def release(self, draft_id: str, writer: object) -> None:
        """Let other windows have a draft, unless somebody else writes it here by now. Raises StoreError."""
        if self._writers.get(draft_id) is writer:
            del self._writers[draft_id]
            self.store().release_draft(draft_id)

    def save_all(self) -> tuple[Unsaved, ...]:
        """Save everything that is not saved yet; return what could not be. May wait for another window."""
        return self.held.save_all()
