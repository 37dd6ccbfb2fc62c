"""A coach's desk that was damaged or lost: what is said, and how a copy is put in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.errors import StoreError
from nsmtrainer.practice.desk_report import desk_report
from nsmtrainer.sessions.coach_copies import copies_folder, list_copies, restore_copy
from nsmtrainer.sessions.coach_opening import desk_path, open_desk, open_present_desk
from nsmtrainer.sessions.faults import DamagedStoreError, LockedStoreError, VanishedStoreError


def desk_with_a_copy(home: Path) -> Path:
    """Return a desk on which something was done, twice, so that today's copy has the first of it."""
    with open_desk(home) as store:
        store.set_coach("Kim")
    for copy in copies_folder(desk_path(home)).glob("*.db"):
        copy.unlink()
    with open_desk(home) as store:
        store.set_coach("Lou")
    return desk_path(home)


def test_a_damaged_desk_is_named_kept_and_brought_back(tmp_path: Path) -> None:
    """The fault names the command, `doctor` says the same, and the damaged file stays beside the copy."""
    path = desk_with_a_copy(tmp_path)
    path.write_bytes(b"\0" * 4096)
    with pytest.raises(DamagedStoreError) as told:
        open_desk(tmp_path)
    assert "nsmtrainer coach restore-backup" in told.value.hint
    report = desk_report(tmp_path)
    assert report is not None
    assert "nsmtrainer coach restore-backup" in report.problems[0]
    used, aside = restore_copy(path)
    assert used == list_copies(path)[0].path
    assert aside is not None
    assert aside.read_bytes() == b"\0" * 4096
    with open_desk(tmp_path) as store:
        assert store.coach() == "Kim"
        assert store.prove() == ()


def test_a_lost_desk_is_not_made_anew_over_its_copies(tmp_path: Path) -> None:
    """An empty desk in the place of a lost one would look like lost work."""
    path = desk_with_a_copy(tmp_path)
    path.unlink()
    for opening in (open_desk, open_present_desk):
        with pytest.raises(VanishedStoreError):
            opening(tmp_path)
    restore_copy(path)
    with open_desk(tmp_path) as store:
        assert store.coach() == "Kim"


def test_a_desk_in_use_is_not_replaced(tmp_path: Path) -> None:
    """Another window would go on writing into the file that was moved away."""
    path = desk_with_a_copy(tmp_path)
    with open_desk(tmp_path) as store:
        with pytest.raises(LockedStoreError):
            restore_copy(path)
        assert store.coach() == "Lou"


def test_only_a_sound_copy_is_put_back(tmp_path: Path) -> None:
    """A damaged copy is listed with its problem, passed over, and refused when it is asked for by name."""
    path = desk_with_a_copy(tmp_path)
    (copy,) = copies_folder(path).glob("*.db")
    copy.write_bytes(copy.read_bytes()[:-100])
    assert list_copies(path)[0].problem
    for wanted in (None, copy, tmp_path / "none.db"):
        with pytest.raises(StoreError):
            restore_copy(path, wanted)
    with open_desk(tmp_path) as store:
        assert store.coach() == "Lou"


def test_nothing_is_said_of_a_desk_that_never_was(tmp_path: Path) -> None:
    """Most people are no coaches."""
    assert desk_report(tmp_path) is None
    assert not desk_path(tmp_path).exists()
