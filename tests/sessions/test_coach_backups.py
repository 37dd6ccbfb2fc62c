"""A coach's desk: its backups, and what is said and put back where it was damaged or lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nsmtrainer.errors import StoreError
from nsmtrainer.practice.desk_report import desk_report
from nsmtrainer.sessions.backing_up import list_backups
from nsmtrainer.sessions.coach_backups import DESK
from nsmtrainer.sessions.coach_models import KeptAssignment
from nsmtrainer.sessions.coach_opening import desk_path, open_desk, open_present_desk
from nsmtrainer.sessions.faults import DamagedStoreError, LockedStoreError, VanishedStoreError
from nsmtrainer.sessions.restoring import restore_backup
from tests.sessions.build import START
from tests.sessions.conftest import Clock


def desk_with_a_copy(home: Path) -> Path:
    """Return a desk on which something was done, twice, so that today's copy has the first of it."""
    with open_desk(home) as store:
        store.set_coach("Kim")
    for copy in DESK.backups(desk_path(home)).glob("*.db"):
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
    used, aside = restore_backup(DESK, path)
    assert used == list_backups(DESK, path)[0].path
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
    restore_backup(DESK, path)
    with open_desk(tmp_path) as store:
        assert store.coach() == "Kim"


def test_a_desk_in_use_is_not_replaced(tmp_path: Path) -> None:
    """Another window would go on writing into the file that was moved away."""
    path = desk_with_a_copy(tmp_path)
    with open_desk(tmp_path) as store:
        with pytest.raises(LockedStoreError):
            restore_backup(DESK, path)
        assert store.coach() == "Lou"


def test_only_a_sound_copy_is_put_back(tmp_path: Path) -> None:
    """A damaged copy is listed with its problem, passed over, and refused when it is asked for by name."""
    path = desk_with_a_copy(tmp_path)
    (copy,) = DESK.backups(path).glob("*.db")
    copy.write_bytes(copy.read_bytes()[:-100])
    assert list_backups(DESK, path)[0].problem
    for wanted in (None, copy, tmp_path / "none.db"):
        with pytest.raises(StoreError) as fault:
            restore_backup(DESK, path, wanted)
        assert f"desk {path}" not in str(fault.value) or wanted is None, "it is the copy that is damaged"
    with open_desk(tmp_path) as store:
        assert store.coach() == "Lou"


def test_nothing_is_said_of_a_desk_that_never_was(tmp_path: Path) -> None:
    """Most people are no coaches."""
    assert desk_report(tmp_path) is None
    assert not desk_path(tmp_path).exists()


def kept(number: int) -> KeptAssignment:
    """Return an assignment of that number."""
    return KeptAssignment(f"spring-{number}", f"hash-{number}", "text", START)


def test_a_desk_is_backed_up_daily_and_seven_are_kept(tmp_path: Path, clock: Clock) -> None:
    """As for sessions: none of an empty file, one at the first change of a day, the last seven kept."""
    with open_desk(tmp_path, clock) as store:
        store.keep_assignment(kept(1))
        assert list_backups(DESK, store.path) == ()
        for number in range(2, 12):
            clock.move(days=1)
            store.keep_assignment(kept(number))
            store.keep_assignment(kept(number))
        found = list_backups(DESK, store.path)
        assert store.notices == []
    assert len(found) == 7
    assert not any(backup.problem for backup in found)


def test_a_changed_row_does_not_reach_the_backups_of_a_desk(tmp_path: Path, clock: Clock) -> None:
    """The coach goes on working, the sound backup stays the newest, and why there is no new one is said."""
    with open_desk(tmp_path, clock) as store:
        store.keep_assignment(kept(1))
        clock.move(days=1)
        store.keep_assignment(kept(2))
        before = list_backups(DESK, store.path)
        assert len(before) == 1
    with closing(sqlite3.connect(desk_path(tmp_path))) as other:
        other.execute("UPDATE assignments SET text = 'forged' WHERE id = 'spring-1'")
        other.commit()
    clock.move(days=1)
    with open_desk(tmp_path, clock) as store:
        store.set_coach("Kim")
        assert store.coach() == "Kim"
        assert "the assignment 1 was changed" in store.notices[0]
        assert list_backups(DESK, store.path) == before


def test_a_desk_with_a_broken_structure_is_not_written_into(tmp_path: Path, clock: Clock) -> None:
    """A write is refused before it could make things worse, in the words of the desk."""
    with open_desk(tmp_path, clock) as store:
        store.keep_assignment(kept(1))
    path = desk_path(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        found = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'judgements_by_answer'")
        page = found.fetchone()[0]
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 + 3 : (page - 1) * 4096 + 5] = b"\0\x01"  # more entries than there are
    path.write_bytes(whole)
    clock.move(days=1)
    with open_desk(tmp_path, clock) as store, pytest.raises(DamagedStoreError, match="coach's desk"):
        store.set_coach("Kim")
    assert path.read_bytes() == bytes(whole)
