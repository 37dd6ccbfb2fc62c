"""Cold starts: whole commands from an empty process, and marking a file of answers."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.clocks import Took, command, quickest
from benchmarks.figures import Figure
from benchmarks.texts import PROMPT, answers, lines

GROUP = "Cold start of a command"
MANY = "Marking a file of 300 answers of 150 words, start-up included"
PASS = "`python -c pass`"


def cold_starts(short: bool) -> list[Figure]:
    """Return the least wall time of commands; ratios are of processor time, which others do not stretch."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        marked = home / "marked.jsonl"
        row = {"id": "1", "prompt": PROMPT, "text": answers(150, 1)[0], "marks": {"guardrail": 1}}
        marked.write_text(json.dumps(row) + "\n", encoding="utf-8")
        answer = home / "answer.txt"
        answer.write_text(answers(150, 1)[0], encoding="utf-8")
        commands: dict[str, tuple[list[str], float | None]] = {
            "--help": (["--help"], 0.25),
            "score": (["score", PROMPT, str(answer)], 2.0),
        }
        if not short:
            commands |= {
                "--version": (["--version"], None),
                "prompts list": (["prompts", "list"], None),
                "rubrics list": (["rubrics", "list"], None),
                "sessions list": (["sessions", "list"], None),
                "schema": (["schema", "prompt"], None),
                "doctor": (["doctor"], None),
                "mark, one answer": (["mark", str(marked)], None),
                "agreement, one answer": (["agreement", str(marked)], None),
            }
        env = {"NSMTRAINER_HOME": str(home / "kept")}
        runs = {
            name: partial(command, ["-m", "nsmtrainer", *arguments], env)
            for name, (arguments, _) in commands.items()
        }
        took = quickest({"pass": partial(command, ["-c", "pass"], env), **runs}, 3 if short else 5)
    base = took.pop("pass")
    limits = {name: limit for name, (_, limit) in commands.items()}
    return [_figure(GROUP, name, one, base, limits[name]) for name, one in took.items()]


def _figure(group: str, name: str, took: Took, base: Took, limit: float | None) -> Figure:
    return Figure(group, name, took.wall, "s", took.cpu / base.cpu, PASS, limit)


def throughput(_: bool) -> list[Figure]:
    """Return what `mark` takes for 300 answers in one process, in two, and left to choose by itself."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.jsonl"
        file.write_text(lines(300), encoding="utf-8")
        out = Path(folder) / "marks.jsonl"
        ways = {"one process": ["-j", "1"], "two processes": ["-j", "2"], "as the program chooses": []}
        runs = {
            name: partial(command, ["-m", "nsmtrainer", "mark", str(file), "-o", str(out), *jobs], {})
            for name, jobs in ways.items()
        }
        took = quickest(runs, 1)
    one = took["one process"].wall
    return [
        Figure(
            MANY,
            f"{name} ({300 / each.wall:.0f} answers a second)",
            each.wall,
            "s",
            each.wall / one,
            "one process",
            10.0 if name == "as the program chooses" else None,
        )
        for name, each in took.items()
    ]
