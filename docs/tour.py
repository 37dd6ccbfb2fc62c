"""Walk through the program in a real terminal and draw what it shows: `python docs/tour.py [FOLDER]`.

Needs tmux. Runs from the first start to an exported session, with an empty folder of sessions of its own;
each picture is what `tmux capture-pane` saw, so nothing of the terminal is left out of the test. The
pictures go to `docs/tour/`, and `docs/tour.md` shows them.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH, HEIGHT = 100, 30
PATIENCE = 180
"""Seconds to wait for a screen; loading on a busy machine takes a while."""

ANSWER = (
    "Airbnb plays the transaction game: somebody sleeps in a place they picked, and somebody else is paid "
    "for a room that stood empty. So I'd count nights booked. I'd pair it with refund rate."
)
BETTER = (
    " Refund rate, so we don't buy volume with bad stays. Searches I'd leave out, they rise when people "
    "can't find a place."
)


class Tmux:
    """A terminal of our own inside tmux, on a server of our own."""

    def __init__(self, folder: Path) -> None:
        self._server = f"nsmtrainer-tour-{os.getpid()}"
        program = f"{shlex.quote(sys.executable)} -m nsmtrainer"
        home = shlex.quote(str(folder))
        settings = f"COLORTERM=truecolor NSMTRAINER_HOME={home}"
        command = f"cd {home}; {settings} {program}; sleep 5"
        self._tmux("new-session", "-d", "-x", str(WIDTH), "-y", str(HEIGHT), command)
        self._tmux("set", "-g", "default-terminal", "tmux-256color")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, "-f", os.devnull, *words], check=True, capture_output=True, text=True
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        for key in keys:
            self._tmux("send-keys", key)
            time.sleep(0.2)

    def type(self, text: str) -> None:
        """Type a text."""
        self._tmux("send-keys", "-l", text)

    def wait_for(self, words: str) -> None:
        """Wait until words are on the screen."""
        end = time.monotonic() + PATIENCE
        while words not in self._tmux("capture-pane", "-p"):
            if time.monotonic() > end:
                raise SystemExit(f"“{words}” did not come:\n{self._tmux('capture-pane', '-p')}")
            time.sleep(0.2)

    def draw(self, path: Path) -> None:
        """Draw the screen as it is."""
        time.sleep(1.0)
        seen = Text.from_ansi(self._tmux("capture-pane", "-e", "-p"))
        console = Console(width=WIDTH, height=HEIGHT, record=True, file=io.StringIO(), force_terminal=True)
        console.print(seen, crop=False, no_wrap=True)
        svg = console.export_svg(title="nsmtrainer")
        # The pictures fetch no font from anywhere; every system has a monospaced one.
        svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL).replace("Fira Code", "monospace")
        path.write_text(svg, encoding="utf-8")

    def close(self) -> None:
        """End the server."""
        subprocess.run(["tmux", "-L", self._server, "kill-server"], check=False, capture_output=True)


def walk(terminal: Tmux, pictures: Path, folder: Path) -> None:
    """Go from the first start to an exported session."""
    for words, keys, name in STEPS:
        if words:
            terminal.wait_for(words)
        if name:
            terminal.draw(pictures / f"{name}.svg")
        for key in keys:
            if key in KEYS:
                terminal.press(key)
            else:
                terminal.type(key)
    if not list(folder.glob("nsmtrainer-sessions-*.html")):
        raise SystemExit("the export is not there")


KEYS = {"Enter", "Escape", "Down", "C-d", "C-f", "C-q", *"bceglrsx03"}
STEPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("to begin with", ("b",), "1-home"),
    ("Search", ("airbnb",), ""),
    ("1 of", ("Enter",), "2-prompts"),
    ("Your answer", (ANSWER,), ""),
    ("· saved", ("C-d",), "3-answer"),
    ("How well did you do?", ("3", "3", "3", "0"), ""),
    ("Enter shows", ("Enter",), "4-guess"),
    ("of 100", ("Down", "Down", "Down"), ""),
    ("Guardrail  ", ("l",), "5-marks"),
    ("lifted", ("x",), "6-lifted"),
    ("A strong answer", ("Escape", "r"), "7-exemplars"),
    ("Your earlier text", ("C-f", BETTER), ""),
    ("· saved", ("C-d",), ""),
    ("How well did you do?", ("s",), ""),
    ("of 100", ("c",), ""),
    ("What changed", ("Escape",), "8-changes"),
    ("Your answer", ("Escape",), ""),
    ("Recent", ("g",), ""),
    ("Lately", ("Escape",), "9-progress"),
    ("Recent", ("s",), ""),
    ("2 attempts", ("e",), ""),
    ("Export 2 attempts", ("Enter",), ""),
    ("Written", ("C-q",), "10-sessions"),
)
"""Words to wait for, then the picture to draw, then what to press or type."""


def main() -> None:
    """Draw the pictures of the tour."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent / "tour")
    pictures = parser.parse_args().folder.absolute()
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        terminal = Tmux(Path(home))
        try:
            walk(terminal, pictures, Path(home))
        finally:
            terminal.close()


if __name__ == "__main__":
    main()
