"""The left half of the coach's desk, which tells when its own width is known."""

from __future__ import annotations

from textual.containers import Vertical
from textual.message import Message


class Roster(Vertical):
    """Holds the rows of people.

    Rows are cut to a width, and only the layout knows it: a screen hears of a new terminal size before its
    widgets have theirs, and people may be read before anything was laid out.
    """

    class Resized(Message):
        """The roster has a new width."""

    def on_resize(self) -> None:
        """Tell the screen."""
        self.post_message(self.Resized())
