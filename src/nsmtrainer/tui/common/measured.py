"""Containers that tell when the layout has given them another size."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

_AT_THE_END = 2
"""Columns at the end of a line for a scroll bar, and for what keeps clear of it."""


class Measured(Widget):
    """Tells its screen of a new size of its own; a container takes it as a base beside its own kind.

    Rows and texts are cut to a size that only the layout knows: a screen hears of a new terminal size before
    its widgets have theirs, and what they show may be known before anything was laid out.
    """

    class Resized(Message):
        """It has a new size."""

    def on_resize(self) -> None:
        """Tell the screen."""
        self.post_message(self.Resized())


class MeasuredScroll(VerticalScroll, Measured):
    """Holds a text whose lines are cut or wrapped to its width by what makes them."""

    @property
    def room(self) -> int:
        """Cells of a line, which are the same with a scroll bar and without one."""
        return max(0, self.content_region.width - _AT_THE_END)
