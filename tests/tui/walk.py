"""Steps that several tests of screens take."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.app import PracticeApp


async def settle(pilot: Pilot[None]) -> None:
    """Wait for everything that was started: loading, marking, layout, the keys of the footer."""
    await pilot.pause()
    while pilot.app.workers:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    for _ in range(100):  # a footer gets its keys a moment after everything else
        if all(footer.children for footer in pilot.app.screen.query("KeyFooter")):
            return
        await pilot.pause(0.02)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one after the other, and wait for what each one starts."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Put a text into the open editor, as a paste would."""
    pilot.app.screen.query_one(AnswerEditor).take(text)
    await settle(pilot)


async def answer(pilot: Pilot[None], text: str) -> None:
    """From home to the marks of an answer to the prompt that is suggested, without a guess."""
    await press(pilot, "enter")
    await write(pilot, text)
    await press(pilot, "ctrl+d")
    await press(pilot, "s")


def shown(app: PracticeApp, selector: str) -> str:
    """Return the plain text of a widget of the screen."""
    return str(app.screen.query_one(selector, Static).visual)
