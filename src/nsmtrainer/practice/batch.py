"""Mark many answers: JSON Lines in, JSON values out, in input order, a bad line never stopping the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.marking.record import sheet_record
from nsmtrainer.practice.score import score_answer
from nsmtrainer.text import quote

CHUNK = 10
"""Answers that one process takes at a time: few, so that none waits long for the last."""

PAYS_OFF = 100
"""Answers from which further processes are faster: each takes as long to start as fifty answers."""

MOST_JOBS = 8
"""Processes that are started without being asked for; each takes some 300 MB."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answers file: its number, and either its values or what is wrong with it."""

    number: int
    record: dict[str, Any]
    problem: str = ""

    @property
    def id(self) -> str:
        """The answer's id, or "line N" where it has none."""
        found = self.record.get("id")
        return str(found) if isinstance(found, str | int) and str(found) else f"line {self.number}"


def parse_lines(lines: Iterable[str], needs: tuple[str, ...] = ("prompt", "text")) -> Iterator[Line]:
    """Yield each non-blank line of a JSON Lines file; `needs` are keys that must hold text."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        yield _parse_line(number, raw, needs)


def _parse_line(number: int, raw: str, needs: tuple[str, ...]) -> Line:
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError):
        return Line(number, {}, f"not a JSON object: {quote(raw)}")
    if not isinstance(record, dict):
        return Line(number, {}, f"not a JSON object: {quote(raw)}")
    for key in needs:
        if not isinstance(record.get(key), str):
            return Line(number, record, f'"{key}" is missing or not text')
    return Line(number, record)


def mark_line(library: Library, line: Line, rubric_id: str | None) -> dict[str, Any]:
    """Return the marks of one line as JSON values, or `{"id", "error"}` where it cannot be marked."""
    if line.problem:
        return {"id": line.id, "error": f"line {line.number}: {line.problem}"}
    try:
        scored = score_answer(library, line.record["prompt"], line.record["text"], rubric_id)
    except NsmtrainerError as error:
        said = " ".join(part for part in (error.message, error.hint) if part)
        return {"id": line.id, "error": f"line {line.number}: {said}"}
    return {"id": line.id, **sheet_record(scored.sheet, scored.text)}


def fitting_jobs(lines: Iterable[Line], cores: int) -> tuple[int, Iterator[Line]]:
    """Return in how many processes the lines are marked soonest, and the lines.

    It takes at most `PAYS_OFF` lines from the source before it answers.
    """
    source = iter(lines)
    first = list(islice(source, PAYS_OFF))
    jobs = min(cores, MOST_JOBS) if len(first) == PAYS_OFF else 1
    return jobs, chain(first, source)


def mark_lines(
    lines: Iterable[Line], library: Library, rubric_id: str | None = None, jobs: int = 1
) -> Iterator[dict[str, Any]]:
    """Yield the marks of each line in input order; with `jobs` over 1 in that many processes."""
    if jobs <= 1:
        for line in lines:
            yield mark_line(library, line, rubric_id)
        return
    content_dir = library.content_dir
    # Spawned, not forked: a process that has loaded the model holds locks that a fork would never free.
    start = (content_dir, rubric_id)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, start) as pool:
        for chunk in _in_step(pool.submit, _chunks(lines), jobs * 3):
            yield from chunk


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    source = iter(lines)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _in_step(
    submit: Callable[..., Any], chunks: Iterator[list[Line]], ahead: int
) -> Iterator[list[dict[str, Any]]]:
    """Keep at most `ahead` chunks under way, so that a long file never lies in memory whole."""
    waiting: list[Any] = [submit(_mark_chunk, chunk) for chunk in islice(chunks, ahead)]
    while waiting:
        yield waiting.pop(0).result()
        for chunk in islice(chunks, 1):
            waiting.append(submit(_mark_chunk, chunk))


_worker: dict[str, Any] = {}
"""What a worker process keeps between chunks: its library and the rubric asked for."""


def _start_worker(content_dir: Path | None, rubric_id: str | None) -> None:
    _worker["library"] = load_library(content_dir)
    _worker["rubric_id"] = rubric_id


def _mark_chunk(chunk: list[Line]) -> list[dict[str, Any]]:
    return [mark_line(_worker["library"], line, _worker["rubric_id"]) for line in chunk]
