"""Memory: the most that commands take, and whether marking thousands of answers takes more and more."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.clocks import ROOT
from benchmarks.figures import Figure
from benchmarks.texts import PROMPT, answers

GROUP = "Memory"
MOST = 400.0
"""Megabytes that no command may exceed."""


def memory(short: bool) -> list[Figure]:
    """Return the peak of `score` and of marking many answers, and what the later of these added."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.txt"
        answer.write_text(answers(150, 1)[0], encoding="utf-8")
        one = ["-m", "nsmtrainer", "score", PROMPT, str(answer)]
        base, score = _peak(["-c", "pass"]), _peak(one)
    found = [Figure(GROUP, "`score`, the most", score, "MB", score / base, "`python -c pass`", MOST)]
    if short:
        return found
    for name, count, env in (
        ("10,000 answers, rules alone", 10_000, {"NSMTRAINER_MODEL": "none"}),
        ("1,500 answers with the network", 1_500, {}),
    ):
        said = _child(["-m", "benchmarks.memory", str(count)], env)
        found += [
            Figure(
                GROUP, f"{name}, the most", said["peak"], "MB", said["peak"] / base, "`python -c pass`", MOST
            ),
            Figure(
                GROUP,
                f"{name}: memory after all",
                said["used"][-1],
                "MB",
                said["used"][-1] / said["used"][1],
                "after the second fifth",
                1.05,
                "ratio",
            ),
            Figure(
                GROUP,
                f"{name}: time of the last fifth",
                said["last_took"],
                "s",
                said["last_took"] / said["first_took"],
                "the second fifth",
                1.5,
                "ratio",
            ),
        ]
    return found


def _peak(arguments: list[str]) -> float:
    """Return the most memory that a process takes, in megabytes."""
    code = (
        "import resource, subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], check=True, "
        "stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return int(ended.stdout) / _PER_MB


def _child(arguments: list[str], env: dict[str, str]) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **env},
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


_PER_MB = 1_000_000 if sys.platform == "darwin" else 1_000


def _now() -> float:
    """Return the megabytes that this process takes at the moment."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB


def _mark_many(count: int) -> None:
    """Mark answers that each hold words which no other has; print what that took, and after each fifth."""
    from benchmarks.texts import library
    from nsmtrainer.practice.batch import mark_lines, parse_lines

    texts = answers(60, 500)
    lines = (
        json.dumps(
            {"id": str(n), "prompt": PROMPT, "text": f"{texts[n % 500]} Mystay{n}x and refundable{n}."}
        )
        for n in range(count)
    )
    used, times, begun = [], [], time.process_time()
    for done, _ in enumerate(mark_lines(parse_lines(lines), library()), start=1):
        if done % (count // 5) == 0:
            used.append(_now())
            times.append(time.process_time() - begun)
            begun = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB
    print(json.dumps({"used": used, "peak": peak, "first_took": times[1], "last_took": times[-1]}))


if __name__ == "__main__":
    _mark_many(int(sys.argv[1]))
