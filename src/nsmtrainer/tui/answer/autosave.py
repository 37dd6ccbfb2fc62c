"""Saving behind the typing: soon after the last key, and never later than a second after the first.

300 ms after the last key, 1 s at most: what a killed process may lose (docs/reliability.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from textual.timer import Timer
from textual.widget import Widget

from nsmtrainer.errors import StoreError
from nsmtrainer.tui.answer.pen import Pen, Writing

AFTER_LAST_KEY = 0.3
AT_MOST = 0.9
"""Leaves a tenth of a second for the saving itself."""
TRY_AGAIN = 3.0
_STAYS = "Your text stays here, and saving is tried again. Copy it somewhere else before you leave."

SaveState = Literal["", "unsaved", "saved", "failed"]


class Soon:
    """Calls `act` soon after the last touch, and never much later than the first."""

    def __init__(self, widget: Widget, act: Callable[[], object]) -> None:
        self._widget = widget
        self._act = act
        self._soon: Timer | None = None
        self._latest: Timer | None = None

    def touched(self) -> None:
        """Say that something was typed."""
        self.later(AFTER_LAST_KEY)
        if self._latest is None:
            self._latest = self._widget.set_timer(AT_MOST, self._go)

    def later(self, seconds: float) -> None:
        """Act after this time, if not before."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self._widget.set_timer(seconds, self._go)

    def stop(self) -> None:
        """Do not act any more, before the next touch."""
        for timer in (self._soon, self._latest):
            if timer is not None:
                timer.stop()
        self._soon = self._latest = None

    def _go(self) -> None:
        self.stop()
        self._act()


class Autosave:
    """Saves what `writing` returns; tells `show` of each change of state, with the error of a failed save."""

    def __init__(
        self,
        widget: Widget,
        pen: Pen,
        writing: Callable[[], Writing],
        show: Callable[[SaveState, StoreError | None], None],
    ) -> None:
        self._widget = widget
        self._pen = pen
        self._writing = writing
        self._show = show
        self._soon = Soon(widget, self._go)
        self._busy = asyncio.Lock()
        self._failed = False

    def touched(self) -> None:
        """Say that the text, or the hints used, may have changed."""
        if self._pen.is_saved(self._writing()):
            return
        if not self._failed:
            self._show("unsaved", None)
        self._soon.touched()

    def _go(self) -> None:
        self._widget.run_worker(self.save(), exclusive=False, exit_on_error=False)

    async def save(self) -> bool:
        """Save now, off the event loop; return whether it is on the disk."""
        self._soon.stop()
        async with self._busy:
            writing = self._writing()
            try:
                await asyncio.to_thread(self._pen.save, writing)
            except Exception as error:
                # A defect must not pass for saving either: what is typed is not on the disk.
                fault = fault_of(error, _STAYS)
                self._show("failed", None if self._failed else fault)
                self._failed = True
                if self._widget.is_attached:
                    self._soon.later(TRY_AGAIN)
                return False
        self._failed = False
        if self._pen.is_saved(self._writing()):
            self._show("saved" if writing.text else "", None)
        return True

    # What there is to save when the screen or the program ends

    @property
    def title(self) -> str:
        """What the draft answers."""
        return self._pen.title

    @property
    def draft_id(self) -> str:
        """The draft that is written."""
        return self._pen.draft_id

    @property
    def attempt(self) -> None:
        """A draft is no attempt yet."""

    def save_at_once(self) -> bool:
        """Save without telling anybody; return whether it is saved."""
        with suppress(Exception):  # a defect here must not keep the rest from being saved
            self._pen.save(self._writing())
            return True
        return False

    def words(self) -> str:
        """Return the text, empty where it is saved."""
        writing = self._writing()
        return "" if self._pen.is_saved(writing) else writing.text

    def release(self) -> None:
        """Let other windows have the draft."""
        with suppress(Exception):  # it is let go at the end of the program then
            self._pen.release()


def fault_of(error: Exception, hint: str) -> StoreError:
    """Return why saving failed; what the store did not raise itself is a defect, with a hint of its own."""
    if isinstance(error, StoreError):
        return error
    return StoreError(f"Saving failed: a defect of the program ({type(error).__name__}).", hint)
