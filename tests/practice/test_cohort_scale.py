"""A large cohort in a bounded time and bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from nsmtrainer.content.exchange_file import exchange_text
from nsmtrainer.content.library import load_library
from nsmtrainer.content.submission import Submission, SubmittedAnswer
from nsmtrainer.practice.assign import read_assignment
from tests.practice.desk import NOON, write_assignment

SUBMISSIONS = 1000
SECONDS = 60.0
MEGABYTES = 500.0


def write_submissions(assignment: Path, folder: Path, count: int) -> None:
    """Write submissions with one answer each: the prompt's exemplars, each with a line of its own."""
    found = read_assignment(assignment)
    texts = [one.text for one in load_library(env={}).prompt("airbnb").exemplars]
    folder.mkdir()
    for number in range(count):
        text = f"{texts[number % len(texts)]} That would be answer number {number} of mine."
        answer = SubmittedAnswer(f"{number:032x}", "airbnb", 1, text, NOON, NOON, 240.0)
        made = Submission(found.id, found.content_hash, f"Person {number}", f"{number:016x}", NOON, (answer,))
        path = folder / f"{number:05}.submission.json"
        path.write_text(exchange_text("submission", made), encoding="utf-8")


class Memory:
    """Samples the memory of a process and all those below it, in megabytes."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most = 0.0
        self._ended = threading.Event()
        self._sampler = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Memory:
        self._sampler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._sampler.join()

    def _sample(self) -> None:
        while not self._ended.wait(0.2):
            self.most = max(self.most, sum(_own_memory(pid) for pid in _family(self.pid)))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _own_memory(pid: int) -> float:
    """Return a process's share of memory: pages that several processes use are counted in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")
def test_a_thousand_submissions_are_imported_and_reported(tmp_path: Path) -> None:
    """1,000 submissions within 60 s on two cores and 500 MB, all processes together.

    Where other programs use the cores, the processor time of all processes tells: under 60 s of it, even one
    free core would be enough.
    """
    assignment = write_assignment(tmp_path)
    write_submissions(assignment, tmp_path / "inbox", SUBMISSIONS)
    environment = {**os.environ, "NSMTRAINER_HOME": str(tmp_path / "coach-home")}
    program = [sys.executable, "-m", "nsmtrainer", "coach"]
    commands = [
        [*program, "import", str(tmp_path / "inbox"), "--assignment", str(assignment), "--jobs", "2"],
        [*program, "report", "--html", str(tmp_path / "cohort.html"), "--csv", str(tmp_path / "cohort.csv")],
    ]
    began, before = time.monotonic(), os.times()
    most = 0.0
    for command in commands:
        with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL) as running:
            with Memory(running.pid) as memory:
                assert running.wait() == 0
            most = max(most, memory.most)
    seconds, after = time.monotonic() - began, os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    rows = (tmp_path / "cohort.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == SUBMISSIONS + 1
    print(f"{SUBMISSIONS} submissions in {seconds:.1f} s, {used:.1f} s of processor time, {most:.0f} MB")
    assert most < MEGABYTES
    assert min(seconds, used) < SECONDS
