"""Fixtures of the screen tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from nsmtrainer.tui.app import PracticeApp
from tests.tui import walk
from tests.tui.room import Clock, tiny_room

Settle = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at 0 until a test moves it."""
    return Clock()


@pytest.fixture
def app(clock: Clock) -> PracticeApp:
    """Return the app in a small room."""
    return PracticeApp(tiny_room(clock))


@pytest.fixture
def settle() -> Settle:
    """Return a wait for everything that was started: loading, marking, layout."""

    return walk.settle
