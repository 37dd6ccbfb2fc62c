"""Profile pictures: where the processor's time goes, drawn as stacks: `python -m benchmarks.pictures`.

A timer of the processor's time interrupts the main thread and notes which functions are under way, and
how much of the thread's time has gone by since the last note (code that is not Python is only interrupted
at its end).
Widths are shares of that time, callers above what they call.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from html import escape
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.clocks import ROOT

EVERY = 0.001
"""Seconds of the processor's time between two notes."""
WIDTH, HIGH, LEAST = 1200, 17, 0.004
"""Pixels across and per row, and the share of the whole under which a function is left out."""

_LETTERS = 'font-family="sans-serif" font-size="11"'

Stack = tuple[str, ...]
Times = dict[Stack, float]


def sampled(act: Callable[[], object]) -> Times:
    """Return for how long, in seconds of the main thread, each stack was under way while `act` ran."""
    notes: Times = defaultdict(float)
    last = time.thread_time()

    def note(_: int, frame: FrameType | None) -> None:
        nonlocal last
        before, last = last, time.thread_time()
        names: list[str] = []
        while frame is not None:
            names.append(_name(frame))
            frame = frame.f_back
        names = names[: names.index("sampled")] if "sampled" in names else names
        notes[tuple(name for name in reversed(names) if name)] += last - before

    before = signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        act()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return notes


def _name(frame: FrameType) -> str:
    """Return a function's module and name; empty for the machinery of imports, whose modules show instead."""
    code = frame.f_code
    module = str(frame.f_globals.get("__name__", ""))
    if module.startswith(("importlib._bootstrap", "_frozen_importlib")) or code.co_name == "<lambda>":
        return ""
    if module == __name__:
        return code.co_name if code.co_name == "sampled" else ""
    if code.co_name == "<module>":
        return f"import {module}"
    return f"{module}.{code.co_qualname}"


def drawn(notes: Times, title: str) -> str:
    """Return a picture (SVG) of sampled stacks; what is under the mouse is named in full."""
    whole = sum(notes.values())
    boxes: list[str] = []
    deepest = 0

    def draw(stacks: list[tuple[Stack, float]], left: float, depth: int) -> None:
        nonlocal deepest
        children: dict[str, list[tuple[Stack, float]]] = {}
        for stack, seconds in stacks:
            if len(stack) > depth:
                children.setdefault(stack[depth], []).append((stack, seconds))
        for name, below in sorted(children.items()):
            share = sum(seconds for _, seconds in below) / whole
            if share >= LEAST:
                deepest = max(deepest, depth + 1)
                boxes.append(_box(name, left, depth, share))
                draw(below, left, depth + 1)
            left += share * WIDTH

    draw(list(notes.items()), 0.0, 0)
    high = (deepest + 2) * HIGH
    said = f"{title}: {whole:.2f} s of the processor's time"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" {_LETTERS}>',
            f'<rect width="{WIDTH}" height="{high}" fill="#fff"/>',
            f'<text x="4" y="13" font-weight="bold">{escape(said)}</text>',
            *boxes,
            "</svg>\n",
        ]
    )


def _box(name: str, left: float, depth: int, share: float) -> str:
    wide = share * WIDTH
    top = (depth + 1) * HIGH + 4
    ours = "nsmtrainer" in name
    fill = "#9ecae1" if ours else "#fdd0a2" if name.startswith("import ") else "#e0e0e0"
    letters = int(wide / 6.2)
    shown = name if len(name) <= letters else name[: max(letters - 1, 0)] + "…"
    said = f'<text x="{left + 2:.1f}" y="{top + 12}">{escape(shown)}</text>' if letters > 3 else ""
    return (
        f'<g><title>{escape(name)}: {share:.1%}</title><rect x="{left:.1f}" y="{top}" width="{wide:.1f}" '
        f'height="{HIGH - 1}" fill="{fill}" stroke="#fff" stroke-width="0.5"/>{said}</g>'
    )


def _score() -> None:
    from nsmtrainer.cli.run import run

    run(["score", "airbnb", "--text", "I would count nights stayed, because a stay houses the guest."])


def _frame() -> None:
    from nsmtrainer.tui.app import PracticeApp

    async def leave(pilot: Any) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        pilot.app.exit()

    PracticeApp().run(headless=True, auto_pilot=leave)


def _answers() -> Times:
    from benchmarks.texts import PROMPT, answers, library
    from nsmtrainer.practice.score import score_answer

    texts = answers(150, 40)
    score_answer(library(), PROMPT, texts[0])
    return sampled(lambda: [score_answer(library(), PROMPT, text) for text in texts])


PICTURES: dict[str, tuple[str, Callable[[], Times]]] = {
    "start-of-score": ("From an empty process to the marks of one answer", lambda: sampled(_score)),
    "first-frame": ("From an empty process to the first frame", lambda: sampled(_frame)),
    "marking": ("Marking 40 answers of 150 words, the reader loaded", _answers),
}


def _draw(name: str, to: Path) -> None:
    title, noted = PICTURES[name]
    to.write_text(drawn(noted(), title), encoding="utf-8")


def main() -> None:
    """Draw every picture in a process of its own, into docs/performance/."""
    folder = ROOT / "docs" / "performance"
    folder.mkdir(exist_ok=True)
    for name in PICTURES:
        to = folder / f"{name}.svg"
        subprocess.run(
            [sys.executable, "-m", "benchmarks.pictures", name, str(to)],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        print(to.relative_to(ROOT))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _draw(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
