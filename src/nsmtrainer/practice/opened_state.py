"""What is noted of an assignment that was opened: in a file beside its content, again beside its folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nsmtrainer.content.files import UnreadableFileError, read_regular_file, shown
from nsmtrainer.errors import StoreError
from nsmtrainer.files import write_whole
from nsmtrainer.sessions.clock import from_stamp
from nsmtrainer.sessions.shapes import Shape, check_shape

STATE = "opened.json"
_NOTES: Shape = {
    "opened_at": str,
    "after": int,
    "requests": [{"answer": str, "criterion": str, "why": str}],
}


def copy_of(folder: Path) -> Path:
    """Return where the notes lie a second time: beside the folder, so that they outlive it."""
    return folder.with_name(f"{folder.name}.{STATE}")


def is_noted(folder: Path) -> bool:
    """Whether something is noted of an assignment, sound or not."""
    return (folder / STATE).exists() or copy_of(folder).exists()


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Write the notes anew. Raises OSError; call it inside `writing`.

    The copy comes first, so it is never the older one.
    """
    for path in (copy_of(folder), folder / STATE):
        with write_whole(path) as file:
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
    """Return the notes: when it was opened, after which session, and the requests.

    From their copy where they are lost or damaged: from when on answers count must not change. Raises
    StoreError where both are.
    """
    try:
        return _read(folder / STATE, copy_of(folder))
    except StoreError as error:
        try:
            return _read(copy_of(folder), folder / STATE)
        except StoreError:
            raise error from None


def _read(path: Path, other: Path) -> dict[str, Any]:
    try:
        state = json.loads(read_own(path))
        check_shape(state, _NOTES)
        from_stamp(state["opened_at"])
    except (ValueError, RecursionError):
        raise StoreError(
            f"The file {shown(path)} is damaged.",
            f"Your sessions are not touched. Move that file and {shown(other)} away and open the assignment "
            "again; answers from then on are handed in.",
        ) from None
    return {key: state[key] for key in _NOTES}
