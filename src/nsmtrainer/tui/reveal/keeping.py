"""Keeping a marked attempt: once it is there, after each change of it, and whatever way it is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from nsmtrainer.errors import StoreError
from nsmtrainer.tui.answer import autosave
from nsmtrainer.tui.answer.autosave import Soon

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt
    from nsmtrainer.tui.answer.pen import Pen
    from nsmtrainer.tui.common.page import Page


class Keeping:
    """Saves the attempt that `present` returns, one save after another, and hands what is kept to `take`.

    `pen` wrote the draft that it closes. Each end of a save is told to `show`, with the fault of one that
    failed where the one before did not.
    """

    def __init__(
        self,
        page: Page,
        present: Callable[[], Attempt | None],
        take: Callable[[Attempt], None],
        show: Callable[[StoreError | None], None],
        pen: Pen | None = None,
    ) -> None:
        self._page = page
        self._room = page.room
        self._present = present
        self._take = take
        self._show = show
        self._pen = pen
        self._busy = asyncio.Lock()
        self._soon = Soon(page, self._go)
        self._failed = False
        # Counted, not a flag: a change may come while another thread ends a save.
        self._changes = 0
        self._kept = 0

    @property
    def saved(self) -> bool:
        """Whether the store has what `present` returns."""
        return self._kept >= self._changes

    def changed(self) -> None:
        """Say that the attempt is not what the store has; it is saved when it is left, if not before."""
        self._changes += 1
        self._room.held.add(self)

    def typed(self) -> None:
        """Say that it is being changed letter by letter: it is saved behind the typing."""
        self.changed()
        self._soon.touched()

    def _go(self) -> None:
        self._page.run_worker(self.save(), group="save", exit_on_error=False)

    async def save(self, asked: bool = False) -> None:
        """Save what is not saved, off the event loop; a fault is told again where somebody `asked` for it."""
        self._soon.stop()
        async with self._busy:
            changes, attempt = self._changes, self._present()
            if attempt is None or self.saved:
                return
            try:
                kept = await asyncio.to_thread(self._keep, attempt)
            except Exception as error:
                hint = "What you wrote stays here, and saving is tried again."
                self._missed(autosave.fault_of(error, hint), asked)
                return
            self._failed = False
            self._kept = max(self._kept, changes)
            now = self._present()
            if self.saved or now is None:
                self._room.held.let_go(self)
                self._take(kept)
            else:  # changed meanwhile: the next save is on its way, and needs only the number
                self._take(replace(now, seq=kept.seq))
        self._show(None)

    def _missed(self, fault: StoreError, asked: bool) -> None:
        told, self._failed = self._failed, True
        if not self._page.is_left:
            self._soon.later(autosave.TRY_AGAIN)
            if asked or not told:
                self._show(fault)

    def _keep(self, attempt: Attempt) -> Attempt:
        if self._pen is None:
            return self._room.keep(attempt)
        with self._pen.closing() as draft_id:
            return self._room.keep(attempt, draft_id)

    # What there is to save when the screen or the program ends

    @property
    def title(self) -> str:
        """What the attempt answers."""
        attempt = self._present()
        return attempt.prompt.title if attempt else ""

    @property
    def draft_id(self) -> str:
        """The draft that the attempt closes."""
        return self._pen.draft_id if self._pen else ""

    @property
    def attempt(self) -> Attempt | None:
        """The attempt as it stands."""
        return self._present()

    def save_at_once(self) -> bool:
        """Save without telling anybody; return whether it is saved.

        A save that was given up on when its screen went may have come through: the attempt's id keeps it
        from being there twice.
        """
        changes, attempt = self._changes, self._present()
        if attempt is None or self.saved:
            return True
        with suppress(Exception):  # a defect here must not keep the rest from being saved
            self._keep(attempt)
            self._kept = max(self._kept, changes)
        return self.saved

    def words(self) -> str:
        """Return answer, replies and decisions, empty where they are saved."""
        attempt = self._present()
        if attempt is None or self.saved:
            return ""
        title = attempt.yardstick.title_of
        decided = [f"{title(name)}: {level}" for name, level in attempt.decisions.items()]
        return "\n\n".join([attempt.whole_text, *decided])

    def release(self) -> None:
        """A kept attempt holds no draft any more."""
