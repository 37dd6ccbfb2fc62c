"""What all screens have in common: the room they work with, their help, and waiting without blocking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import Screen

from nsmtrainer.text import clean_text
from nsmtrainer.tui.common.top_bar import TopBar

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room

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

    async def run_in_thread(self, called: Callable[[], Value]) -> Value:
        """Call something that may wait (the store, the marker) without holding up the screen."""
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
