"""Writing in the user's own editor: whatever it does, the text comes back or is as it was."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from nsmtrainer.errors import ContentError, NsmtrainerError, UsageError
from nsmtrainer.sessions.edited_files import FOLDER, left_behind, lend
from nsmtrainer.sessions.places import home_folder
from nsmtrainer.tui.answer.own_editor import edited, own_editor
from nsmtrainer.tui.app import PracticeApp
from tests.tui.walk import settle


@pytest.fixture
def lent() -> Path:
    """Return the folder of the files that editors are given."""
    return home_folder() / FOLDER


def editor(tmp_path: Path, does: str) -> list[str]:
    """Return the command of an editor that does something to the file $1."""
    script = tmp_path / "editor.sh"
    script.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    return ["/bin/sh", str(script)]


def test_an_editor_that_keeps_a_backup(tmp_path: Path, lent: Path) -> None:
    """The text comes back, and nothing of it stays behind."""
    command = editor(tmp_path, 'cp "$1" "$1~"; printf "new words\\n" > "$1"')
    assert edited("old words", command) == "new words"
    assert list(lent.iterdir()) == []


def test_an_editor_that_fails_leaves_its_file(tmp_path: Path, lent: Path) -> None:
    """What it may have written is named."""
    with pytest.raises(ContentError) as failed:
        edited("old words", editor(tmp_path, 'printf "new words" > "$1"; exit 3'))
    (file,) = lent.glob("*/answer.txt")
    assert left_behind() == (file,), "the next start names it once more"
    assert str(file) in failed.value.hint
    assert file.read_text(encoding="utf-8") == "new words"


def test_no_room_for_the_file(monkeypatch: pytest.MonkeyPatch, lent: Path) -> None:
    """It is said, and is no defect of the program."""

    def full(*given: object, **named: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UsageError, match="no space left on device"):
        edited("old words", ["true"])
    assert list(lent.iterdir()) == []


async def test_what_a_killed_program_left_is_named_at_the_start(app: PracticeApp) -> None:
    """Whoever was killed while the editor was open is told where the text is."""
    left = lend("old words")
    left.path.write_text("new words", encoding="utf-8")
    left.leave()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        (told,) = [toast.message for toast in app._notifications]
        assert str(left.path) in told


@pytest.mark.parametrize(
    ("environment", "says"), [({}, "No editor is set"), ({"EDITOR": "vi 'x"}, "EDITOR is no command")]
)
def test_no_editor(environment: dict[str, str], says: str) -> None:
    """None set, or one that is no command: a message, not an end of the program."""
    with pytest.raises(NsmtrainerError, match=says):
        own_editor(environment)
