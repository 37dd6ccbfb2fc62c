"""Clocks: the least of several tries, reference and subject in turn, so that both meet the same machine."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of a try: by the clock on the wall, and of the processor alone."""

    wall: float
    cpu: float


def in_turn(acts: Mapping[str, Callable[[], object]], tries: int) -> dict[str, float]:
    """Return the least processor time of each act in seconds, over tries in turn."""
    least = dict.fromkeys(acts, float("inf"))
    for _ in range(tries):
        for name, act in acts.items():
            begun = time.process_time()
            act()
            least[name] = min(least[name], time.process_time() - begun)
    return least


def least_each(items: Sequence[Any], act: Callable[[Any], object], tries: int) -> list[float]:
    """Return, per item, the least processor time that an act on it takes, in seconds, in order of length."""
    least = [float("inf")] * len(items)
    for _ in range(tries):
        for place, item in enumerate(items):
            begun = time.process_time()
            act(item)
            least[place] = min(least[place], time.process_time() - begun)
    return sorted(least)


def share(ordered: Sequence[float], part: float) -> float:
    """Return the value that a part of ordered values does not exceed: 0.95 for the 95th percentile."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def command(arguments: Sequence[str], env: Mapping[str, str], input: str = "") -> Took:
    """Run Python with arguments to its end; raises CalledProcessError with what it said where it fails."""
    environment = {**os.environ, **env}
    # As where it is installed: compiled once, not anew at each start, which its libraries are spared too.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        input=input,
        text=True,
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def quickest(runs: Mapping[str, Callable[[], Took]], tries: int) -> dict[str, Took]:
    """Return the least wall time and the least processor time of each run, over tries in turn."""
    least = dict.fromkeys(runs, Took(float("inf"), float("inf")))
    for _ in range(tries):
        for name, run in runs.items():
            took = run()
            least[name] = Took(min(least[name].wall, took.wall), min(least[name].cpu, took.cpu))
    return least
