"""A container that tells when the layout has given it another size."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget


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
