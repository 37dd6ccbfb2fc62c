"""Damage: noticed, named, never repaired by making the store anew; a backup is offered."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from nsmtrainer.errors import StoreError
from nsmtrainer.sessions.backing_up import list_backups
from nsmtrainer.sessions.backups import SESSIONS
from nsmtrainer.sessions.faults import (
    DamagedStoreError,
    LockedStoreError,
    NewerStoreError,
    UnknownSessionError,
    VanishedStoreError,
)
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.models import Attempt, Draft
from nsmtrainer.sessions.opening import open_present_store, open_store
from nsmtrainer.sessions.restoring import restore_backup
from nsmtrainer.sessions.store import Store
from tests.reliability.counts import counts
from tests.sessions.build import TOPIC, attempt
from tests.sessions.conftest import Clock
from tests.sessions.processes import LATER

EVERYTHING = Filter(deleted="with")


@pytest.fixture
def kept(path: Path, clock: Clock) -> dict[str, Attempt | Draft]:
    """Fill a store with attempts and a draft, a backup beside it; return what it holds."""
    with open_store(path, clock) as store:
        store.add_all([attempt(number, number % 4, note="a note") for number in range(1, 7)])
        store.save_draft(store.start_draft(TOPIC).id, "half an answer " * 20, 1)
        store.delete(6)
        clock.move(days=1)
        store.star(2)
    with open_store(path, clock) as store:
        return read_all(store)


def read_all(store: Store) -> dict[str, Attempt | Draft]:
    """Return everything that a store gives without complaint."""
    found: dict[str, Attempt | Draft] = {}
    with suppress(StoreError):
        for summary in store.summaries(EVERYTHING):
            with suppress(StoreError):
                found[summary.id] = store.attempt(summary.seq)
    with suppress(StoreError):
        found.update({draft.id: draft for draft in store.latest_drafts()})
    return found


def held_true(path: Path, kept: dict[str, Attempt | Draft], clock: Clock) -> bool:
    """Return whether a file opens and proves sound; whatever it gives has to be what was kept."""
    before = path.read_bytes()
    found: dict[str, Attempt | Draft] = {}
    sound, refused = False, None
    try:
        with Store(path, clock) as store:
            found = read_all(store)
            sound = not store.prove()
    except StoreError as error:
        refused = error
    if refused is not None:
        assert str(path) in refused.message
        assert "backup" in refused.hint or "newer version" in refused.message
    assert path.read_bytes() == before
    for name, value in found.items():
        assert kept.get(name) == value
    assert found == kept or not sound
    return sound


@pytest.mark.parametrize("flips", counts(40, 300))
def test_flipped_bits(path: Path, kept: dict[str, Attempt | Draft], clock: Clock, flips: int) -> None:
    """A flipped bit is noticed, or lies where nothing is kept; no changed word is ever shown as saved."""
    whole = path.read_bytes()
    dice = random.Random(4)
    noticed = 0
    for _ in range(flips):
        bit = dice.randrange(len(whole) * 8)
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        noticed += not held_true(path, kept, clock)
    assert noticed > flips // 10
    path.write_bytes(whole)
    assert held_true(path, kept, clock)


@pytest.mark.parametrize("cuts", counts(15, 100))
def test_truncations(path: Path, kept: dict[str, Attempt | Draft], clock: Clock, cuts: int) -> None:
    """A file that was cut off anywhere is refused."""
    whole = path.read_bytes()
    dice = random.Random(5)
    for cut in {0, 1, 99, 100, 512, 4096, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(cuts))}:
        path.write_bytes(whole[:cut])
        assert not held_true(path, kept, clock)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database", b"\0" * 8192, b"SQLite format 3\0" + b"\xff" * 5000, b"PK\x03\x04" * 2000],
)
def test_something_else_in_the_place_of_the_store(
    path: Path, kept: dict[str, Attempt | Draft], clock: Clock, content: bytes
) -> None:
    """An empty file or garbage is neither taken for a store nor overwritten; the backup is named."""
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError) as caught:
        open_store(path, clock)
    assert "restore-backup" in caught.value.hint
    assert path.read_bytes() == content


def test_another_programs_database(path: Path) -> None:
    """A sound database of something else is left alone."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (title TEXT)")
    with pytest.raises(DamagedStoreError, match="not a store of nsmtrainer"):
        open_store(path)


def test_a_folder_in_the_place_of_the_store(path: Path) -> None:
    """A folder of that name is refused, not removed."""
    path.mkdir(parents=True)
    with pytest.raises(DamagedStoreError, match="not a regular file"):
        open_store(path)


