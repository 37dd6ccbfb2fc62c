"""The one atomic writer: a file appears whole or not at all, and an old one stays until then."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

TEMPORARY_PREFIX = ".nsmtrainer-"
STALE_SECONDS = 3600


@contextmanager
def write_whole(path: Path) -> Iterator[IO[str]]:
    """Give a text file (UTF-8) that replaces `path` when the block ends without an exception.

    The temporary lies in the same folder, so the final step is one rename; file and folder are synced.
    Raises OSError where the folder cannot be written or the disk is full; `path` is then unchanged.
    """
    path = Path(path)
    sweep(path.parent, path.name)
    handle, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


@contextmanager
def standing_somewhere() -> Iterator[None]:
    """Stand in a folder that exists for the time of the block, where the current one has been removed.

    Some libraries ask for the current folder while they are imported, and fail where there is none.
    """
    try:
        Path.cwd()
    except FileNotFoundError:
        gone = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.chdir("/")
            yield
        finally:
            os.fchdir(gone)
            os.close(gone)
        return
    yield


def sweep(folder: Path, name: str) -> None:
    """Remove temporaries for `name` that a killed run left behind over an hour ago."""
    with suppress(OSError):
        for left in folder.iterdir():
            if left.name.startswith(f"{TEMPORARY_PREFIX}{name}."):
                with suppress(OSError):
                    if time.time() - left.lstat().st_mtime > STALE_SECONDS:
                        left.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
