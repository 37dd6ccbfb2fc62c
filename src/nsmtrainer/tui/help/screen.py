"""Help on the screen below: what it is for, and its keys as they are bound."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from nsmtrainer.tui.common.content import plain
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.common.key_footer import KeyFooter

_EVERYWHERE = (("F1", "Help"), ("F2", "Light or dark"), ("Ctrl+P", "All commands"), ("Ctrl+Q", "Quit"))


class HelpScreen(Dialog[None]):
    """What the screen below is for, and which keys it knows."""

    CSS_PATH = "help.tcss"
    BINDINGS = [Binding("escape,f1,question_mark,q", "dismiss", "Close")]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        """Lay out the text and the table of keys."""
        box = VerticalScroll(classes="dialog", id="help")
        box.border_title = "Help"
        with box:
            yield Static(plain(getattr(self._below, "HELP", "")), id="purpose", markup=False)
            yield Static(self._keys(), id="keys", markup=False)
        yield KeyFooter()

    def _keys(self) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column()
        for says, keys in self._own_keys().items():
            table.add_row(Text(", ".join(keys)), Text(says))
        for key, says in _EVERYWHERE:
            table.add_row(Text(key), Text(says))
        return table

    def _own_keys(self) -> dict[str, list[str]]:
        """Return what the keys of the screen do, each with its keys."""
        found: dict[str, list[str]] = {}
        for active in self._below.active_bindings.values():
            binding = active.binding
            told = binding.show or binding.tooltip  # hidden keys are told here where they say what they do
            if active.node is self.app or not told or binding.action == "app.help":
                continue
            keys = found.setdefault(binding.tooltip or binding.description, [])
            key = self.app.get_key_display(binding)
            if key not in keys:
                keys.append(key)
        return found
