"""The practice room over a store that cannot be written: nothing is lost, nothing falsely called saved."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.reliability.counts import counted
from tests.reliability.test_endings import drafts
from tests.reliability.window import Window

WITHOUT_PRIVILEGE = """
import ctypes, os
if os.getuid() == 0:  # an administrator may write what nobody may write: give up that right alone
    c = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    rights = (ctypes.c_uint32 * 6)()
    assert c.capget(header, rights) == 0
    for part in range(3):
        rights[part] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert c.capset(header, rights) == 0
"""

SAVE = "\x13"
"""Ctrl+S."""

Fault = Callable[[Window, Path], AbstractContextManager[None]]


@contextmanager
def full_disk(window: Window, home: Path) -> Iterator[None]:
    """Let no file grow."""
    window.limit_files(512)
    yield
    window.limit_files()


@contextmanager
def read_only(window: Window, home: Path) -> Iterator[None]:
    """Take the right to write from the store and its folder."""
    store = home / "sessions.db"
    store.chmod(0o444)
    home.chmod(0o555)
    yield
    home.chmod(0o755)
    store.chmod(0o644)


@contextmanager
def vanished(window: Window, home: Path) -> Iterator[None]:
    """Take the folder away, as when a disk is pulled out."""
    away = home.with_name("away")
    home.rename(away)
    yield
    away.rename(home)


FAULTS: dict[str, Fault] = {"full disk": full_disk, "read only": read_only, "vanished": vanished}


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that others may look into, with room for the folder of sessions."""
    with tempfile.TemporaryDirectory(prefix="nsmtrainer-test-") as name:
        yield Path(name)


@pytest.mark.parametrize("name", FAULTS)
@counted(
    3, "a store that cannot be written (three ways) while somebody types in a terminal", everyday=0, full=20
)
def test_a_store_that_cannot_be_written(place: Path, count: int, name: str) -> None:
    """The text stays, "NOT SAVED" stays until it is saved, nothing is called saved before, a retry works."""
    dice = random.Random(f"{name}{count}")
    home = place / "home"
    with Window(home, WITHOUT_PRIVILEGE, (100, 50)) as window:
        window.begin()
        window.type("w0")
        window.until("1 word · saved")
        typed = "w0"
        for number in range(1, count + 1):
            keys = f" w{number}" + dice.choice(["", "x", "yz", SAVE, SAVE + "x" + SAVE])
            with FAULTS[name](window, home):
                window.type(keys[:4])
                window.until("Not saved")
                window.click("Not saved")  # the message goes, the mark stays
                window.until("NOT SAVED")
                for key in keys[4:]:
                    window.type(key)
                    shown = window.look(dice.choice([0.1, 0.6]))
                    assert "NOT SAVED" in shown
                    assert "· saved" not in shown
                typed += keys.replace(SAVE, "")
                assert window.until(typed[-3:])
            window.type(SAVE)
            window.until("· saved")
            assert drafts(home) == [typed]
        window.type("\x11")
        assert window.wait() == 0
    assert drafts(home) == [typed]
