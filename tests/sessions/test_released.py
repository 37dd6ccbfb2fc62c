"""Stores that released versions wrote: each opens in this one with everything it held.

`released/version-N.sql` is what a store of that version holds, without its search index, which is made
anew. A released file is never changed; a new version of the tables adds one.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.schema import MIGRATIONS
from tests.sessions.build import START

RELEASED = sorted((Path(__file__).parent / "released").glob("version-*.sql"))


def test_every_version_is_there() -> None:
    """A version that is not here is not tested."""
    assert [one.stem for one in RELEASED] == [f"version-{n}" for n in range(1, len(MIGRATIONS) + 1)]


@pytest.mark.parametrize("released", RELEASED, ids=lambda one: one.stem)
def test_a_released_store_opens_with_all_it_held(path: Path, released: Path) -> None:
    """Attempts, marks, follow-ups, overrides, deletions and drafts are what they were."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(released.read_text(encoding="utf-8"))
    with open_store(path, lambda: START) as store:
        assert store.prove() == ()
        first, second = store.attempts(Filter(deleted="with"))
        assert (first.note, first.starred, first.levels["guardrail"]) == ("a note", True, 2)
        assert first.prompted is not None
        assert first.follow_ups[0].text == "Cancelled stays."
        assert (second.levels["guardrail"], len(second.re_marks)) == (3, 1)
        assert second.deleted_at is not None
        (draft,) = store.latest_drafts()
        assert (draft.text, draft.seq, draft.seconds) == ("half an answer", 4, 9.5)
        assert draft.hints_used == (("guardrail",) if released.stem > "version-1" else ())
        store.undelete(second.seq)
        assert [one.seq for one in store.summaries(Filter(text="note"))] == [1]
        assert store.has_search()
        assert store.version() == len(MIGRATIONS)
