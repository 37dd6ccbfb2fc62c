"""A folder of submissions that want to be more: names, answers, file names and content of strangers."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from nsmtrainer.content.assignment_file import Terms, new_assignment
from nsmtrainer.content.exchange_file import exchange_text
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.submission import Request, Submission, SubmittedAnswer, SubmittedReply
from nsmtrainer.practice.assign import read_assignment
from tests.tui.room import CONTENT, NOON

_SHOWN = {
    "title",
    "question",
    "context",
    "why",
    "reason",
    "catches",
    "says",
    "descriptor",
    "advice",
    "cadence",
}
"""Keys of content whose texts people are shown and nothing is looked up by."""
_LISTS = {"hints", "follow_ups"}


def spoiled_values(value: Any, payloads: Any, shown: bool = False) -> Any:
    """Return parsed YAML with a payload behind every text that people are shown."""
    if isinstance(value, dict):
        return {
            key: spoiled_values(one, payloads, shown=key in _SHOWN or key in _LISTS or shown)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [spoiled_values(one, payloads, shown) for one in value]
    return f"{value} {next(payloads)}" if shown and isinstance(value, str) else value


def spoiled_library(folder: Path, payloads: Sequence[str]) -> Library:
    """Return a library of files whose texts hold payloads; only such as the border lets pass."""
    turn = cycle(payloads)
    plain = load_library(CONTENT)
    for kind, name in (("prompts", "bakery"), ("rubrics", "core")):
        text = plain.source("prompt" if kind == "prompts" else "rubric", name)
        path = folder / kind / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        values = yaml.load(text, Loader=yaml.CBaseLoader)
        path.write_text(yaml.safe_dump(spoiled_values(values, turn)), encoding="utf-8")
    return load_library(folder)


def write_inbox(folder: Path, payloads: Sequence[str], library: Library, title: str) -> Path:
    """Write an assignment of a library, a submission per payload, and files that are none, into a folder.

    Up to 30 payloads, the import stays in the program's own process, where a test can have put its marker.
    """
    folder.mkdir(parents=True)
    path = folder / "spring.assignment.yaml"
    terms = Terms(title=title, due=(NOON - timedelta(hours=2)).isoformat())
    path.write_text(new_assignment(library, "spring", ("bakery",), "core", terms), encoding="utf-8")
    found = read_assignment(path)
    for number, payload in enumerate(payloads):
        key = f"{number + 1:016x}"
        written = NOON - timedelta(hours=1 + number % 4)
        begun = written - timedelta(hours=1)
        answers = tuple(
            SubmittedAnswer(
                f"{key}{attempt:016x}",
                "bakery",
                attempt,
                f"I count loaves delivered. {'Not page views. ' * attempt}\n{payload}",
                begun,
                begun + timedelta(minutes=5),
                300.0,
                follow_ups=(SubmittedReply("guardrail", f"And? {payload}", f"Complaint rate. {payload}"),),
            )
            for attempt in range(1, 2 + number % 2)
        )
        asks = (Request(answers[-1].id, "single_metric", payload),) if number % 3 == 0 else ()
        made = Submission(found.id, found.content_hash, payload, key, written, answers, asks)
        # Escapes, since half a character cannot be written otherwise.
        text = json.dumps(json.loads(exchange_text("submission", made)))
        (folder / f"{number}.submission.json").write_text(text, encoding="ascii")
        if number % 3 == 0 and "/" not in payload:
            _write_junk(folder, f"{number}{payload}", payload)
    return folder


def _write_junk(folder: Path, name: str, payload: str) -> None:
    """Write files that are no submission and no assignment, under a hostile name where the disk takes it."""
    tame = name.replace("\0", "").encode(errors="replace")[:200]
    for ending in (b".txt", b".assignment.yaml"):
        with open(os.fsencode(folder) + b"/" + tame + ending, "wb") as file:  # noqa: PTH123 - bytes are the point
            file.write(f"format: 1\nid: '{payload}'\n".encode(errors="replace"))


def write_names(path: Path, payloads: Sequence[str]) -> Path:
    """Write a list of the people who are expected, some of whom handed nothing in."""
    names = ["Dora", *payloads, *(f"Missing {one}" for one in payloads)]
    path.write_bytes("\n".join(names).encode(errors="replace"))
    return path
