"""The chosen theme is there at the next start, and no damage to its file is ever in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nsmtrainer import files
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.choices import choices_path, read_choices, save_choice
from nsmtrainer.tui.themes import DARK, LIGHT
from tests.tui.room import tiny_room
from tests.tui.walk import press, settle


async def test_the_theme_lasts(app: PracticeApp) -> None:
    """F2 changes it, and the next window opens with it."""
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.theme == DARK
        await press(pilot, "f2")
        assert app.theme == LIGHT
    assert PracticeApp(tiny_room()).theme == LIGHT
    assert not list(choices_path().parent.glob(".nsmtrainer-*"))


DAMAGED = (b"", b"{", b"[]", b"null", b'{"theme": 7}', b'{"theme": "no-such"}', b"\xff\xfe", b"[" * 99_999)


@pytest.mark.parametrize("damage", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_passed_over_and_written_anew(damage: bytes) -> None:
    """The usual theme is used, and choosing again mends the file."""
    path = choices_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    assert PracticeApp(tiny_room()).theme == DARK
    save_choice(path, "theme", LIGHT)
    assert PracticeApp(tiny_room()).theme == LIGHT


def test_a_folder_in_its_place_and_a_huge_file_are_passed_over(tmp_path: Path) -> None:
    """Neither is read."""
    assert read_choices(tmp_path) == {}
    huge = tmp_path / "huge.json"
    huge.write_text(json.dumps({"theme": "x" * 200_000}), encoding="utf-8")
    assert read_choices(huge) == {}


def test_other_choices_stay(tmp_path: Path) -> None:
    """What a later version keeps in the file is not taken away."""
    path = tmp_path / "screens.json"
    path.write_text('{"density": "airy"}', encoding="utf-8")
    save_choice(path, "theme", LIGHT)
    assert read_choices(path) == {"density": "airy", "theme": LIGHT}


async def test_a_theme_that_cannot_be_kept_is_used_all_the_same(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room on the disk: this window changes, and nothing else happens."""

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_whole", full)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert app.theme == LIGHT
        assert app.is_running
