"""The one line at the top of every screen: where one is, and what is going on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class TopBar(Horizontal):
    """Name of the program and the screen on the left, a changing state on the right."""

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        background: $panel;
        padding: 0 1;
        #where { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #state { width: auto; height: 1; text-align: right; margin-left: 1; }
        #small { display: none; width: auto; height: 1; color: $star; text-style: bold; }
    }
    .-tiny TopBar, .-slim TopBar {
        #where { display: none; }
        #state { display: none; }
        #small { display: block; }
    }
    """

    def __init__(self, where: Content | str, state: Content | str = "") -> None:
        super().__init__()
        self._where = where
        self._state = state

    def compose(self) -> ComposeResult:
        """Lay the two ends of the line."""
        yield Static(self._placed(), id="where", markup=False)
        yield Static(Content("") + self._state, id="state", markup=False)
        yield Static("Enlarge the window", id="small", markup=False)

    def _placed(self) -> Content:
        return Content.assemble(("★ ", "bold $star"), ("nsmtrainer", "bold"), ("  ", ""), self._where)

    def place(self, where: Content | str) -> None:
        """Say where one is."""
        self._where = where
        self.query_one("#where", Static).update(self._placed())

    def say(self, state: Content | str) -> None:
        """Show a state on the right."""
        self.query_one("#state", Static).update(Content("") + state)
