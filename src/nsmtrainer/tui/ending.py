"""However the program ends, what was written is saved first and the exit status says how it ended.

The statuses are those of docs/reliability.md (128 plus the signal's number, 70 for a defect of ours). Left
to itself, Textual dies on these signals without restoring the terminal, and exits with 0 after a crash.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from textual.worker import WorkerFailed

from nsmtrainer.errors import ExitStatus
from nsmtrainer.tui.loop import Loop

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room

PATIENCE = 3.0
"""Seconds that the screens have to be taken down in after a signal; everything is saved before."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Ending(Loop):
    """An app that saves before it ends, by a key, by a signal or by a defect."""

    room: Room
    defect: str = ""
    """What went wrong and where, in a word, where a defect ended the app; never anybody's text."""

    def watch_signals(self) -> None:
        """End in order on the signals that ask for it."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            # Not every place that runs an app may set signal handlers (another thread than the first).
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._signalled, number)

    def _signalled(self, number: int) -> None:
        self.room.save_all()
        # Where the window is gone, writing to it may wait for ever, and taking the screens down with it.
        last_resort = Timer(PATIENCE, os._exit, (128 + number,))
        last_resort.daemon = True
        last_resort.start()
        self.room.held.rescue()
        self.exit(return_code=128 + number)

    async def action_quit(self) -> None:
        """Save, then leave."""
        await asyncio.to_thread(self.room.save_all)
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """Save, and leave with the status of a defect instead of showing a traceback with people's text."""
        self.room.save_all()
        if os.environ.get("NSMTRAINER_DEBUG"):
            super()._handle_exception(error)
            return
        self.defect = self.defect or _where(error)
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = int(ExitStatus.DEFECT)
        self._close_messages_no_wait()


def _where(error: BaseException) -> str:
    """Return the kind of an error and the place that it came from; behind a failed worker, its own error."""
    if isinstance(error, WorkerFailed):
        error = error.error
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    return f"{type(error).__name__} at {where}"
