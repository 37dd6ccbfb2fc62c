"""Runs the screens and writes how long their loop stood still."""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from pathlib import Path

from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.keyboard import driver
from nsmtrainer.tui.messages import Chosen
from nsmtrainer.tui.room import Room

PROMPT = "airbnb"
BEAT = 0.002
"""Seconds between two looks at the clock."""


class _Watched(Room):
    """A room that says when the reader is loaded."""

    warmed = False

    def warm(self) -> None:
        """Load the reader."""
        super().warm()
        self.warmed = True


class Probe(PracticeApp):
    """The practice room, with a heart that beats in its loop."""

    CSS_PATH = [Path(inspect.getfile(PracticeApp)).parent / str(path) for path in PracticeApp.CSS_PATH]

    def __init__(self, report: Path, text: str) -> None:
        self.watched = _Watched()
        super().__init__(self.watched, driver())
        self.report = report
        self.text = text
        self.phase = "loading"
        self.longest: dict[str, float] = {}

    def on_ready(self) -> None:
        """Begin to watch with the first frame."""
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._work())]

    async def _beat(self) -> None:
        while True:
            begun, worked = time.perf_counter(), time.process_time()
            await asyncio.sleep(BEAT)
            late = time.perf_counter() - begun - BEAT
            # On a busy machine the whole process waits its turn, which is no stall of its own making.
            late = min(late, time.process_time() - worked)
            self.longest[self.phase] = max(self.longest.get(self.phase, 0.0), late)

    async def _work(self) -> None:
        while not self.watched.warmed:
            await asyncio.sleep(0.05)
        self.phase = "opening"
        self.post_message(Chosen(PROMPT, "practice"))
        await asyncio.sleep(1.0)
        self.phase = "working"
        for _ in range(3):
            await asyncio.to_thread(self.room.score, PROMPT, self.text, None)
            await asyncio.sleep(0.05)
        while True:
            self.report.with_suffix(".part").write_text(json.dumps(self.longest), encoding="utf-8")
            self.report.with_suffix(".part").replace(self.report)
            await asyncio.sleep(0.5)


def main(report: str, answer: str) -> None:
    """Run the screens; `answer` is the file of the answer that is marked."""
    Probe(Path(report), Path(answer).read_text(encoding="utf-8")).run()
