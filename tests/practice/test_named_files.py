"""File names that somebody types: every fault is told, none ends the program."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from nsmtrainer.cli.run import run
from nsmtrainer.errors import UsageError
from nsmtrainer.practice.named_files import named, new_file, path_of, unused
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


def test_what_names_no_file_is_told_where_one_opens_too() -> None:
    """Nothing was to be written there, so nothing is said of what was there before."""
    with pytest.raises(UsageError) as told:
        path_of("~nobody-of-that-name/x.yaml")
    assert told.value.hint == "Name another file or folder; nothing was opened and nothing was written."


@pytest.fixture
def barred(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look at what lies in a folder called `barred`."""
    look = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if "barred" in self.parts:
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)


@pytest.mark.usefixtures("barred")
def test_a_folder_that_may_not_be_entered_is_told_for_what_it_is(tmp_path: Path) -> None:
    """A path into it is one; that it cannot be written or read is said where that is tried."""
    path = path_of(str(tmp_path / "barred" / "x.txt"))
    with pytest.raises(UsageError, match="cannot be written: permission denied"):
        unused(path)
    with pytest.raises(UsageError, match="cannot be written: permission denied"):
        named(str(path))
    with pytest.raises(UsageError, match="cannot be read: permission denied"):
        Desk(tiny_room()).take_in(str(path), lambda done, total: None)
    for command in (["check", str(path)], ["coach", "import", str(path)]):
        assert run(command) == 2, command
