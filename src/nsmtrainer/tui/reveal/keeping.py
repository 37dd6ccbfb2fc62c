"""Keeping a marked attempt: once it is there, after each change of it, and whatever way the program ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt
    from nsmtrainer.tui.room import Room


class Keeping:
    """Saves the attempt that `present` returns, one save after another, and hands what is kept to `take`.

    `draft_id` is the draft that it closes; `saved` says whether the store has what `present` returns.
    """

    def __init__(
        self,
        room: Room,
        present: Callable[[], Attempt | None],
        take: Callable[[Attempt], None],
        draft_id: str,
        saved: bool,
    ) -> None:
        self._room = room
        self._present = present
        self._take = take
        self._draft_id = draft_id
        self._busy = asyncio.Lock()
        self.saved = saved

    def changed(self) -> None:
        """Say that the attempt is not what the store has; it is saved at the end, if not before."""
        self.saved = False
        self.forget()
        self._room.save_at_the_end(self._at_once)

    async def save(self) -> None:
        """Save what is not saved, off the event loop. Raises StoreError."""
        async with self._busy:
            attempt = self._present()
            if attempt is None or self.saved:
                return
            kept = await asyncio.to_thread(self._room.keep, attempt, self._draft_id)
            now = self._present()
            if now is None or now is attempt:
                self.saved = True
                self.forget()
                self._take(kept)
            else:  # changed meanwhile: the next save is on its way, and needs only the number
                self._take(replace(now, seq=kept.seq))

    def forget(self) -> None:
        """Save nothing at the end any more."""
        self._room.saved(self._at_once)

    def _at_once(self) -> None:
        attempt = self._present()
        if attempt is not None:
            with suppress(Exception):  # a defect here must not keep the rest from being saved
                self._room.keep(attempt, self._draft_id)
