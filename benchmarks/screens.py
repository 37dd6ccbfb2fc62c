"""The screens in a terminal of their own: the first frame, stalls, and how soon a key shows."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from tests.tui.terminal import Terminal

from benchmarks.clocks import ROOT, share
from benchmarks.figures import Figure
from benchmarks.texts import answers

GROUP = "The screens"
SIGN = "Opening the library"
OURS = "import sys; sys.argv = ['nsmtrainer']; from nsmtrainer.__main__ import main; main()"
EMPTY = f"""
from textual.app import App
from textual.widgets import Static, TextArea
class Empty(App):
    def compose(self):
        yield Static("{SIGN}")
        yield TextArea()
    def on_ready(self):
        self.query_one(TextArea).focus()
Empty().run()
"""
BARE = EMPTY.replace("        yield TextArea()\n", "").replace(
    "        self.query_one(TextArea).focus()\n", "        pass\n"
)
PROBE = """
import sys
sys.path.insert(0, {root!r})
from benchmarks.probe import main
main({report!r}, {answer!r})
"""
KEYS = "the quick brown fox jumps over the lazy dog and "


def first_frame(short: bool) -> list[Figure]:
    """Return the least time until something can be read, beside that of an app that shows one line."""
    least = {"ours": float("inf"), "empty": float("inf")}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(3 if short else 6):
            for name, code in (("empty", BARE), ("ours", OURS)):
                begun = time.perf_counter()
                with Terminal(Path(home), code) as terminal:
                    terminal.read_until(SIGN)
                    least[name] = min(least[name], time.perf_counter() - begun)
    ratio = least["ours"] / least["empty"]
    return [Figure(GROUP, "first frame", least["ours"] * 1000, "ms", ratio, "an empty app", 1.15, "ratio")]


def stalls_and_keys(_: bool) -> list[Figure]:
    """Return the longest stalls of the loop, and how long a typed letter takes to show."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        report, answer = home / "report.json", home / "answer.txt"
        answer.write_text(answers(150, 1)[0], encoding="utf-8")
        code = PROBE.format(report=str(report), answer=str(answer), root=str(ROOT))
        with Terminal(home, code) as terminal:
            _until_there(terminal, report)
            ours = _letters(terminal)
            report.unlink()
            _until_there(terminal, report)
            stalls = json.loads(report.read_text(encoding="utf-8"))
        with Terminal(home, EMPTY) as terminal:
            terminal.read_until(SIGN)
            _drain(terminal, 0.5)
            bare = _letters(terminal)
    asked = {"loading": ("while the reader loads", 100.0), "opening": ("opening the answer's screen", None)}
    asked["working"] = ("typing, and marking behind it", 50.0)
    found = [
        Figure(GROUP, f"longest stall {said}", stalls[phase] * 1000, "ms", limit=limit)
        for phase, (said, limit) in asked.items()
    ]
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        took, base = share(ours, part), share(bare, part)
        found.append(
            Figure(GROUP, f"a typed letter shows, {name}", took * 1000, "ms", took / base, "an empty app")
        )
    return found


def _until_there(terminal: Terminal, report: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not report.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"no report came; last shown: {terminal.output[-400:]!r}")
        _drain(terminal, 0.05)


def _drain(terminal: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal._read(left)


def _letters(terminal: Terminal) -> list[float]:
    """Return, in order of length, the seconds from each typed letter to what it changes on the screen."""
    took = []
    for letter in KEYS:
        _drain(terminal, 0.03)
        begun = time.perf_counter()
        terminal.type(letter)
        if terminal._read(2.0):
            took.append(time.perf_counter() - begun)
    return sorted(took)
