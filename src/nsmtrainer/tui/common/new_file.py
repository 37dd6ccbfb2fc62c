"""Files that somebody names on a screen: every fault of a name is told, and new ones are made whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from nsmtrainer.errors import UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.text import clean_line

_MOST_SHOWN = 120
_NOWHERE = "Choose another folder or name; nothing was written."


def path_of(name: str) -> Path:
    """Return the path that somebody named. Raises UsageError where no path is meant."""
    try:
        path = Path(name).expanduser().absolute()
        path.exists()
    except (OSError, RuntimeError, ValueError) as error:  # no such user, too long, or the folder is gone
        raise UsageError(f"{clean_line(name, _MOST_SHOWN)} names no file.", _NOWHERE) from error
    return path


def named(name: str) -> Path:
    """Return the path of a file that is not there yet. Raises UsageError, also where no path is meant."""
    path = path_of(name)
    if path.exists():
        raise UsageError(
            f"{clean_line(str(path))} is there already.", "Choose another name; nothing was written."
        )
    return path


@contextmanager
def new_file(path: Path) -> Iterator[IO[str]]:
    """Write a file whole or not at all. Raises UsageError where it cannot be written."""
    try:
        with write_whole(path) as file:
            yield file
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{clean_line(str(path))} cannot be written: {why}.", _NOWHERE) from error
