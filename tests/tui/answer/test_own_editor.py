"""Writing in the user's own editor: whatever it does, the text comes back or is as it was."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from nsmtrainer.errors import ContentError, NsmtrainerError, UsageError
from nsmtrainer.tui.answer.own_editor import edited, own_editor


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of temporary files, an own one."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def editor(tmp_path: Path, does: str) -> list[str]:
    """Return the command of an editor that does something to the file $1."""
    script = tmp_path / "editor.sh"
    script.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    return ["/bin/sh", str(script)]


def test_an_editor_that_keeps_a_backup(tmp_path: Path, temporary: Path) -> None:
    """The text comes back, and nothing of it stays behind in the folder of temporary files."""
    command = editor(tmp_path, 'cp "$1" "$1~"; printf "new words\\n" > "$1"')
    assert edited("old words", command) == "new words"
    assert list(temporary.iterdir()) == []


def test_an_editor_that_fails_leaves_its_file(tmp_path: Path, temporary: Path) -> None:
    """What it may have written is named."""
    with pytest.raises(ContentError) as failed:
        edited("old words", editor(tmp_path, 'printf "new words" > "$1"; exit 3'))
    (file,) = temporary.glob("*/answer.txt")
    assert str(file) in failed.value.hint
    assert file.read_text(encoding="utf-8") == "new words"


def test_no_room_for_the_file(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    """It is said, and is no defect of the program."""

    def full(*given: object, **named: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UsageError, match="no space left on device"):
        edited("old words", ["true"])
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "says"), [({}, "No editor is set"), ({"EDITOR": "vi 'x"}, "EDITOR is no command")]
)
def test_no_editor(environment: dict[str, str], says: str) -> None:
    """None set, or one that is no command: a message, not an end of the program."""
    with pytest.raises(NsmtrainerError, match=says):
        own_editor(environment)
