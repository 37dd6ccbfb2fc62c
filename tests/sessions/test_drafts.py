"""Drafts: saved as they are typed, offered again, never overwritten by another window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nsmtrainer.sessions.draft_record import draft_of, draft_record
from nsmtrainer.sessions.faults import LockedStoreError, UnknownSessionError
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.store import Store
from tests.sessions.build import TOPIC, attempt
from tests.sessions.conftest import Clock


def test_a_draft_is_offered_at_the_next_start(path: Path) -> None:
    """What was saved last is there after the store was closed and opened again."""
    with open_store(path) as store:
        draft = store.start_draft(TOPIC)
        store.save_draft(draft.id, "Nights", 1, seconds=2.0)
        store.save_draft(draft.id, "Nights booked", 2, seconds=3.5)
    with open_store(path) as store:
        (found,) = store.latest_drafts()
        assert (found.text, found.seq, found.seconds, found.topic) == ("Nights booked", 2, 3.5, TOPIC)
        assert not store.open_draft(found.id).read_only
        assert store.save_draft(found.id, "Nights booked.", 3) == 3


def test_a_late_save_does_not_undo_a_newer_one(store: Store) -> None:
    """Saves may arrive out of order or twice; the highest number wins and none is an error."""
    draft = store.start_draft(TOPIC)
    assert store.save_draft(draft.id, "second", 2) == 2
    assert store.save_draft(draft.id, "first", 1) == 2
    assert store.save_draft(draft.id, "again", 2) == 2
    assert store.draft(draft.id).text == "second"


def test_a_draft_open_in_another_window_is_read_only(path: Path) -> None:
    """The second window sees the text, is told why it cannot write, and takes over once it is free."""
    with open_store(path) as first, open_store(path) as second:
        draft = first.start_draft(TOPIC)
        first.save_draft(draft.id, "mine", 1)
        seen = second.open_draft(draft.id)
        assert seen.read_only
        assert seen.open_elsewhere
        assert seen.text == "mine"
        with pytest.raises(LockedStoreError, match="open in another window"):
            second.save_draft(draft.id, "yours", 2)
        with pytest.raises(LockedStoreError, match="open in another window"):
            second.discard_draft(draft.id)
        first.release_draft(draft.id)
        assert not second.open_draft(draft.id).read_only
        assert second.save_draft(draft.id, "yours", 2) == 2
        with pytest.raises(LockedStoreError):
            first.save_draft(draft.id, "mine again", 3)
        assert first.draft(draft.id).text == "yours"


def test_hints_and_assignment_come_back_with_the_draft(path: Path) -> None:
    """Which hints were used and for whom one writes is there after a restart, and in an export."""
    topic = replace(TOPIC, assignment="spring-0a1b2c3d4e5f")
    with open_store(path) as store:
        draft = store.start_draft(topic)
        store.save_draft(draft.id, "Nights", 1)
        store.note_hints(draft.id, ("guardrail", "game_type"))
    with open_store(path) as store:
        (found,) = store.latest_drafts()
        assert found.topic == topic
        assert found.hints_used == ("guardrail", "game_type")
        assert draft_of(draft_record(found)) == replace(found, read_only=True)
    with open_store(path.with_name("other.db")) as other:
        assert other.adopt_draft(found)
        assert other.draft(found.id).hints_used == ("guardrail", "game_type")


def test_hints_of_a_draft_that_is_open_elsewhere_are_not_changed(path: Path) -> None:
    """Only the window that writes a draft notes its hints."""
    with open_store(path) as first, open_store(path) as second:
        draft = first.start_draft(TOPIC)
        first.save_draft(draft.id, "mine", 1)
        with pytest.raises(LockedStoreError, match="open in another window"):
            second.note_hints(draft.id, ("guardrail",))
        assert first.draft(draft.id).hints_used == ()


def test_submitting_closes_the_draft_in_the_same_step(store: Store) -> None:
    """Either the attempt is kept and the draft closed, or neither."""
    draft = store.start_draft(TOPIC)
    store.save_draft(draft.id, "an answer", 1)
    with pytest.raises(UnknownSessionError):
        store.save_attempt(attempt(1), "no-such-draft")
    assert store.count() == 0
    store.save_attempt(attempt(1), draft.id)
    assert store.count() == 1
    assert store.latest_drafts() == ()
    assert store.draft(draft.id).state == "submitted"
    with pytest.raises(LockedStoreError, match="submitted already"):
        store.save_draft(draft.id, "more", 2)


def test_a_discarded_draft_comes_back(store: Store) -> None:
    """Discarding is undone within thirty days."""
    draft = store.start_draft(TOPIC)
    store.save_draft(draft.id, "not good", 1)
    store.discard_draft(draft.id)
    assert store.latest_drafts() == ()
    assert [one.id for one in store.discarded_drafts()] == [draft.id]
    back = store.restore_draft(draft.id)
    assert (back.text, back.read_only) == ("not good", False)


def test_a_long_session_keeps_recent_revisions_and_some_old_ones(path: Path, store: Store) -> None:
    """A draft saved a thousand times does not grow without end, and its last text is whole."""
    draft = store.start_draft(TOPIC)
    for seq in range(1, 301):
        store.save_draft(draft.id, "x" * seq, seq)
    assert len(store.draft(draft.id).text) == 300
    kept = store.revisions(draft.id)
    assert kept[-50:] == tuple(range(251, 301))
    assert set(range(20, 241, 20)) <= set(kept)
    assert len(kept) < 90


def test_drafts_are_listed_latest_first_with_a_clock_set_back(store: Store, clock: Clock) -> None:
    """Order comes from the store's own numbers, not from the clock."""
    first = store.start_draft(TOPIC)
    clock.move(days=-3)
    second = store.start_draft(replace(TOPIC, prompt="spotify"))
    assert [one.id for one in store.latest_drafts()] == [second.id, first.id]


def test_control_characters_do_not_get_in(store: Store) -> None:
    """A pasted escape sequence or half a surrogate pair is cleaned away, not an error."""
    draft = store.start_draft(TOPIC)
    store.save_draft(draft.id, "nights\x1b[31m\ud800 booked", 1)
    assert store.draft(draft.id).text == "nights booked"
