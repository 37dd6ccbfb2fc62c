"""`nsmtrainer mark`: many answers, one JSON line each, in input order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from nsmtrainer.cli.options import ContentDir, RubricId, json_text, read_lines
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus

PROGRESS_EVERY = 25


def mark(
    answers: Annotated[
        str,
        typer.Argument(
            metavar="ANSWERS.jsonl", help='Lines of {"id", "prompt", "text"}; - for standard input.'
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="MARKS.jsonl",
            help="Write here instead of standard output.",
            show_default=False,
        ),
    ] = None,
    rubric: RubricId = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=0,
            help="Processes; 0 for one per core. Without it, several where that is faster.",
            show_default=False,
        ),
    ] = None,
    content: ContentDir = None,
) -> None:
    """Mark many answers. A bad line is named on standard error and the rest are marked.

    Example:
      nsmtrainer mark answers.jsonl -o marks.jsonl
    """
    from nsmtrainer.cli.run import say
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.batch import fitting_jobs, mark_lines, parse_lines

    library = load_library(content)
    if rubric is not None:
        library.rubric(rubric)
    lines = parse_lines(read_lines(answers))
    if jobs is None:
        jobs, lines = fitting_jobs(lines, _cores())
        if jobs > 1:
            say(f"Marking in {jobs} processes; --jobs 1 for one.")
    with _open_output(output) as out:
        all_marked = _write(out, mark_lines(lines, library, rubric, jobs or _cores()))
    if not all_marked:
        raise typer.Exit(int(ExitStatus.CONTENT))


def _write(out: IO[str], records: Iterable[dict[str, Any]]) -> bool:
    """Write a line for each answer and tell how it goes; return whether all of them could be marked."""
    from nsmtrainer.cli.run import say

    done = bad = 0
    for record in records:
        out.write(json_text(record) + "\n")
        done += 1
        if "error" in record:
            bad += 1
            say(str(record["error"]))
        _show_progress(done)
    _end_progress(done, bad)
    return not bad


def _cores() -> int:
    """Return how many processors this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _open_output(path: Path | None) -> Iterator[IO[str]]:
    """Give standard output, or a file that appears whole or not at all."""
    if path is None:
        yield sys.stdout
        return
    from nsmtrainer.practice.named_files import new_file

    with new_file(path) as file:
        yield file


def _show_progress(done: int) -> None:
    if sys.stderr.isatty() and done % PROGRESS_EVERY == 0:
        sys.stderr.write(f"\r{counted(done, 'answer')} marked")
        sys.stderr.flush()


def _end_progress(done: int, bad: int) -> None:
    start = "\r" if sys.stderr.isatty() else ""
    tail = f", {bad} of them could not be marked" if bad else ""
    sys.stderr.write(f"{start}{counted(done, 'answer')}{tail}.\n")
