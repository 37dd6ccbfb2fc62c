"""What is written and not on the disk yet: held while the program runs, and put into files should it end so.

A screen adds what it works on. When it goes, what it could not save is left here (`part_with`) and
tried again, from the home screen and at the end. What cannot be saved even then is written to a file where
there is room for one.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt


class Unsaved(Protocol):
    """Something written, with a way to save it from any thread."""

    @property
    def title(self) -> str:
        """What it answers."""

    @property
    def draft_id(self) -> str:
        """The draft that it belongs to, which nobody may go on with before it is saved; empty for none."""

    @property
    def attempt(self) -> Attempt | None:
        """The attempt that it makes or changes, None for a draft."""

    def save_at_once(self) -> bool:
        """Save it; return whether the store has all of it. Never raises."""

    def words(self) -> str:
        """Return everything that would be lost, as text; empty where the store has all of it."""

    def release(self) -> None:
        """Let other windows have it, once it is saved and its screen is gone. Never raises."""


class Typed:
    """A line that was typed into a dialog, on its way into a store; `title` says what it is about.

    What is typed under the same title later takes its place, so a line that waits never covers a newer one.
    """

    draft_id = ""
    attempt: Attempt | None = None

    def __init__(self, held: Held, title: str, text: str, save: Callable[[], object]) -> None:
        self.title = title
        self._held = held
        self._text = text
        self._save = save
        self._saving = RLock()
        self._saved = False

    def save(self) -> None:
        """Save it, once; used from several threads. Raises NsmtrainerError where that fails."""
        with self._saving:
            if not self._saved:
                self._save()
                self._saved = True
                self._held.let_go(self)

    def save_at_once(self) -> bool:
        """Save it; return whether that worked. Never raises."""
        try:
            self.save()
        except Exception:  # it was told as what it is when it was first tried, or the text ends in a file
            return False
        return True

    def words(self) -> str:
        """Return the line, empty once it is saved."""
        return "" if self._saved else self._text

    def release(self) -> None:
        """There is no draft that other windows could wait for."""


class Held:
    """Everything that is not on the disk yet; used from several threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._held: list[Unsaved] = []
        self._left: list[Unsaved] = []
        self._ending = RLock()
        self._rescued: dict[str, str] = {}

    @property
    def left(self) -> tuple[Unsaved, ...]:
        """What screens that are gone could not save."""
        with self._lock:
            return tuple(self._left)

    def add(self, one: Unsaved) -> None:
        """Save `one` when the program ends, however it does; what was left of the same attempt is in it."""
        with self._lock:
            if one not in self._held:
                self._held.append(one)
            if isinstance(one, Typed):
                self._held = [
                    old
                    for old in self._held
                    if old is one or not isinstance(old, Typed) or old.title != one.title
                ]
            about = one.attempt.id if one.attempt else ""
            self._left = [old for old in self._left if not old.attempt or old.attempt.id != about]

    def let_go(self, one: Unsaved) -> None:
        """Forget `one`: it is saved, or its screen holds nothing any more."""
        with self._lock:
            self._held = [other for other in self._held if other is not one]
            self._left = [other for other in self._left if other is not one]

    def part_with(self, one: Unsaved) -> bool:
        """Save what a screen that goes leaves behind; return whether it is saved. May wait for the store."""
        with self._lock:
            if one not in self._held:
                return True
            self._held.remove(one)
            self._left.append(one)
        return self._save_left(one)

    def left_of(self, attempt_id: str) -> Unsaved | None:
        """Return what is left unsaved of an attempt, if anything is."""
        return next((one for one in self.left if one.attempt and one.attempt.id == attempt_id), None)

    def save_all(self) -> tuple[Unsaved, ...]:
        """Save everything that is not saved yet; return what could not be. May wait for the store."""
        with self._lock:
            held, left = tuple(self._held), tuple(self._left)
        missing = [one for one in held if not one.save_at_once()]
        return (*missing, *(one for one in left if not self._save_left(one)))

    def _save_left(self, one: Unsaved) -> bool:
        with self._ending:  # one thread after the other: the second finds it done
            if one not in self.left:
                return True
            if not one.save_at_once():
                return False
            one.release()
            self.let_go(one)
            return True

    def rescue(self) -> tuple[str, ...]:
        """Write what is still not saved to files and return where it is, in a sentence each.

        What cannot be written anywhere is returned itself. To be called when the program ends.
        """
        from nsmtrainer.tui.rescue import put_into_file

        with self._lock:
            texts = [(one.title, one.words()) for one in (*self._held, *self._left)]
        for title, text in texts:
            inside = any(text in other for _, other in texts if len(other) > len(text))
            if text.strip() and not inside and text not in self._rescued:
                self._rescued[text] = put_into_file(title, text)
        return tuple(self._rescued.values())
