"""Read a file of unknown origin: regular files only, never through a link, never more than allowed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nsmtrainer.errors import ContentError, UnknownContentError
from nsmtrainer.text import clean_line

MAX_BYTES = 1_000_000


class UnreadableFileError(ContentError):
    """A file that is not read; `clause` says why, as the rest of a sentence that begins with its name."""

    def __init__(self, name: str, clause: str, hint: str) -> None:
        super().__init__(f"{name} {clause}.", hint)
        self.clause = clause


class MissingFileError(UnreadableFileError, UnknownContentError):
    """A file that is not there."""


_SORTS = (
    (stat.S_ISLNK, "a symbolic link, which is not followed", "Put the file itself in its place."),
    (stat.S_ISDIR, "a folder, not a file", "Check the name."),
)


def read_regular_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return a file's bytes. Raises UnreadableFileError for anything but a readable regular file.

    A link is not followed and a pipe is not waited for, not even where one takes the file's place
    between the look and the opening.
    """
    name = clean_line(str(path))
    try:
        _check_sort(os.lstat(path), name, max_bytes)
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            _check_sort(os.fstat(number), name, max_bytes)
            raw = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a file name"
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        fault = MissingFileError if missing else UnreadableFileError
        raise fault(name, f"cannot be read: {reason.lower()}", "Check its name and permissions.") from None
    if len(raw) > max_bytes:
        raise _too_large(name, max_bytes)
    return raw


def _check_sort(found: os.stat_result, name: str, max_bytes: int) -> None:
    for test, what, hint in _SORTS:
        if test(found.st_mode):
            raise UnreadableFileError(name, f"is {what}", hint)
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError(name, "is not a regular file", "Pipes, sockets and devices are not read.")
    if found.st_size > max_bytes:
        raise _too_large(name, max_bytes)


def _too_large(name: str, max_bytes: int) -> UnreadableFileError:
    return UnreadableFileError(
        name, f"is larger than {max_bytes / 1_000_000:g} MB", "Split it into several files."
    )


def shown(path: Path) -> str:
    """Return a path as messages show it: from the current folder where it lies inside, and cleaned."""
    try:
        return clean_line(str(path.absolute().relative_to(Path.cwd())))
    except (OSError, ValueError):
        return clean_line(str(path))
