"""Drafts: saved as one types, offered at home, never lost to a store that fails."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widgets import Input, OptionList

from nsmtrainer.sessions.faults import FullStoreError, LockedStoreError
from nsmtrainer.sessions.models import DraftTopic
from nsmtrainer.sessions.store import Store
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.kept_text import KeptTextScreen
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.messages import Chosen
from tests.tui.room import Clock, tiny_room
from tests.tui.walk import press, settle, shown, write


def label(app: PracticeApp) -> str:
    """Return what stands below the editor."""
    return str(app.screen.query_one(AnswerEditor).border_subtitle)


FULL = FullStoreError("The disk is full.", "Make room.")


class Saving:
    """Drafts are saved as ever, or fail with `fault` while there is one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fault: Exception | None = None) -> None:
        self.fault = fault
        save = Store.save_draft

        def save_or_fail(store: Store, draft_id: str, text: str, seq: int, seconds: float = 0.0) -> int:
            if self.fault is not None:
                raise self.fault
            return save(store, draft_id, text, seq, seconds)

        monkeypatch.setattr(Store, "save_draft", save_or_fail)


async def test_a_draft_is_left_found_at_home_gone_on_with_and_discarded(
    app: PracticeApp, clock: Clock
) -> None:
    """Leaving keeps the text and the time; Enter at home goes on; D discards and Z brings it back."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert not app.room.present_store(), "nothing is made before there is a text"
        clock.now = 65
        await write(pilot, "Half a thought")
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        todo = app.screen.query_one("#todo", OptionList)
        assert "Go on: A north star" in str(todo.get_option_at_index(0).prompt)
        assert "3 words" in str(todo.get_option_at_index(0).prompt)
        await press(pilot, "d")
        assert "Go on" not in str(todo.get_option_at_index(0).prompt)
        said = [toast.message for toast in app._notifications][-1]
        assert "`nsmtrainer sessions drafts --restore last`" in said
        with patch.object(type(app.room.store()), "restore_draft", side_effect=FULL):
            await press(pilot, "z")
        assert app.screen.check_action("undo", ()) is True
        await press(pilot, "z")
        assert "Go on" in str(todo.get_option_at_index(0).prompt)
        clock.now = 100
        await press(pilot, "enter")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.text == "Half a thought"
        assert app.screen._watch.seconds == 65


async def test_hints_used_come_back_with_the_draft_and_count(app: PracticeApp) -> None:
    """A hint that was asked for is shown again after a resume, and the attempt counts it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "Half a thought")
        await press(pilot, "ctrl+t", "1")
        hint = shown(app, "#hint-text")
        assert hint.strip()
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, AnswerScreen)
        assert shown(app, "#hint-text") == hint
        assert app.screen.query_one("#hinted").display
        await press(pilot, "ctrl+d", "s")
        assert app.room.store().attempt("last").hints_used == ("single_metric",)


async def test_a_hint_without_a_word_written_keeps_nothing(app: PracticeApp) -> None:
    """No draft is made before there is a text."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "ctrl+t", "1", "ctrl+s", "escape")
        assert not app.room.present_store()


async def test_saved_is_only_said_after_the_disk_has_it(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the text, says so lastingly, and a retry that works clears it."""
    saving = Saving(monkeypatch, FULL)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "Words that must stay")
        await press(pilot, "ctrl+s")
        assert "NOT SAVED" in label(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, AnswerScreen), "leaving would lose the text"
        assert app.screen.text == "Words that must stay"
        saving.fault = None
        await press(pilot, "ctrl+s")
        assert label(app) == "4 words · saved"


async def test_a_defect_in_saving_is_said_and_not_taken_for_saving(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that no store raises leaves "NOT SAVED" and the text; the next save that works clears it."""
    saving = Saving(monkeypatch, TypeError("a defect"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "Words that must stay")
        await press(pilot, "ctrl+s")
        assert label(app) == "4 words · NOT SAVED"
        assert any("a defect of the program (TypeError)" in one.message for one in app._notifications)
        app.room.save_all()
        saving.fault = None
        await press(pilot, "ctrl+s")
        assert label(app) == "4 words · saved"


async def test_the_text_of_a_draft_whose_prompt_is_gone_can_be_read_and_taken_along(
    app: PracticeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown with the reason, can be copied and written to a file, and stays a draft."""
    monkeypatch.chdir(tmp_path)
    store = app.room.store()
    draft = store.start_draft(DraftTopic("gone", "A prompt that was", "core"))
    store.save_draft(draft.id, "Words that must stay", 1)
    store.release_draft(draft.id)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, KeptTextScreen)
        assert app.screen.query_one(AnswerEditor).text == "Words that must stay"
        await press(pilot, "x", "c")
        assert app.screen.query_one(AnswerEditor).text == "Words that must stay"
        assert app.clipboard == "Words that must stay"
        await press(pilot, "w", "enter")
        written = tmp_path / "nsmtrainer-draft-gone.txt"
        assert written.read_text(encoding="utf-8") == "Words that must stay\n"
        await press(pilot, "w")
        app.screen.query_one(Input).value = written.name
        await press(pilot, "enter")
        assert any("is there already" in one.message for one in app._notifications)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert [one.text for one in store.latest_drafts()] == ["Words that must stay"]
        with Store(store.path) as other:
            assert not other.open_draft(draft.id).read_only, "it was let go of"


async def test_a_draft_that_is_open_elsewhere_is_shown_read_only(app: PracticeApp, sealed_home: Path) -> None:
    """The other window goes on writing; here its text can be read, and why it cannot be changed."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        with Store(app.room.store().path) as other:
            draft = other.start_draft(DraftTopic("bakery", "A north star for Crumb", "core"))
            other.save_draft(draft.id, "Theirs", 1)
            await press(pilot, "p", "escape")
            await press(pilot, "enter")
            assert isinstance(app.screen, AnswerScreen)
            assert app.screen.text == "Theirs"
            await press(pilot, "x")
            assert app.screen.text == "Theirs"
            assert not app.screen.check_action("done", ())


async def test_a_store_that_cannot_be_read_leaves_practice_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Home says what is wrong; an answer can still be written and marked."""

    def locked(*args: object, **named: object) -> Store:
        raise LockedStoreError("The store is being written.", "Close other windows.")

    room = tiny_room()
    monkeypatch.setattr(room, "store", locked)
    monkeypatch.setattr(room, "present_store", locked)
    app = PracticeApp(room)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "I count loaves delivered")
        await press(pilot, "ctrl+d")
        await press(pilot, "s")
        assert app.screen.query_one("#verdict")
        assert app.screen.check_action("save", ()), "saving is offered again"


async def test_going_elsewhere_keeps_what_was_written_even_if_it_cannot_be_saved_now(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The palette leads home from any place: the last key is saved, or tried again at the end."""
    saving = Saving(monkeypatch)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("a", "b")
        app.action_home()
        await settle(pilot)
        assert [draft.text for draft in app.room.store().latest_drafts()] == ["ab"]
        app.post_message(Chosen("tutor", "practice"))
        await settle(pilot)
        saving.fault = FULL
        await pilot.press("c")
        app.action_home()
        await settle(pilot)
        saving.fault = None
        await press(pilot, "ctrl+q")
    assert [draft.text for draft in app.room.store().latest_drafts()] == ["c", "ab"]
    app.room.close()


async def test_leaving_the_program_saves_what_is_left(app: PracticeApp) -> None:
    """Quitting right after a key keeps that key."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("a", "b", "ctrl+q")
    assert [draft.text for draft in app.room.store().latest_drafts()] == ["ab"]
    app.room.close()
