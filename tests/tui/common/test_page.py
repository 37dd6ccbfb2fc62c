"""Screens that are left while they wait: what they waited for changes nothing any more, and ends nothing."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from textual import work
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.home.screen import HomeScreen
from tests.tui.coach.cohort import keep_cohort
from tests.tui.room import ANSWER, tiny_room
from tests.tui.walk import answer, press, settle

PATIENCE = 30
"""Seconds to wait for a thread or a screen, so that a defect cannot hold up the tests for ever."""


class Slow:
    """A job that takes until somebody lets it end."""

    def __init__(self) -> None:
        self.begun, self.let_end, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.error: NsmtrainerError | None = None

    def __call__(self) -> str:
        """Wait, in the thread that calls this."""
        self.begun.set()
        try:
            assert self.let_end.wait(PATIENCE)
            if self.error is not None:
                raise self.error
            return "done"
        finally:
            self.ended.set()


class Lingering(Static):
    """Holds up the taking down of its screen until a job has ended and what waits for it has gone on."""

    def __init__(self, slow: Slow) -> None:
        super().__init__()
        self.slow = slow

    async def on_unmount(self) -> None:
        """By now the screen has lost others of its widgets, but its workers still run."""
        self.slow.let_end.set()
        await asyncio.to_thread(self.slow.ended.wait, PATIENCE)
        for _ in range(20):
            await asyncio.sleep(0)


class Waiting(Page):
    """A screen that writes what a slow job returned into a widget."""

    def __init__(self, slow: Slow) -> None:
        super().__init__(tiny_room())
        self.slow = slow
        self.went_on = False

    def compose(self) -> ComposeResult:
        """Lay out a widget that goes at once, and one that does not."""
        yield Static(id="said")
        yield Lingering(self.slow)

    @work
    async def wait(self) -> None:
        """Wait for the job."""
        try:
            said = await self.run_in_thread(self.slow)
        except NsmtrainerError as error:
            said = error.message
        self.went_on = True
        self.query_one("#said", Static).update(said)

    @work
    async def change(self) -> None:
        """Wait for the job as for a change of a store."""
        with suppress(NsmtrainerError):
            await self.change_in_thread(self.slow, "Change")
        self.went_on = True


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < end, "it did not come to hold"
        await pilot.pause(0.02)


async def waiting(app: PracticeApp, pilot: Pilot[None], slow: Slow, job: str = "wait") -> Waiting:
    """Open a screen over home and return it, waiting for a slow job."""
    await settle(pilot)
    page = Waiting(slow)
    await app.push_screen(page)
    getattr(page, job)()
    await until(pilot, slow.begun.is_set)
    return page


@pytest.mark.parametrize("fails", [False, True])
async def test_what_waits_ends_with_its_screen(app: PracticeApp, fails: bool) -> None:
    """A worker does not go on once its screen was left, whatever came of the job: widgets may be gone."""
    slow = Slow()
    slow.error = NsmtrainerError("It failed.") if fails else None
    async with app.run_test() as pilot:
        page = await waiting(app, pilot, slow)
        app.pop_screen()
        await until(pilot, slow.ended.is_set)
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert not page.went_on


async def test_a_change_that_fails_after_its_screen_was_left_is_told(app: PracticeApp) -> None:
    """Somebody who has gone on believes that it was made."""
    slow = Slow()
    slow.error = NsmtrainerError("It failed.", "Try it again.")
    async with app.run_test(notifications=True) as pilot:
        page = await waiting(app, pilot, slow, "change")
        app.pop_screen()
        await until(pilot, slow.ended.is_set)
        await settle(pilot)
        assert not page.went_on
        assert [(one.title, one.message) for one in app._notifications] == [
            ("Change", "It failed.\nTry it again.")
        ]


async def test_a_change_that_fails_in_sight_is_told_by_who_waits_for_it(app: PracticeApp) -> None:
    """Once: not also over the screen, which another may lie over."""
    slow = Slow()
    slow.error = NsmtrainerError("It failed.")
    async with app.run_test(notifications=True) as pilot:
        page = await waiting(app, pilot, slow, "change")
        await pilot.press("f1")
        slow.let_end.set()
        await until(pilot, lambda: page.went_on)
        await settle(pilot)
        assert not app._notifications


async def test_a_change_whose_worker_was_replaced_is_told(app: PracticeApp) -> None:
    """A second press of the same key takes the place of the first, whose fault would be lost."""
    slow = Slow()
    slow.error = NsmtrainerError("It failed.")
    async with app.run_test(notifications=True) as pilot:
        page = await waiting(app, pilot, slow, "change")
        page.workers.cancel_all()
        slow.let_end.set()
        await until(pilot, lambda: bool(app._notifications))
        assert [one.title for one in app._notifications] == ["Change"]


async def test_what_waits_ends_with_the_program(app: PracticeApp) -> None:
    """The same where the program ends below it."""
    slow = Slow()
    async with app.run_test() as pilot:
        page = await waiting(app, pilot, slow)
    assert slow.ended.is_set()
    assert not page.went_on


async def test_what_is_waited_for_under_another_screen_is_shown(app: PracticeApp) -> None:
    """A screen that something lies over was not left."""
    slow = Slow()
    async with app.run_test() as pilot:
        page = await waiting(app, pilot, slow)
        await pilot.press("f1")
        slow.let_end.set()
        await until(pilot, lambda: page.went_on)
        assert str(page.query_one("#said", Static).visual) == "done"


WAYS = (
    ("b",),
    ("s",),
    ("s", "enter"),
    ("s", "m", "down", "m"),
    ("s", "asterisk"),
    ("s", "d"),
    ("g",),
    ("c",),
    ("c", "g"),
    ("c", "enter", "down", "0"),
    ("c", "enter", "a", "u"),
)
"""Keys that lead from home to a screen, the last of which starts something that may wait."""


async def test_every_screen_can_be_left_while_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Home comes at once, and stays, when a screen is left in the middle of something slow."""
    keep_cohort(tmp_path, monkeypatch)
    app = PracticeApp(tiny_room())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(2):
            await answer(pilot, ANSWER)
            await press(pilot, "escape")
        for *before, last in WAYS:
            await press(pilot, *before)
            slow = Slow()
            with monkeypatch.context() as patch:
                patch.setattr(Page, "run_in_thread", slowed(slow))
                await pilot.press(last)
                await until(pilot, slow.begun.is_set)
                await app.screen.mount(Lingering(slow))
                app.action_home()
                await until(pilot, slow.ended.is_set)
                await settle(pilot)
            assert app.is_running, (*before, last)
            assert isinstance(app.screen, HomeScreen)
    app.room.close()


def slowed(slow: Slow) -> Callable[[Page, Callable[[], object]], Awaitable[object]]:
    """Return how pages run something in a thread, with a slow job before it on all but the home screen."""
    at_once = Page.run_in_thread

    async def run(self: Page, called: Callable[[], object]) -> object:
        if isinstance(self, HomeScreen):
            return await at_once(self, called)
        return await at_once(self, lambda: (slow(), called())[1])

    return run
