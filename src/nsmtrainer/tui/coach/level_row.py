"""The four levels in a row, to be given with the mouse as the digits give them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.tui.common.marks import level_label


class LevelChip(Static):
    """One level."""

    def __init__(self, level: int) -> None:
        super().__init__(markup=False)
        self.level = level

    def render(self) -> Content:
        """Return its number and name."""
        return level_label(self.level)

    def on_click(self) -> None:
        """Give this level."""
        self.post_message(LevelRow.Given(self.level))


class LevelRow(Horizontal):
    """All levels, the one that counts standing out."""

    DEFAULT_CSS = """
    LevelRow {
        height: 1;
        LevelChip { width: auto; height: 1; padding: 0 1; margin-right: 1; background: $panel; }
        LevelChip:hover { background: $block-cursor-background; }
        LevelChip.-given { background: $block-cursor-background; text-style: underline; }
    }
    """

    class Given(Message):
        """A level was clicked."""

        def __init__(self, level: int) -> None:
            super().__init__()
            self.level = level

    def compose(self) -> ComposeResult:
        """Lay out the levels."""
        for level in range(MAX_LEVEL + 1):
            yield LevelChip(level)

    def show(self, given: int | None) -> None:
        """Let one level stand out, or none."""
        for chip in self.query(LevelChip):
            chip.set_class(chip.level == given, "-given")
