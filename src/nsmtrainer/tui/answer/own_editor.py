"""Writing in the editor that the user is used to, and coming back with the text."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.text import check_answer_length, clean_line, clean_text, decode_utf8


def own_editor(env: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command of the user's editor. Raises UsageError where none is set, or none can be meant."""
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(env.get(name, ""))
        except ValueError as error:
            raise UsageError(
                f"{name} is no command: {clean_line(str(error).lower())}.",
                f"Set {name} to one, then try again.",
            ) from error
        if command:
            return command
    raise UsageError(
        "No editor is set.", "Set EDITOR, for example `export EDITOR=nano`, and start nsmtrainer again."
    )


def edited(text: str, command: list[str]) -> str:
    """Return `text` as it is after the user's editor was closed.

    Raises UsageError where the editor does not run, and ContentError where what it left cannot be taken;
    the file is then kept, and the message names it.
    """
    path = _placed(text)
    try:
        ended = subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        _remove(path)
        raise UsageError(
            f"The editor {clean_line(command[0], 40)} does not start: {(error.strerror or '').lower()}.",
            "Set EDITOR to one that does.",
        ) from error
    if ended.returncode != 0:
        raise ContentError(
            f"The editor ended with status {ended.returncode}; the text here is unchanged.",
            f"What it may have written is in {path}.",
        )
    try:
        found = clean_text(decode_utf8(path.read_bytes(), str(path))).removesuffix("\n")
        check_answer_length(found)
    except (ContentError, OSError) as error:
        said = error.message if isinstance(error, ContentError) else "The edited text cannot be read."
        raise ContentError(said, f"Nothing was taken; it is kept in {path}.") from error
    _remove(path)
    return found


def _placed(text: str) -> Path:
    """Return a file of its own with the text, in a folder for what the editor puts beside it."""
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="nsmtrainer-"))
        path = folder / "answer.txt"
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(
            f"No file can be written for the editor: {(error.strerror or 'unknown reason').lower()}.",
            "Make room, or write here; your text is as it was.",
        ) from error
    return path


def _remove(path: Path) -> None:
    """Remove the file with its folder, which may hold a backup that the editor made."""
    shutil.rmtree(path.parent, ignore_errors=True)
