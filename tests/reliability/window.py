"""A terminal whose screen a test can read back: what is shown where, after all that was sent to it."""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from tests.tui.terminal import Terminal

PROGRAM = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.path.insert(0, {root!r})
from tests.tui.room import tiny_library, tiny_score
from nsmtrainer.tui import app, room, start
the_room = room.Room(tiny_library, tiny_score)
{more}
sys.exit(start.start(the_room))
"""
ROOT = str(Path(__file__).parents[2])
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")  # keyboard protocols, which the reader of screens lacks


class Window(Terminal):
    """The practice room in a terminal, its screen read back."""

    def __init__(self, home: Path, more: str = "", size: tuple[int, int] = (80, 24)) -> None:
        """Start the program; `more` is Python that runs before its screens open."""
        super().__init__(home, PROGRAM.format(root=ROOT, more=more), size)
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0
        self._partial = b""

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line."""
        new = self._partial + self.output[self._fed :]
        self._fed = len(self.output)
        cut = new.rfind(b"\x1b")
        self._partial = new[cut:] if cut >= 0 and len(new) - cut < 32 else b""  # may go on in the next piece
        self._stream.feed(_UNKNOWN.sub(b"", new[: len(new) - len(self._partial)]))
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self.lines)

    def look(self, seconds: float = 0.0) -> str:
        """Read for so long what comes, and return the screen."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if not self._read(max(0.0, left)) or left <= 0:
                return self.text

    def until(self, wanted: str | Callable[[str], object], seconds: float = 60) -> str:
        """Read until the screen shows something; fail after a while."""
        end = time.monotonic() + seconds
        met = wanted if callable(wanted) else lambda text: wanted in text
        while not met(shown := self.look(0.02)):
            assert time.monotonic() < end, f"{wanted!r} did not come:\n{shown}"
            ended = self.process.poll()
            assert ended is None or met(self.look(0.2)), f"ended with {ended}:\n{shown}"
        return shown

    def rest(self, seconds: float = 0.15) -> str:
        """Read until nothing has come for a while, and return the screen."""
        while self._read(seconds):
            pass
        return self.text

    def begin(self) -> None:
        """Open the answer that home suggests first: a draft to go on with, or a prompt."""
        self.until(lambda text: "begin with" in text or "Go on" in text)
        self.type("\r")
        self.until("Your answer")

    def click(self, said: str) -> None:
        """Click the first place where something is shown."""
        row, line = next((row, line) for row, line in enumerate(self.lines, 1) if said in line)
        place = f"0;{line.index(said) + 1};{row}"
        self.type(f"\x1b[<{place}M\x1b[<{place}m")

    def limit_files(self, size: int = resource.RLIM_INFINITY) -> None:
        """Let the program write no file beyond so many bytes: a disk that is full, while it runs."""
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
