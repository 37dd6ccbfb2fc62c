"""Files that the user's own editor works on: beside the sessions, so that the next start finds what is left.

The program may be killed while the editor is open. Each file's lock is handed on to the editor, so a
file whose lock is free belongs to nobody any more.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

from nsmtrainer.sessions.file_lock import FileLock
from nsmtrainer.sessions.places import home_folder

FOLDER = "editor"
NAME = "answer.txt"
STALE_SECONDS = 3600
"""How long a file that nobody changed is kept: on a disk without locks its editor may be open still."""


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file for an editor, in a folder of its own for what the editor puts beside it."""

    path: Path
    _lock: FileLock

    @property
    def handed_on(self) -> tuple[int, ...]:
        """The descriptors that the editor's process must be given, so that the file is known to be open."""
        return self._lock.descriptors

    def leave(self) -> None:
        """Leave the file where it is, to be found by the next start."""
        self._lock.drop(remove=True)

    def remove(self) -> None:
        """Remove the file with its folder, which may hold a backup that the editor made."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.leave()


def lend(text: str) -> EditedFile:
    """Return a file with a text. Raises OSError where none can be written."""
    try:
        return _lend(_place(), text)
    except (OSError, RuntimeError):  # no room there, or no such home folder
        return _lend(Path(tempfile.gettempdir()), text)


def _lend(place: Path, text: str) -> EditedFile:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = place / f"nsmtrainer-{_digest(text.encode())}-{uuid4().hex[:8]}"
    lock = _lock_of(folder)
    lock.take()  # before the folder is there, so that nobody takes it for a rest
    lent = EditedFile(folder / NAME, lock)
    try:
        folder.mkdir(mode=0o700)
        lent.path.write_text(text, encoding="utf-8")
    except BaseException:
        lent.remove()
        raise
    return lent


def left_behind() -> tuple[Path, ...]:
    """Return the files that an editor changed and nobody took back; removes those that nobody changed."""
    try:
        folders = sorted(one for one in _place().iterdir() if one.is_dir() and not one.is_symlink())
    except (OSError, RuntimeError):  # nothing was ever lent, or there is no such home folder
        return ()
    return tuple(_found(folders))


def _found(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        with suppress(OSError):
            lock = _lock_of(folder)
            if not lock.take():
                continue
            try:
                if _is_changed(folder):
                    yield folder / NAME if (folder / NAME).exists() else folder
                elif time.time() - folder.stat().st_mtime > STALE_SECONDS:
                    shutil.rmtree(folder)
            finally:
                lock.drop(remove=True)


def _is_changed(folder: Path) -> bool:
    """Return whether a folder holds anything but the text that was put there."""
    names = [one.name for one in folder.iterdir()]
    if names != [NAME]:
        return bool(names)  # an editor's own rest, such as what it recovers from
    return _digest((folder / NAME).read_bytes()) not in folder.name


def _place() -> Path:
    return home_folder() / FOLDER


def _lock_of(folder: Path) -> FileLock:
    return FileLock(folder.with_name(f"{folder.name}.lock"))


def _digest(raw: bytes) -> str:
    return blake2b(raw.strip(), digest_size=8).hexdigest()  # many editors end the last line
