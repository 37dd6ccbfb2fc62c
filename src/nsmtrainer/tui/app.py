"""The app: themes, what every screen shares, and the loading behind the first frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import Screen

from nsmtrainer.tui.choices import choices_path, read_choices, save_choice
from nsmtrainer.tui.common.line_filter import ControlFilter
from nsmtrainer.tui.common.top_bar import SMALLEST
from nsmtrainer.tui.ending import Ending
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.room import Room
from nsmtrainer.tui.themes import DARK, LIGHT, THEMES


class PracticeApp(Ending):
    """The practice room."""

    TITLE = "nsmtrainer"
    CSS_PATH = ["app.tcss", "home/home.tcss"]
    # Below -narrow and -short only what is written keeps its place, and the top bar says so.
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (SMALLEST[0], "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (SMALLEST[1], "-short"), (34, "-tall")]
    BINDINGS = [
        Binding("f1", "help", "Help", show=False),
        Binding("f2", "turn_theme", "Light or dark", show=False),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    _themed = False
    ready: var[bool] = var(False)
    """Whether the library is open."""

    def __init__(
        self, room: Room | None = None, driver_class: type[Driver] | None = None, opening: str = ""
    ) -> None:
        """`opening` is the action that opens the first screen; home lies below it."""
        super().__init__(driver_class=driver_class)
        self._opening = opening
        self.room = room or Room()
        self._filter = ControlFilter()
        for theme in THEMES:
            self.register_theme(theme)
        # Read before the first frame, which would otherwise change its colours before one's eyes.
        self._begin_with(LIGHT if read_choices(choices_path()).get("theme") == LIGHT else DARK)

    def _begin_with(self, theme: str) -> None:
        """Have a theme from the start: changing to it would parse all styles twice for the first frame."""
        self._themed = True
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        for dark, name in ((True, "-dark-mode"), (False, "-light-mode")):
            self.set_class(self.current_theme.dark == dark, name, update=False)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme; none before it is known, as they take a while to make."""
        return super().get_css_variables() if self._themed else {}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the fence against control characters to what the library of widgets filters."""
        return [*super().get_line_filters(), self._filter]

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that everything else lies on."""
        return HomeScreen(self.room)

    def on_mount(self) -> None:
        """Load behind the first frame."""
        self.watch_signals()
        self.call_after_refresh(self._open)
        if self._opening:
            self.call_after_refresh(self.run_action, self._opening)

    @work(thread=True, exit_on_error=True)
    def _open(self) -> None:
        from nsmtrainer.tui.answer.own_editor import left_words

        for said in left_words():
            self.room.note(said)
        self.room.open()
        self.call_from_thread(setattr, self, "ready", True)
        with suppress(Exception):
            # A problem of the marker is told where it matters: when an answer is marked.
            self.room.warm()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer the places of the program in the command palette, beside what Textual offers."""
        yield SystemCommand("Home", "What to do now", self.action_home)
        yield SystemCommand("Prompts", "Search all prompts and start one", self.action_library)
        yield SystemCommand("Primer", "What a north star is, in a few pages", self.action_primer)
        yield SystemCommand("Sessions", "What you wrote, with its marks", self.action_sessions)
        yield SystemCommand("Progress", "Levels and scores over time", self.action_progress)
        yield SystemCommand("Rubrics", "What is marked, level by level", self.action_rubrics)
        if self.room.has_desk():
            yield SystemCommand("Coach's desk", "The cohort, and answers to judge", self.action_coach)
        yield SystemCommand("Light or dark", "Change the theme", self.action_turn_theme)
        yield SystemCommand("Help", "What this screen is for, and its keys", self.action_help)
        yield SystemCommand("Quit", "Leave; drafts are kept", self.action_quit)

    def action_turn_theme(self) -> None:
        """Change between the light and the dark theme."""
        self.theme = LIGHT if self.theme == DARK else DARK
        self._keep_theme(self.theme)

    @work(thread=True, exclusive=True, group="theme")
    def _keep_theme(self, theme: str) -> None:
        with suppress(OSError):  # a full disk is told where it matters: when an answer is saved
            save_choice(choices_path(), "theme", theme)

    def action_help(self) -> None:
        """Open the help on the screen that is open."""
        from nsmtrainer.tui.help.screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))
