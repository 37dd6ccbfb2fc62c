"""One line of text, asked for over the screen."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from nsmtrainer.text import clean_line
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.common.key_footer import KeyFooter


class AskScreen(Dialog[str | None]):
    """Ask for a line; Escape gives none."""

    CSS_PATH = "ask.tcss"
    HELP = "Enter takes the line, Escape leaves everything as it was."
    BINDINGS = [Binding("escape", "dismiss(None)", "Cancel"), Binding("f1", "app.help", "Help")]

    def __init__(self, title: str, text: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._text = clean_line(text)
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the line and what it is for."""
        box = Vertical(classes="dialog", id="ask")
        box.border_title = line(self._title)  # a text would be parsed as markup
        box.border_subtitle = "Enter takes it"
        with box:
            yield Input(self._text, id="line", select_on_focus=False)
            yield Static(line(self._hint, "$quiet"), markup=False)
        yield KeyFooter()

    @on(Input.Submitted)
    def _taken(self, event: Input.Submitted) -> None:
        self.dismiss(clean_line(event.value))
