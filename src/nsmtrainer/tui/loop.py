"""The way of an answer through the screens: choose, write, guess, see the marks, try again.

Screens are imported when they are first shown, so that the first frame waits for none of them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import App

from nsmtrainer.errors import NsmtrainerError, StoreError
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.messages import Again, Chosen, Continued, Done, Rewrite, ShowAttempt

if TYPE_CHECKING:
    from textual.screen import Screen

    from nsmtrainer.sessions.models import Attempt, Draft
    from nsmtrainer.tui.reveal.revealed import Revealed
    from nsmtrainer.tui.room import Room
    from nsmtrainer.tui.written import Former, Written


class Loop(App[None]):
    """The messages of the screens, and which screen follows."""

    room: Room

    def go(self, page: Screen[Any]) -> None:
        """Show a screen in place of whatever lies on the home screen."""
        self.action_home()
        self.push_screen(page)

    def action_home(self) -> None:
        """Return to the home screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _is_open(self) -> bool:
        """Return whether the library can be used; say so where it cannot yet."""
        if not self.room.is_open:
            self.screen.notify("The library is still being opened.", timeout=2, markup=False)
        return self.room.is_open

    def action_library(self) -> None:
        """Open the prompts."""
        from nsmtrainer.tui.library.screen import LibraryScreen

        if self._is_open():
            self.go(LibraryScreen(self.room))

    def action_primer(self, criterion: str = "") -> None:
        """Open the primer, where it speaks of a criterion if one is named."""
        from nsmtrainer.tui.primer.screen import PrimerScreen

        self.push_screen(PrimerScreen(self.room, criterion))

    def action_rubrics(self) -> None:
        """Open the rubric sets."""
        from nsmtrainer.tui.rubrics.screen import RubricsScreen

        if self._is_open():
            self.push_screen(RubricsScreen(self.room))

    def action_sessions(self) -> None:
        """Open the kept attempts."""
        from nsmtrainer.tui.sessions.screen import SessionsScreen

        if self._is_open():
            self.push_screen(SessionsScreen(self.room))

    def action_coach(self) -> None:
        """Open the coach's desk."""
        from nsmtrainer.tui.coach.screen import CohortScreen

        self.go(CohortScreen(self.room))

    def action_progress(self) -> None:
        """Open the progress."""
        from nsmtrainer.tui.progress.screen import ProgressScreen

        if self._is_open():
            self.push_screen(ProgressScreen(self.room))

    @on(Chosen)
    def _write(self, message: Chosen) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        try:
            prompt = self.room.prompt(message.prompt_id, message.assignment)
            page = AnswerScreen(self.room, prompt, message.mode, assignment=message.assignment)
        except NsmtrainerError as error:
            tell(self.screen, error, "Prompt")
        else:
            self.go(page)

    @on(Continued)
    def _continued(self, message: Continued) -> None:
        self._go_on(message.draft)

    @work(exclusive=True, group="go on")
    async def _go_on(self, draft: Draft) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        topic = draft.topic
        try:
            prompt = await asyncio.to_thread(self.room.prompt, topic.prompt, topic.assignment)
            former = await asyncio.to_thread(self._former, topic.retry_of)
            page = AnswerScreen(
                self.room, prompt, topic.mode, draft=draft, former=former, assignment=topic.assignment
            )
        except NsmtrainerError as error:
            from nsmtrainer.tui.answer.kept_text import KeptTextScreen

            self.go(KeptTextScreen(self.room, draft, error))
        else:
            self.go(page)

    def _former(self, attempt_id: str) -> Former | None:
        """Return the attempt that is tried again, None where there is none (any more)."""
        from nsmtrainer.sessions.faults import UnknownSessionError
        from nsmtrainer.tui.written import former_of

        if not attempt_id:
            return None
        try:
            found = self.room.store().attempt(attempt_id)
        except UnknownSessionError:
            return None
        return former_of(found)

    @on(Done)
    def _predict(self, message: Done) -> None:
        """Ask for the guess while the answer is being marked."""
        from nsmtrainer.tui.predict.screen import PredictScreen
        from nsmtrainer.tui.reveal.screen import RevealScreen

        written = message.written
        guess: asyncio.Future[dict[str, int]] = asyncio.get_running_loop().create_future()
        arriving = asyncio.create_task(self._mark(written, guess))

        def reveal(guessed: dict[str, int] | None) -> None:
            if guessed is None:
                arriving.cancel()
                if written.pen is not None:
                    written.pen.goes_on = False
            else:
                guess.set_result(guessed)
                self.go(RevealScreen(self.room, arriving, written.prompt.title, written.text, written))

        rubric = self.room.library_of(written.assignment).rubric(written.rubric_id)
        self.push_screen(PredictScreen(rubric), reveal)

    async def _mark(self, written: Written, guess: asyncio.Future[dict[str, int]]) -> Revealed:
        """Mark an answer, and put it together with the guess when that is there."""
        from nsmtrainer.practice.practised import Practice, attempt_of
        from nsmtrainer.tui.reveal.revealed import Revealed

        scored = await asyncio.to_thread(
            self.room.score, written.prompt.id, written.text, written.rubric_id, written.assignment
        )
        if not written.assignment:
            self._tell_of_changes(
                await asyncio.to_thread(self.room.look_again, written.prompt, scored.rubric)
            )
        practice = Practice(
            mode=written.mode,
            started_at=written.started_at,
            ended_at=self.room.now(),
            seconds=written.seconds,
            hints=written.hints,
            predictions=await guess,
            retry_of=written.former.id if written.former else "",
        )
        return Revealed(attempt_of(scored, practice), scored, written.former, written.assignment)

    def _tell_of_changes(self, said: str) -> None:
        """Say that files changed below the answer, if they did."""
        if said:
            self.notify(said, title="Changed on the disk", severity="warning", timeout=12, markup=False)

    @on(ShowAttempt)
    def _show(self, message: ShowAttempt) -> None:
        """Show a kept attempt as it was marked."""
        from nsmtrainer.tui.reveal.screen import RevealScreen

        attempt = message.attempt
        arriving = asyncio.create_task(asyncio.to_thread(self._kept, attempt))
        self.push_screen(RevealScreen(self.room, arriving, attempt.prompt.title, attempt.text))

    def _kept(self, attempt: Attempt) -> Revealed:
        """Return a kept attempt as it is shown, with what of it could not be saved yet."""
        from nsmtrainer.practice.practised import scored_of
        from nsmtrainer.tui.reveal.revealed import Revealed

        left = self.room.held.left_of(attempt.id)
        if left is not None and left.attempt is not None:
            attempt = left.attempt
        else:
            with suppress(StoreError):  # it may have been changed since it was listed
                attempt = self.room.store().attempt(attempt.id)
        assignment = self.room.assignment_of(attempt)
        scored = scored_of(attempt, self.room.library_of(assignment))
        former = self._former(attempt.retry_of)
        return Revealed(attempt, scored, former, assignment, kept=left is None)

    @on(Again)
    def _again(self, message: Again) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        try:
            prompt = self.room.prompt(message.prompt_id, message.assignment)
            page = AnswerScreen(
                self.room, prompt, message.mode, former=message.former, assignment=message.assignment
            )
        except NsmtrainerError as error:
            tell(self.screen, error, "Again")
        else:
            self.go(page)

    @on(Rewrite)
    def _rewritten(self, message: Rewrite) -> None:
        self._rewrite(message.written)

    @work(exclusive=True, group="go on")
    async def _rewrite(self, written: Written) -> None:
        from nsmtrainer.tui.answer.screen import AnswerScreen

        pen = await asyncio.to_thread(written.pen.handed_on) if written.pen else None
        self.go(
            AnswerScreen(
                self.room,
                written.prompt,
                written.mode,
                former=written.former,
                written=replace(written, pen=pen),
                assignment=written.assignment,
            )
        )
