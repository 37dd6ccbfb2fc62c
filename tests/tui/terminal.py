"""The program in a terminal of its own, for what can only be seen from outside."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class Terminal:
    """A pseudo terminal with the program in it; reads what comes out, writes what is typed."""

    def __init__(self, home: Path, code: str, size: tuple[int, int] = (80, 24)) -> None:
        """Start `code` (Python) in a terminal, with `home` as the folder of sessions."""
        self._main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environment = {**os.environ, "NSMTRAINER_HOME": str(home), "TERM": "xterm-256color"}
        # As where it is installed: compiled once, not anew at each start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=side,
            stdout=side,
            stderr=side,
            env=environment,
            start_new_session=True,
        )
        os.close(side)
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()

    @property
    def settings(self) -> list[object]:
        """How the terminal treats what is typed: echo, line editing, signals of keys."""
        return list(termios.tcgetattr(self._main))

    def close(self) -> None:
        """Close the window."""
        if self._main >= 0:
            os.close(self._main)
            self._main = -1

    def type(self, text: str | bytes) -> None:
        """Type."""
        os.write(self._main, text if isinstance(text, bytes) else text.encode())

    def read_until(self, wanted: str | bytes, seconds: float = 60) -> None:
        """Read until something was shown since the last call; fail after a while."""
        target = wanted if isinstance(wanted, bytes) else wanted.encode()
        begun = len(self.output)
        end = time.monotonic() + seconds
        while target not in self.output[begun:]:
            left = end - time.monotonic()
            assert left > 0, f"{target!r} did not come; last: {self.output[-400:]!r}"
            if not self._read(left):
                assert target in self.output[begun:], f"ended before {target!r}: {self.output[-400:]!r}"

    def wait(self, seconds: float = 60) -> int:
        """Wait for the end, reading what comes; return the exit status."""
        end = time.monotonic() + seconds
        while self._main >= 0 and self._read(max(0.0, end - time.monotonic())):
            pass
        return self.process.wait(max(1.0, end - time.monotonic()))

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._main], [], [], seconds)
        if not ready:
            return False
        try:
            found = os.read(self._main, 65536)
        except OSError as error:
            if error.errno == errno.EIO:
                return False
            raise
        self.output += found
        return bool(found)
