"""Writing attempts to a file of the user's choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nsmtrainer.errors import UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.practice.exchange import write_export
from nsmtrainer.text import clean_line

if TYPE_CHECKING:
    from nsmtrainer.sessions.store import Store


def export(store: Store, seqs: Sequence[int], name: str) -> Path:
    """Write attempts as JSON to a file that is not there yet, and return its path.

    Raises UsageError where the file exists or cannot be written, StoreError where the store cannot be read.
    """
    path = Path(name).expanduser().absolute()
    if path.exists():
        raise UsageError(
            f"{clean_line(str(path))} is there already.", "Choose another name; nothing was written."
        )
    try:
        with write_whole(path) as file:
            write_export(file, (store.attempt(seq) for seq in seqs))
    except OSError as error:
        raise UsageError(
            f"{clean_line(str(path))} cannot be written: {(error.strerror or 'unknown reason').lower()}.",
            "Choose another folder; nothing was written.",
        ) from error
    return path
