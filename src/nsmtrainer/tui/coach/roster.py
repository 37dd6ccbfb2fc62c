"""The left half of the coach's desk, which tells when its own width is known."""

from __future__ import annotations

from dataclasses import dataclass

from textual.containers import Vertical
from textual.events import Resize
from textual.message import Message


class Roster(Vertical):
    """Holds the rows of people.

    Rows are cut to a width, and only the layout knows it: a screen hears of a new terminal size before its
    widgets have theirs, and people may be read before anything was laid out.
    """

    @dataclass
    class Resized(Message):
        """The roster has a new width."""

        width: int

    def on_resize(self, event: Resize) -> None:
        """Tell the screen."""
        self.post_message(self.Resized(event.size.width))
