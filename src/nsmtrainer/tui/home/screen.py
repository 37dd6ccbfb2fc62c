"""Home: what to do now is one key away."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Footer, Static

from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar


class HomeScreen(Page):
    """The first screen."""

    CSS_PATH = "home.tcss"
    HELP = "Start here. Enter opens the prompts; nothing you write leaves this machine."
    BINDINGS = [
        Binding("enter,p", "app.library", "Prompts"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
        Binding("q", "app.quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out a greeting and the one thing to do."""
        yield TopBar("")
        with Center(), Vertical(id="greeting"):
            yield Static(Content.styled("★", "bold $star"), id="star", markup=False)
            yield Static("Practise north star metric interviews", id="title", markup=False)
            yield Static("Opening the library …", id="now", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Wait for the library."""
        self.watch(self.app, "ready", self._opened)

    def _opened(self, ready: bool) -> None:
        if ready:
            count = len(self.room.library.prompts)
            self.query_one("#now", Static).update(
                Content.assemble("Press ", ("Enter", "bold $star"), f" to choose one of {count} prompts.")
            )
