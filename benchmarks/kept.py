"""A store of ten thousand attempts: opening its list, searching it."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from tests.sessions.build import AIRBNB, SPOTIFY, START, attempt
from tests.sessions.conftest import Clock

from benchmarks.clocks import in_turn
from benchmarks.figures import Figure
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.store import Store

GROUP = "A store of 10,000 attempts"
COUNT = 10_000
SHOWN = 100


def store(_: bool) -> list[Figure]:
    """Return what lists and searches take, beside reading as many rows with SQLite alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.db"
        _fill(path)

        def rows() -> None:
            found = sqlite3.connect(path)
            assert len(found.execute(f"SELECT * FROM attempts LIMIT {SHOWN}").fetchall()) == SHOWN
            found.close()

        def opened() -> None:
            with Store(path, Clock()) as kept:
                assert len(kept.summaries(limit=SHOWN)) == SHOWN

        with Store(path, Clock()) as kept:
            acts: dict[str, Callable[[], object]] = {
                "rows": rows,
                "open the store and list 100": opened,
                "list 100 more": lambda: kept.summaries(limit=SHOWN),
                "search, a word of one attempt": lambda: kept.summaries(Filter(text="number77"), limit=SHOWN),
                "search, a word of most": lambda: kept.summaries(Filter(text="refund"), limit=SHOWN),
                "search, one letter": lambda: kept.summaries(Filter(text="r"), limit=SHOWN),
            }
            took = in_turn(acts, 7)
    base = took.pop("rows")
    limits = {name: 150.0 if name.startswith("open") else 100.0 for name in took}
    return [
        Figure(GROUP, name, one * 1000, "ms", one / base, "100 rows from SQLite alone", limits[name])
        for name, one in took.items()
    ]


def _fill(path: Path) -> None:
    dice = random.Random(1)
    words = ["nights", "booked", "refund", "rate", *(f"word{number}" for number in range(300))]
    patterns = [attempt(1, level, prompt=prompt) for level in range(4) for prompt in (AIRBNB, SPOTIFY)]
    made = [
        replace(
            dice.choice(patterns),
            id=UUID(int=number).hex,
            started_at=START + timedelta(minutes=50 * number),
            text=f"My north star is nights booked. {' '.join(dice.choices(words, k=100))} number{number}",
        )
        for number in range(1, COUNT + 1)
    ]
    with open_store(path, Clock()) as kept:
        for start in range(0, COUNT, 1000):
            kept.add_all(made[start : start + 1000])
