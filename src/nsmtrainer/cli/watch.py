"""`nsmtrainer check --watch`: check again whenever somebody saves a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import typer

from nsmtrainer.errors import NsmtrainerError

EVERY = 0.5
"""Seconds between two looks at the files."""

State = dict[str, tuple[int, int]]


def watch_and_check(paths: tuple[Path, ...], content: Path | None, check: Callable[[], object]) -> None:
    """Check now and after every change of a content file, until Ctrl-C."""
    for _ in changes(lambda: files_of(paths, content), time.sleep):
        typer.echo("")
        try:
            check()
        except NsmtrainerError as error:  # a file in the middle of being saved may be gone for a moment
            typer.echo(error.message)
            if error.hint:
                typer.echo(f"  {error.hint}")
        typer.echo(f"{time.strftime('%H:%M:%S')}: watching; Ctrl-C ends it.")


def changes(look: Callable[[], State], wait: Callable[[float], object]) -> Iterator[State]:
    """Yield the state of the files at first and whenever it has changed."""
    last: State | None = None
    while True:
        found = look()
        if found != last:
            last = found
            yield found
        wait(EVERY)


def files_of(paths: Iterable[Path], content: Path | None) -> State:
    """Return size and time of each content file under some paths, under all places for none."""
    from nsmtrainer.content.library import load_library

    chosen = tuple(paths) or tuple(place.path for place in load_library(content).places)
    state: State = {}
    for path in chain.from_iterable(_below(one) for one in chosen):
        try:
            found = path.stat()
        except OSError:
            continue
        state[str(path)] = (found.st_mtime_ns, found.st_size)
    return state


def _below(path: Path) -> Iterator[Path]:
    yield path
    if path.is_dir():
        for folder in (path, path / "prompts", path / "rubrics"):
            yield from folder.glob("*.yaml")
