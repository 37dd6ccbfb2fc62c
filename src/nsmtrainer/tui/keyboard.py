"""A keyboard whose broken bytes do no harm.

Textual's driver decodes what is typed strictly, and one byte that is not UTF-8 (a wrong locale, noise on
a serial line) ends the program. Its decoder comes from the module's own name `getincrementaldecoder`.
"""

from __future__ import annotations

import codecs
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def driver() -> type[Driver] | None:
    """Return the driver for this system with a forgiving decoder; None where the usual one serves."""
    if sys.platform == "win32":
        return None
    from textual.drivers import linux_driver

    linux_driver.getincrementaldecoder = _forgiving  # type: ignore[assignment, attr-defined]
    return linux_driver.LinuxDriver


def _forgiving(encoding: str) -> type[codecs.IncrementalDecoder]:
    """Return a decoder class that drops what it cannot decode."""
    strict = codecs.getincrementaldecoder(encoding)

    class Forgiving(strict):  # type: ignore[valid-type, misc]
        def __init__(self) -> None:
            super().__init__(errors="ignore")

    return Forgiving
