"""File names that somebody types: every fault is told, none ends the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.errors import UsageError
from nsmtrainer.practice.named_files import named, new_file
from nsmtrainer.tui.coach.desk import Desk
from tests.tui.room import tiny_room


@pytest.mark.parametrize("name", ["~nobody-of-that-name/x.txt", "x" * 300, "there.txt"])
def test_a_name_that_no_new_file_can_have_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such user, too long, or taken."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError), new_file(named(name)) as file:
        file.write("new")
    assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["there.txt"]


def test_a_folder_that_went_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the program was started in may be gone by now."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(UsageError):
        named("x.txt")


def test_a_folder_of_no_user_is_told_where_a_coach_imports() -> None:
    """The desk's own files are named in the same way."""
    with pytest.raises(UsageError):
        Desk(tiny_room()).take_in("~nobody-of-that-name/in", lambda done, total: None)
