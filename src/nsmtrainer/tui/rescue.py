"""The last way of a text that no store takes: a file of its own, wherever there is room."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nsmtrainer.sessions.places import home_folder
from nsmtrainer.text import clean_line, clean_text


def put_into_file(title: str, text: str) -> str:
    """Write a text to a new file that only the user can read, and say in a sentence where it is.

    Where no file can be written the sentence ends in the text itself.
    """
    name = f"“{clean_line(title, 80)}”"
    for folder in _folders():
        with suppress(OSError):
            number, path = tempfile.mkstemp(prefix="nsmtrainer-unsaved-", suffix=".txt", dir=folder)
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    file.write(f"{clean_line(title)}\n\n{text}\n")
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                Path(path).unlink(missing_ok=True)
                raise
            return f"What you wrote on {name} could not be saved. It is in {clean_line(path)}."
    return f"What you wrote on {name} could not be saved, nor written to a file:\n\n{clean_text(text)}\n"


def _folders() -> Iterator[Path]:
    """Yield where there may be room: beside the sessions, in the user's home, among temporary files."""
    with suppress(RuntimeError):  # `~` of no user
        yield home_folder()
    with suppress(RuntimeError):
        yield Path.home()
    with suppress(OSError):
        yield Path(tempfile.gettempdir())
