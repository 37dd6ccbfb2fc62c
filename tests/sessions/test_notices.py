"""What a store has to say while keeping house: once as long as a fault goes on, again when it comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

import pytest

from nsmtrainer.errors import StoreError
from nsmtrainer.sessions import store as module
from nsmtrainer.sessions.models import DraftTopic
from nsmtrainer.sessions.store import Store
from tests.sessions.conftest import Clock

FAULT, OTHER = "There is no backup.", "The disk is full."


@pytest.fixture
def write(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a try to write, with a fault of the backup or none, into a store whose house is never kept.

    It is tried again at each save then, which may be every few seconds.
    """

    def unkept(file: object, now: datetime) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(module, "purge", unkept)

    def tried(fault: str) -> None:
        monkeypatch.setattr(module, "back_up_daily", lambda *given: [fault] if fault else [])
        with pytest.raises((StoreError, sqlite3.Error)):
            store.start_draft(DraftTopic("bakery", "Crumb", "core"))

    return tried


def test_a_fault_that_goes_on_is_said_once(store: Store, write: Callable[[str], None]) -> None:
    """Not at each save."""
    for _ in range(3):
        write(FAULT)
    assert store.notices == [FAULT]


def test_a_fault_that_comes_back_is_said_again(store: Store, write: Callable[[str], None]) -> None:
    """Also on the same day: the user was right to believe that it was mended."""
    for fault in (FAULT, "", FAULT, FAULT):
        write(fault)
    assert store.notices == [FAULT, FAULT]


def test_another_fault_is_said_at_once(store: Store, write: Callable[[str], None]) -> None:
    """It is not hidden behind the first."""
    for fault in (FAULT, OTHER, OTHER):
        write(fault)
    assert store.notices == [FAULT, OTHER]


def test_a_fault_that_goes_on_is_said_again_on_the_next_day(
    store: Store, write: Callable[[str], None], clock: Clock
) -> None:
    """Another day goes without a backup."""
    write(FAULT)
    clock.move(days=1)
    write(FAULT)
    assert store.notices == [FAULT, FAULT]


def test_what_was_heard_does_not_matter(store: Store, write: Callable[[str], None]) -> None:
    """Whoever shows the notices may take them away at any time."""
    write(FAULT)
    store.notices.clear()
    write(FAULT)
    assert store.notices == []
