"""Writing in the editor that the user is used to, and coming back with the text."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.sessions.edited_files import EditedFile, left_behind, lend
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
    lent = _lent(text)
    try:
        ended = subprocess.run([*command, str(lent.path)], check=False, pass_fds=lent.handed_on)
    except OSError as error:
        lent.remove()
        raise UsageError(
            f"The editor {clean_line(command[0], 40)} does not start: {(error.strerror or '').lower()}.",
            "Set EDITOR to one that does.",
        ) from error
    try:
        found = _taken(lent.path, ended.returncode)
    except BaseException:
        lent.leave()
        raise
    lent.remove()
    return found


def left_words() -> Iterator[str]:
    """Yield a sentence on each text that an editor left when the program was killed, and where it is."""
    for path in left_behind():
        yield (
            "What you wrote in your own editor was not taken into its draft. It is in "
            f"{clean_line(str(path))}; take from it what you need, then remove that file."
        )


def _lent(text: str) -> EditedFile:
    try:
        return lend(text)
    except OSError as error:
        raise UsageError(
            f"No file can be written for the editor: {(error.strerror or 'unknown reason').lower()}.",
            "Make room, or write here; your text is as it was.",
        ) from error


def _taken(path: Path, status: int) -> str:
    """Return what an editor left in a file. Raises ContentError where it cannot be taken."""
    if status != 0:
        raise ContentError(
            f"The editor ended with status {status}; the text here is unchanged.",
            f"What it may have written is in {path}.",
        )
    try:
        found = clean_text(decode_utf8(path.read_bytes(), str(path))).removesuffix("\n")
        check_answer_length(found)
    except (ContentError, OSError) as error:
        said = error.message if isinstance(error, ContentError) else "The edited text cannot be read."
        raise ContentError(said, f"Nothing was taken; it is kept in {path}.") from error
    return found
