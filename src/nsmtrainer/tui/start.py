"""Open the screens and say how it ended."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from nsmtrainer.errors import DEBUG_HINT, ExitStatus

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room

SIGNALLED = 128
"""Exit statuses above this say that a signal ended the program."""


def start(room: Room | None = None, opening: str = "") -> int:
    """Run the screens until the user leaves; return the exit status of the process.

    `room` is what the screens work with, the user's own library and store unless another is given;
    `opening` is the action that opens the first screen, home unless another is named.
    """
    from nsmtrainer.tui.app import PracticeApp
    from nsmtrainer.tui.keyboard import driver, let_go

    app = PracticeApp(room, driver(), opening)
    rescued: tuple[str, ...] = ()
    try:
        app.run()
    finally:
        rescued = app.room.held.rescue()
        app.room.close()
        let_go()
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.writelines(f"nsmtrainer: {said}\n" for said in rescued)
    if app.defect:
        saved = "" if rescued else "What you wrote is saved as a draft. "
        sys.stderr.write(
            f"nsmtrainer: This is a defect of the program ({app.defect}).\n  {saved}{DEBUG_HINT}\n"
        )
    status = app.return_code or (int(ExitStatus.STORE) if rescued else 0)
    if status > SIGNALLED:
        # Everything is saved and closed. The terminal may be gone, and a thread that still waits for its
        # keys would keep the process alive for ever.
        os._exit(status)
    return status