def test_a_store_of_a_newer_version(path: Path, kept: dict[str, Attempt | Draft]) -> None:
    """It is refused with its version named and stays as it is; the newer program keeps every row."""
    Store(path, migrations=LATER).close()
    before = path.read_bytes()
    with pytest.raises(NewerStoreError, match=f"store version {len(LATER)}"):
        open_store(path)
    assert path.read_bytes() == before
    with Store(path, migrations=LATER) as store:
        assert read_all(store) == kept
    assert any(f"before-version-{len(LATER)}" in backup.path.name for backup in list_backups(SESSIONS, path))


def test_a_store_that_is_gone_while_its_backups_are_there(
    path: Path, kept: dict[str, Attempt | Draft]
) -> None:
    """It is not silently made anew."""
    path.unlink()
    for opener in (open_store, open_present_store):
        with pytest.raises(VanishedStoreError) as caught:
            opener(path)
        assert "restore-backup" in caught.value.hint
    assert not path.exists()


def test_a_backup_is_put_back_and_the_damaged_file_kept(
    path: Path, kept: dict[str, Attempt | Draft], clock: Clock
) -> None:
    """After damage one command brings yesterday back; the file that was there lies beside it."""
    path.write_bytes(b"garbage" * 1000)
    used, aside = restore_backup(SESSIONS, path)
    assert used.name.startswith("daily-")
    assert aside is not None
    assert aside.read_bytes() == b"garbage" * 1000
    with open_store(path, clock) as store:
        assert store.count(EVERYTHING) == 6
        assert not store.attempt(2).starred  # the backup was made before that day's writes


def test_a_backup_is_not_put_under_an_open_window(path: Path, kept: dict[str, Attempt | Draft]) -> None:
    """Another window would go on writing into the old file."""
    with open_store(path), pytest.raises(LockedStoreError, match="open in another window"):
        restore_backup(SESSIONS, path)


def test_a_damaged_backup_is_passed_over(path: Path, kept: dict[str, Attempt | Draft], clock: Clock) -> None:
    """The newest sound backup is used, and with none the store stays as it is."""
    clock.move(days=1)
    with open_store(path, clock) as store:
        store.star(3)
    newest, older = list_backups(SESSIONS, path)
    newest.path.write_bytes(newest.path.read_bytes()[:-500])
    with pytest.raises(StoreError):
        restore_backup(SESSIONS, path, newest.path)
    assert restore_backup(SESSIONS, path)[0] == older.path
    older.path.write_bytes(b"")
    before = path.read_bytes()
    with pytest.raises(UnknownSessionError, match="no sound backup"):
        restore_backup(SESSIONS, path)
    with pytest.raises(UnknownSessionError, match="There is no backup"):
        restore_backup(SESSIONS, path, path.parent / "none.db")
    assert path.read_bytes() == before


def test_backups_are_made_daily_and_seven_are_kept(path: Path, clock: Clock) -> None:
    """One at the first write of a day, none on a day without writes, the last seven kept."""
    with open_store(path, clock) as store:
        store.save_attempt(attempt(1))
        assert list_backups(SESSIONS, path) == ()
        for _ in range(10):
            clock.move(days=1)
            store.star(1)
            store.star(1, starred=False)
    found = list_backups(SESSIONS, path)
    assert len(found) == 7
    assert {backup.rows for backup in found} == {1}
    assert not any(backup.problem for backup in found)


def test_a_changed_row_does_not_reach_the_backups(
    path: Path, kept: dict[str, Attempt | Draft], clock: Clock
) -> None:
    """Sound rows are written, the sound backups stay, and the person hears why there is no new one."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE answers SET text = 'forged' WHERE seq = 1")
        other.commit()
    before = list_backups(SESSIONS, path)
    clock.move(days=1)
    with open_store(path, clock) as store:
        store.star(3)
        assert "the answer of session 1 was changed" in store.notices[0]
        with pytest.raises(DamagedStoreError, match="answer of session 1"):
            store.attempt(1)
        assert store.attempt(3).starred
    assert list_backups(SESSIONS, path) == before


def test_a_broken_structure_is_not_written_into(
    path: Path, kept: dict[str, Attempt | Draft], clock: Clock
) -> None:
    """A write is refused before it could make things worse."""
    with closing(sqlite3.connect(path)) as other:
        found = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'attempts_by_prompt'")
        page = found.fetchone()[0]
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 + 3 : (page - 1) * 4096 + 5] = b"\0\x01"  # fewer entries than there are
    path.write_bytes(whole)
    clock.move(days=1)
    with open_store(path, clock) as store, pytest.raises(DamagedStoreError):
        store.star(3)
    assert path.read_bytes() == bytes(whole)
