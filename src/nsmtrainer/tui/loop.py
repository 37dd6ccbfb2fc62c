"""The way of an answer through the screens: choose, write, guess, see the marks, try again.

Screens are imported when they are first shown, so that the first frame waits for none of them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App

from nsmtrainer.tui.messages import Again, Chosen, Done, Rewrite

if TYPE_CHECKING:
    from textual.screen import Screen

    from nsmtrainer.tui.room import Room


class Loop(App[None]):
    """The messages of the screens, and which screen follows."""

    room: Room

    def go(self, page: Screen[Any]) -> None:
        """Show a screen in place of whatever lies on the home screen."""
        self.go_home()
        self.push_screen(page)

    def go_home(self) -> None:
        """Return to the home screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_home(self) -> None:
        """Return to the home screen."""
        self.go_home()

    def action_library(self) -> None:
        """Open the prompts."""
        from nsmtrainer.tui.library.screen import LibraryScreen

        if self.room.is_open:
            self.go(LibraryScreen(self.room))

    @on(Chosen)
    def _write(self, message: Chosen) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        self.go(AnswerScreen(self.room, self.room.library.prompt(message.prompt_id), message.mode))

    @on(Done)
    def _predict(self, message: Done) -> None:
        """Ask for the guess while the answer is being marked."""
        from nsmtrainer.tui.predict.screen import PredictScreen
        from nsmtrainer.tui.reveal.screen import RevealScreen

        written = message.written
        marking = asyncio.create_task(
            asyncio.to_thread(self.room.score, written.prompt.id, written.text, written.rubric_id)
        )

        def reveal(guess: dict[str, int] | None) -> None:
            if guess is None:
                marking.cancel()
            else:
                self.go(RevealScreen(self.room, written, marking, guess))

        self.push_screen(
            PredictScreen(self.room.library.rubric(written.rubric_id or written.prompt.rubric)), reveal
        )

    @on(Again)
    def _again(self, message: Again) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        written = message.written
        self.go(AnswerScreen(self.room, written.prompt, written.mode, former=message.scored))

    @on(Rewrite)
    def _rewrite(self, message: Rewrite) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        written = message.written
        self.go(
            AnswerScreen(self.room, written.prompt, written.mode, former=written.former, text=written.text)
        )
