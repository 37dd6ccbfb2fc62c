"""A store per test, and a clock that a test sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.store import Store
from tests.sessions.build import START


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        """Return the moment that the clock shows."""
        return self.moment

    def move(self, **by: float) -> None:
        """Move the clock, forwards or backwards."""
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """Return the test's clock."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's store is to lie; nothing is there yet."""
    return tmp_path / "data" / "sessions.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    """Return an empty store."""
    with open_store(path, clock) as opened:
        yield opened
