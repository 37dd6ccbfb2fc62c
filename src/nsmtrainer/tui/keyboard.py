"""A keyboard whose broken bytes and pastes do no harm, and which is let go of when its terminal is gone.

Textual's driver decodes what is typed strictly, and one byte that is not UTF-8 (a wrong locale, noise on
a serial line) ends the program; its decoder comes from the module's own name `getincrementaldecoder`. What
is decoded has its pastes cleaned (`tui.pastes`). And where a window was closed its reading thread may go on
for ever, and the process with it.
"""

from __future__ import annotations

import codecs
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from textual.driver import Driver

_drivers: list[Driver] = []
"""The drivers that were made, to be told to stop."""


def driver() -> type[Driver] | None:
    """Return the driver for this system, forgiving and told of the end; None where the usual one serves."""
    if sys.platform == "win32":
        return None
    from textual.drivers import linux_driver

    linux_driver.getincrementaldecoder = _forgiving  # type: ignore[assignment, attr-defined]

    class Keyboard(linux_driver.LinuxDriver):
        def start_application_mode(self) -> None:
            _drivers.append(self)
            super().start_application_mode()  # type: ignore[no-untyped-call]

    return Keyboard


def let_go() -> None:
    """Have every reading thread end, so that the process can."""
    for one in _drivers:
        ended = getattr(one, "exit_event", None)
        if ended is not None:
            ended.set()
    _drivers.clear()


def _forgiving(encoding: str) -> type[codecs.IncrementalDecoder]:
    """Return a decoder class that drops what it cannot decode, and cleans pastes."""
    from nsmtrainer.tui.pastes import Pastes

    strict = codecs.getincrementaldecoder(encoding)

    class Forgiving(strict):  # type: ignore[valid-type, misc]
        def __init__(self) -> None:
            super().__init__(errors="ignore")
            self._pastes = Pastes()

        def decode(self, input: ReadableBuffer, final: bool = False) -> str:
            return self._pastes.pass_on(super().decode(input, final))

    return Forgiving
