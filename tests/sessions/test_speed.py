"""Ten thousand attempts, years of practice, stay quick to list, search and report.

Measured as the processor time of this process, so that the machine's other work does not count.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from nsmtrainer.reports.render import ReportKind, render_period
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.store import Store
from tests.sessions.build import AIRBNB, SPOTIFY, START, attempt
from tests.sessions.conftest import Clock

COUNT = 10_000
WORDS = ["nights", "booked", "refund", "rate", *(f"word{number}" for number in range(300))]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of ten thousand attempts of a hundred words over a year."""
    path = tmp_path_factory.mktemp("many") / "sessions.db"
    dice = random.Random(1)
    patterns = [attempt(1, level, prompt=prompt) for level in range(4) for prompt in (AIRBNB, SPOTIFY)]
    made = [
        replace(
            dice.choice(patterns),
            id=UUID(int=number).hex,
            started_at=START + timedelta(minutes=50 * number),
            text="My north star is nights booked. "
            + " ".join(dice.choices(WORDS, k=100))
            + f" number{number}",
        )
        for number in range(1, COUNT + 1)
    ]
    with open_store(path, Clock()) as store:
        for start in range(0, COUNT, 1000):
            store.add_all(made[start : start + 1000])
    return path


def quickest(act: Callable[[], object], tries: int = 5) -> float:
    """Return the least processor time of a few tries, in seconds."""
    took = []
    for _ in range(tries):
        begun = time.process_time()
        act()
        took.append(time.process_time() - begun)
    return min(took)


def test_the_list_opens_at_once(many: Path) -> None:
    """Opening the store and showing the first page takes under 150 ms."""

    def open_and_list() -> None:
        with Store(many, Clock()) as store:
            assert len(store.summaries(limit=100)) == 100
            assert store.count() == COUNT

    assert quickest(open_and_list) < 0.150


@pytest.mark.parametrize("said", ["refund", "number77", '"nights booked" refund', "nosuchword", "r"])
def test_search_answers_at_once(many: Path, said: str) -> None:
    """A page of what was found, and its count, take under 100 ms."""
    with Store(many, Clock()) as store:
        chosen = Filter(text=said)
        assert quickest(lambda: (store.summaries(chosen, limit=100), store.count(chosen))) < 0.100


@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_years_report(many: Path, kind: ReportKind) -> None:
    """The report of all ten thousand takes under two seconds."""
    with Store(many, Clock()) as store:
        assert quickest(lambda: render_period(store.summaries(), {}, kind, START), 2) < 2
