"""A panel of the home screen."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widgets import Static

from nsmtrainer.tui.common.measured import Measured


class Panel(VerticalScroll, Measured, can_focus=False):
    """Holds a text that is cut to the panel's size."""

    def __init__(self, title: str, id: str, text: str) -> None:
        """`text` is the id of what it holds."""
        super().__init__(Static(id=text, markup=False), id=id, classes="panel")
        self.border_title = title
