"""The pen: what it writes is the last of its draft, or a draft of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from nsmtrainer.sessions.faults import LostDraftError, VanishedStoreError
from nsmtrainer.sessions.models import DraftTopic
from nsmtrainer.sessions.store import Store
from nsmtrainer.tui.answer.pen import Pen, Writing
from tests.tui.room import tiny_room

TOPIC = DraftTopic("bakery", "A north star for Crumb", "core")


def begun() -> tuple[Pen, Store]:
    """Return a pen with a first text written, and the store that it writes to."""
    room = tiny_room()
    pen = Pen(room, TOPIC)
    pen.save(Writing("First", 1.0))
    return pen, room.store()


def test_a_revision_is_numbered_anew_where_a_save_failed_after_it_came_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The next text is not taken for the one that is there already."""
    pen, store = begun()
    save = Store.save_draft

    def away(*given: object) -> int:
        save(*given)  # type: ignore[arg-type]
        raise VanishedStoreError("It is gone.")

    monkeypatch.setattr(Store, "save_draft", away)
    with pytest.raises(VanishedStoreError):
        pen.save(Writing("First, and", 2.0))
    monkeypatch.setattr(Store, "save_draft", save)
    pen.save(Writing("First, and second", 3.0))
    assert store.draft(pen.draft_id).text == "First, and second"
    store.close()


def test_a_draft_that_is_lost_to_another_window_goes_on_as_one_of_its_own() -> None:
    """On a disk without locks two windows may open one draft: both texts are kept, and it is said."""
    pen, store = begun()
    db = sqlite3.connect(store.path)
    db.execute("DELETE FROM drafts")
    db.commit()
    db.close()
    pen.save(Writing("First, and second", 2.0))
    assert [one.text for one in store.latest_drafts()] == ["First, and second"]
    assert "a draft of its own" in pen._room.heard()[0]
    assert not pen._room.heard()
    with Store(store.path) as other:
        other._locks = store._locks  # as if the disk had no locks
        with other._write() as writing:
            other._drafts(writing).own(pen.draft_id)
        with pytest.raises(LostDraftError):
            store.save_draft(pen.draft_id, "x", 9)
        pen.save(Writing("Third", 3.0))
        assert {one.text for one in other.latest_drafts()} == {"First, and second", "Third"}
    store.close()


def test_each_draft_that_is_lost_is_said() -> None:
    """A second one on the same prompt, on the same day, is another event: it is not taken for heard."""
    pen, store = begun()
    for text in ("First, and second", "First, second and third"):
        with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
            db.execute("DELETE FROM drafts")
        pen.save(Writing(text, 2.0))
        assert ["a draft of its own" in said for said in pen._room.heard()] == [True]
    store.close()
