"""What is noted of an assignment that was opened, in a file beside its content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nsmtrainer.content.files import UnreadableFileError, read_regular_file, shown
from nsmtrainer.errors import StoreError
from nsmtrainer.files import write_whole
from nsmtrainer.sessions.clock import from_stamp

STATE = "opened.json"


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Write the notes anew. Raises OSError; call it inside `writing`."""
    with write_whole(folder / STATE) as file:
        json.dump(state, file, ensure_ascii=False, indent=1)


def read_own(path: Path) -> bytes:
    """Return the bytes of a file that the program keeps for itself.

    Raises StoreError where it cannot be read: nobody named it, so nobody named it wrongly.
    """
    try:
        return read_regular_file(path)
    except UnreadableFileError as error:
        raise StoreError(
            error.message, "It lies where nsmtrainer keeps what it needs. Open the assignment again."
        ) from None


def read_state(folder: Path) -> dict[str, Any]:
    """Return the notes: when it was opened, after which session, and the requests. Raises StoreError."""
    try:
        state = json.loads(read_own(folder / STATE))
        from_stamp(state["opened_at"])
        return {"opened_at": state["opened_at"], "after": int(state["after"]), "requests": state["requests"]}
    except (ValueError, KeyError, TypeError):
        raise StoreError(
            f"The file {shown(folder / STATE)} is damaged.",
            "Your sessions are not touched. Move that file away and open the assignment again.",
        ) from None
