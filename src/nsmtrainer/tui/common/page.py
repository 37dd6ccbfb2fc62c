"""What all screens have in common: the room they work with, their help, and waiting without blocking."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import Screen

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.text import clean_text
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room
    from nsmtrainer.tui.unsaved import Typed

Value = TypeVar("Value")


class Page(Screen[None]):
    """A full screen. `HELP` says in a few sentences what it is for; the keys are added from its bindings."""

    HELP: ClassVar[str] = ""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def on_resize(self) -> None:
        """The top bar says when the window is too small, also where only its height has changed."""
        for bar in self.query(TopBar):
            bar.refresh()

    @property
    def is_left(self) -> bool:
        """Whether the screen was left for good, or the program ends: some of its widgets may be gone by now.

        One that another screen lies over was not left.
        """
        return not self.app.is_running or self not in self.app.screen_stack

    async def run_in_thread(self, called: Callable[[], Value]) -> Value:
        """Call something that may wait (the store, the marker) without holding up the screen.

        For workers: see `unless_left`.
        """
        return await self.unless_left(self.run_to_the_end(called))

    async def change_in_thread(self, change: Callable[[], Value], title: str) -> Value:
        """Change something in a store or a file, for workers: see `unless_left`. Raises NsmtrainerError.

        Where it fails and the worker is gone by then, because the screen was left or another took its place,
        that is told over whatever is shown; not where the program ends.
        """
        changing = asyncio.ensure_future(self.run_to_the_end(change))
        try:
            found = await asyncio.shield(changing)
        except asyncio.CancelledError:
            changing.add_done_callback(lambda done: self._tell_fault(done, title))
            raise
        except NsmtrainerError:
            if not self.is_left:
                raise
            self._tell_fault(changing, title)
            raise asyncio.CancelledError from None
        self._end_if_left()
        return found

    def _tell_fault(self, changing: asyncio.Future[Value], title: str) -> None:
        error = None if changing.cancelled() else changing.exception()
        if isinstance(error, NsmtrainerError) and self.app.is_running:
            tell(self.app, error, title)

    async def save_typed(self, typed: Typed) -> None:
        """Save a line that somebody typed, for workers: see `unless_left`. Raises NsmtrainerError.

        Where the screen is left before that has worked, nobody can be asked for it again: it is held then as
        all that is unsaved, which the home screen tells and tries again.
        """
        self.room.held.add(typed)
        try:
            await self.run_in_thread(typed.save)
        except NsmtrainerError:
            self.room.held.let_go(typed)
            raise

    async def unless_left(self, awaited: Awaitable[Value]) -> Value:
        """Wait for something; the worker that does ends here where the screen was left meanwhile.

        Workers end with their screen, but only once all of its widgets are taken down. What was waited for is
        done all the same; a fault of it is not told any more. What was typed is saved with `save_typed`, and
        other changes are made with `change_in_thread`.
        """
        try:
            found = await awaited
        except NsmtrainerError:
            self._end_if_left()
            raise
        self._end_if_left()
        return found

    def _end_if_left(self) -> None:
        if self.is_left:
            raise asyncio.CancelledError

    async def run_to_the_end(self, called: Callable[[], Value]) -> Value:
        """Call something that may wait, and go on also where the screen is left: for what is done then."""
        try:
            return await asyncio.to_thread(called)
        finally:
            self.tell_notices()

    def tell_notices(self) -> None:
        """Show, once, what the store has to say, such as that no backup could be made."""
        if not self.app.is_running:
            return
        for said in self.room.heard():
            self.app.notify(clean_text(said), title="Sessions", severity="warning", timeout=12, markup=False)
