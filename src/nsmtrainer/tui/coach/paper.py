"""A page over the screen: something to read, scroll and put away."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.common.key_footer import KeyFooter


class PaperScreen(Dialog[None]):
    """Something to read."""

    CSS_PATH = "paper.tcss"
    HELP = "Up and down scroll, Escape puts it away."
    BINDINGS = [
        Binding("escape,enter,q", "dismiss", "Close"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, title: str, said: Content) -> None:
        super().__init__()
        self._title = title
        self._said = said

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        box = VerticalScroll(classes="dialog", id="paper")
        box.border_title = line(self._title)  # a text would be parsed as markup
        with box:
            yield Static(self._said, id="said", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#paper").focus()
