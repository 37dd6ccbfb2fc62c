"""Kills, crowds and disks: what was said to be saved is there, and nothing else is said to be."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from nsmtrainer.sessions.faults import FullStoreError, NewerStoreError, VanishedStoreError
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.schema import MIGRATIONS
from nsmtrainer.sessions.store import Store
from tests.reliability.counts import counts
from tests.sessions import processes
from tests.sessions.build import TOPIC, attempt


@pytest.mark.parametrize("kills", counts(8, 200))
def test_no_acknowledged_draft_is_lost_by_a_kill(path: Path, kills: int) -> None:
    """Whatever moment the kill falls on, the last text said to be saved is offered at the next start."""
    dice = random.Random(1)
    for _ in range(kills):
        process, told = processes.begin(processes.type_on, path)
        acknowledged = 0
        for _ in range(dice.randrange(1, 12)):
            acknowledged = told.recv()
        wait([process.sentinel], timeout=dice.random() * 0.01)
        process.kill()
        process.join()
        while told.poll():
            try:
                acknowledged = told.recv()
            except (EOFError, OSError):
                break
        with open_store(path) as store:
            (draft,) = store.latest_drafts()
            assert draft.seq >= acknowledged
            assert draft.text == processes.text_of(draft.seq)
            assert not draft.open_elsewhere
            assert not store.open_draft(draft.id).read_only
    with open_store(path) as store:
        assert store.prove() == ()


@pytest.mark.parametrize("writes", counts(30, 300))
def test_three_windows_write_at_once(path: Path, writes: int) -> None:
    """No lock error, no lost update: every revision, attempt and note of all three is there."""
    names = ["one", "two", "three"]
    with open_store(path) as store:
        store.save_attempt(attempt(1, id="shared"))
    started = [processes.begin(processes.write_much, path, name, writes) for name in names]
    assert [told.recv() for _, told in started] == ["ready"] * 3
    for _, told in started:
        told.send("go")
    assert [told.recv() for _, told in started] == ["done"] * 3
    for process, _ in started:
        process.join()
    each = writes // 3
    with open_store(path) as store:
        assert store.count() == 1 + 3 * each
        notes = store.attempt("shared").note.split(";")[:-1]
        assert sorted(notes) == sorted(f"{name}{turn}" for name in names for turn in range(each))
        assert {d.text for d in store.latest_drafts()} == {f"{name} {each - 1}" for name in names}
        assert store.prove() == ()


@pytest.mark.parametrize("kills", counts(6, 100))
def test_a_kill_while_upgrading_leaves_the_old_or_the_new(path: Path, kills: int) -> None:
    """An upgrade happens whole or not at all, and a backup of the old version is there before it begins."""
    with open_store(path) as store:
        store.add_all([attempt(number) for number in range(1, 11)])
    old = path.read_bytes()
    dice = random.Random(2)
    seen = set()
    for turn in range(kills):
        process, told = processes.begin(processes.upgrade, path)
        assert told.recv() == "going"
        if turn % 5:
            wait([process.sentinel], timeout=dice.random() * 0.15)
            process.kill()
        process.join()
        version = version_after(path)
        seen.add(version)
        if version == len(processes.LATER):
            assert list((path.parent / "backups").glob(f"before-version-{version}-*.db"))
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
        path.write_bytes(old)
    assert len(processes.LATER) in seen


def version_after(path: Path) -> int:
    """Return the version that a store is left in, after proving that it is whole."""
    try:
        store = Store(path)
    except NewerStoreError:
        store = Store(path, migrations=processes.LATER)
    with store:
        assert store.prove() == ()
        assert store.count() == 10
        return store.version()


@pytest.mark.parametrize("times", counts(3, 20))
def test_a_full_disk(path: Path, times: int) -> None:
    """Nothing is said to be saved that is not, what was saved stays, and the retry works."""
    process, told = processes.begin(processes.run_out_of_room, path, times)
    for turn in range(1, times + 1):
        kind, message, hint = told.recv()
        assert kind == FullStoreError.__name__
        assert str(path) in message
        assert "kept" in hint
        assert told.recv() == (turn - 1, turn)
    process.join()
    assert process.exitcode == 0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that other users can read, unlike those that tests usually get."""
    folder = Path(tempfile.mkdtemp(prefix="nsmtrainer-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("times", counts(3, 20))
def test_a_store_that_may_only_be_read(open_folder: Path, times: int) -> None:
    """It can be read; a write says what is wrong, what is kept and what to do."""
    path = open_folder / "sessions.db"
    with open_store(path) as store:
        store.save_attempt(attempt(1))
    (open_folder / "sessions.lock").unlink()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    before = path.read_bytes()
    process, told = processes.begin(processes.write_without_right, path, times)
    for _ in range(times):
        count, (kind, message, hint) = told.recv()
        assert count == 1
        assert kind == "ReadOnlyStoreError"
        assert str(path) in message
        assert "kept" in hint
        assert "NSMTRAINER_HOME" in hint
    process.join()
    assert process.exitcode == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("times", counts(3, 20))
def test_a_folder_that_vanishes_and_comes_back(path: Path, times: int) -> None:
    """Nothing is said to be saved into a folder that is gone, none is made anew, and the retry works."""
    away = path.parent.with_name("away")
    with open_store(path) as store:
        draft = store.start_draft(TOPIC)
        for turn in range(1, times + 1):
            path.parent.rename(away)
            if turn % 2:
                path.parent.mkdir()  # an empty mount point
            with pytest.raises(VanishedStoreError, match="not there any more"):
                store.save_draft(draft.id, f"text {turn}", turn)
            assert not path.exists()
            if turn % 2:
                path.parent.rmdir()
            away.rename(path.parent)
            assert store.draft(draft.id).seq == turn - 1
            assert store.save_draft(draft.id, f"text {turn}", turn) == turn
        assert store.draft(draft.id).text == f"text {times}"


def test_a_draft_of_a_killed_window_can_be_taken_over_by_one_that_waits(path: Path) -> None:
    """A window that saw the draft read-only gets it once the other window is gone, however it went."""
    process, told = processes.begin(processes.type_on, path)
    for _ in range(3):
        told.recv()
    with open_store(path) as store:
        (draft,) = store.latest_drafts()
        assert draft.open_elsewhere
        assert store.open_draft(draft.id).read_only
        process.kill()
        process.join()
        mine = store.open_draft(draft.id)
        assert not mine.read_only
        assert store.save_draft(mine.id, "mine now", mine.seq + 1) == mine.seq + 1


def test_the_store_knows_no_other_version_than_its_own() -> None:
    """The tests of upgrades speak of one version more than there is."""
    assert len(processes.LATER) == len(MIGRATIONS) + 1
    assert os.name == "posix"
