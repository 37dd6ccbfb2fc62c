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
sys.exit(start.start(the_room, {opening!r}))
"""
Met = str | Callable[[str], object]
"""What to wait for: words on the screen, or a question asked of it."""

ROOT = str(Path(__file__).parents[2])
PAUSE = 0.02
"""Seconds between two looks at the screen."""

_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")  # keyboard protocols, which the reader of screens lacks
_BEGUN = re.compile(rb"\x1b(?:\[[^@-~]*)?\Z")  # a sequence that goes on in the next piece
MOST_REST = 10.0
"""Seconds after which a screen is at rest though something in it goes on, such as a cursor that blinks."""


class Window(Terminal):
    """The practice room in a terminal, its screen read back."""

    def __init__(
        self, home: Path, more: str = "", size: tuple[int, int] = (80, 24), opening: str = ""
    ) -> None:
        """Start the program; `more` is Python that runs before `opening` (home for "") opens."""
        super().__init__(home, PROGRAM.format(root=ROOT, more=more, opening=opening), size)
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0
        self._partial = b""
        self._shown: list[str] = []

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line."""
        if self._fed == len(self.output) and self._shown:
            return self._shown  # to render the screen takes longer than anything else here
        new = self._partial + self.output[self._fed :]
        self._fed = len(self.output)
        cut = _BEGUN.search(new)
        self._partial = cut.group() if cut else b""
        self._stream.feed(_UNKNOWN.sub(b"", new[: len(new) - len(self._partial)]))
        self._shown = list(self._screen.display)
        return self._shown

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

    def until(self, wanted: Met, seconds: float = 60, after: str = "the start", asleep: float = 30) -> str:
        """Read until the screen shows something; fail after a while, saying after what it was waited for.

        It also fails when the program has slept for `asleep` seconds meanwhile: then nothing is under way
        that could still bring it. A program that waits for a processor is given its time.
        """
        end = time.monotonic() + seconds
        slept = 0.0
        name = getattr(wanted, "__name__", repr(wanted))
        met = wanted if callable(wanted) else lambda text: wanted in text
        while not met(shown := self.look(PAUSE)):
            slept += 0.0 if self._is_running() else PAUSE
            waited = time.monotonic() < end and slept < asleep
            assert waited, f"{name} did not come after {after}; the screen:\n{shown}"
            ended = self.process.poll()
            assert ended is None or met(self.look(0.2)), f"ended with {ended} after {after}:\n{shown}"
        return shown

    def rest(self, seconds: float = 0.15) -> str:
        """Read until nothing has come for a while and nothing is under way, and return the screen."""
        end = time.monotonic() + MOST_REST
        while (self._read(seconds) or self._is_running()) and time.monotonic() < end:
            pass
        return self.text

    def _is_running(self) -> bool:
        """Return whether the program works or waits for a processor, where the system tells it."""
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            try:
                state = thread.read_text(encoding="utf-8", errors="replace").rpartition(") ")[2][:1]
            except OSError:  # it ended this moment
                continue
            if state in "RD":
                return True
        return False

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
