"""A child process of the test of the first frame: start an app, tell what its first frame took, and end.

Called with `ours` or `empty`; the last thing it writes is the seconds of processor time that went by
until the first frame was on the terminal, interpreter and imports included.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from textual.app import App


class EmptyApp(App[None]):
    """An app with nothing in it."""


def made(which: str) -> App[Any]:
    """Return the app that is asked for."""
    if which == "empty":
        return EmptyApp()
    from nsmtrainer.tui.app import PracticeApp  # noqa: PLC0415 - the empty app does without
    from nsmtrainer.tui.keyboard import driver  # noqa: PLC0415

    return PracticeApp(None, driver())


display = App._display


def displayed(self: App[Any], screen: Any, renderable: Any) -> None:
    """Draw, and end after the first drawing that reaches the terminal."""
    display(self, screen, renderable)
    if self._running and not self._batch_count and renderable is not None and screen is self.screen:
        os.write(1, f"\nfirst frame after {time.process_time():.6f}\n".encode())
        os._exit(0)


if __name__ == "__main__":
    App._display = displayed  # type: ignore[method-assign]
    made(sys.argv[1]).run()
