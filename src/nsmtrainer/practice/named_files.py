"""Files that somebody names, on a screen or in a command: every fault is told, and new ones appear whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from nsmtrainer.content.files import shown
from nsmtrainer.errors import NsmtrainerError, StoreError, UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.text import clean_line

_MOST_SHOWN = 120
_ELSEWHERE = "Choose another folder or name; what was there before is unchanged."
_OTHER = "Name another file or folder; nothing was opened and nothing was written."
_READABLE = "Check the path and what you may do there, or name another file."
_OWN = (
    "Nothing of yours was changed. Make room or give yourself the right to write there, or set "
    "NSMTRAINER_HOME to another folder."
)


def path_of(name: str) -> Path:
    """Return the path that somebody named. Raises UsageError where no path is meant.

    One in a folder that may not be entered is a path: reading or writing there says what is wrong with it.
    """
    try:
        path = Path(name).expanduser().absolute()
        with suppress(PermissionError):
            path.exists()
    except (OSError, RuntimeError, ValueError) as error:  # no such user, too long, or the folder is gone
        raise UsageError(f"{clean_line(name, _MOST_SHOWN)} names no file.", _OTHER) from error
    return path


def named(name: str) -> Path:
    """Return the path of a file that is not there yet. Raises UsageError, also where no path is meant."""
    return unused(path_of(name))


def unused(path: Path) -> Path:
    """Return the path. Raises UsageError where something is there already, or nobody may look there."""
    with _told(path, "written", UsageError, _ELSEWHERE):
        taken = path.exists()
    if taken:
        raise UsageError(
            f"{shown(path)} is there already.",
            "Choose another name, or move that file away; nothing was written.",
        )
    return path


@contextmanager
def new_file(path: Path, *, folders: bool = False) -> Iterator[IO[str]]:
    """Give a file that appears whole or not at all; what was there before stays until then.

    With `folders` those that lead there are made. Raises UsageError where it cannot be written.
    """
    with _told(path, "written", UsageError, _ELSEWHERE):
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        with write_whole(path) as file:
            yield file


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Tell as a UsageError what the system says about looking at something that somebody named."""
    with _told(path, "read", UsageError, _READABLE):
        yield


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell as a StoreError what the system says about writing into a folder of the program's own."""
    with _told(folder, "written", StoreError, _OWN):
        yield


@contextmanager
def _told(path: Path, done: str, fault: type[NsmtrainerError], hint: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise fault(f"{shown(path)} cannot be {done}: {why}.", hint) from error
