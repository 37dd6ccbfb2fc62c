"""What a store did not take is held, tried again, never there twice, and put into a file at the very end."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from nsmtrainer.sessions import turns
from nsmtrainer.sessions.coach_opening import open_desk
from nsmtrainer.sessions.faults import FullStoreError
from nsmtrainer.sessions.models import Attempt, DraftTopic
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.store import Store
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.kept_text import KeptTextScreen
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.coach.desk import Desk
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.home import screen as home
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.messages import Continued
from nsmtrainer.tui.reveal.screen import RevealScreen
from nsmtrainer.tui.sessions.ask import AskScreen
from nsmtrainer.tui.unsaved import Held, Typed
from tests.tui.coach.cohort import keep_cohort
from tests.tui.room import ANSWER, tiny_room
from tests.tui.walk import answer, press, settle, shown, write

FULL = FullStoreError("The disk is full.", "Make room.")
REPLY = "I watch complaint rate, which catches stale bread."
TOPIC = DraftTopic("bakery", "A north star for Crumb", "core")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the names of the store's methods that fail for want of room, as many as a test puts in."""
    failing: set[str] = set()
    for name in ("start_draft", "save_draft", "save_attempt", "change", "note"):
        monkeypatch.setattr(Store, name, _failing(getattr(Store, name), name, failing))
    monkeypatch.setattr(home, "TRY_AGAIN", 600)
    return failing


def _failing(method: Callable[..., object], name: str, failing: set[str]) -> Callable[..., object]:
    def called(*given: object, **named: object) -> object:
        if name in failing:
            raise FULL
        return method(*given, **named)

    return called


EVERYTHING = {"start_draft", "save_draft", "save_attempt", "change", "note"}


def told(app: PracticeApp) -> str:
    """Return all messages that are on the screen."""
    return "\n".join(toast.message for toast in app._notifications)


def state(app: PracticeApp) -> str:
    """Return what the right end of the top line says."""
    return str(app.screen.query_one(TopBar).render())


# After the marks


async def test_a_decision_that_was_not_saved_is_held_when_the_marks_are_left(
    app: PracticeApp, full: set[str]
) -> None:
    """Home says that it is not saved; once there is room it is, beside the one attempt there is."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        full |= EVERYTHING
        await press(pilot, "down", "down", "down", "1", "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "NOT SAVED" in state(app)
        assert "A north star for Crumb" in told(app)
        full.clear()
        app.screen._try_again()
        await settle(pilot)
        assert "NOT SAVED" not in state(app)
        store = app.room.store()
        assert dict(store.attempt("last").decisions) == {"guardrail": 1}
        assert store.count() == 1
        assert app.room.held.left == ()


async def test_a_decision_that_waits_to_be_saved_is_there_when_the_attempt_is_opened_again(
    app: PracticeApp, full: set[str]
) -> None:
    """What is shown is what was decided, and a later decision is not overwritten by the one that waited."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        full |= EVERYTHING
        await press(pilot, "down", "down", "down", "1", "escape", "s", "enter", "down", "down", "down")
        assert "you decided on 1" in shown(app, "#says")
        full.clear()
        await press(pilot, "0", "escape", "escape")
        assert dict(app.room.store().attempt("last").decisions) == {"guardrail": 0}
        assert app.room.held.left == ()


async def test_a_reply_that_was_not_saved_is_saved_when_the_program_ends(
    app: PracticeApp, full: set[str]
) -> None:
    """Answer, marks and reply, none of which the store took before, are one attempt; its draft is closed."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+s")
        full |= EVERYTHING
        await press(pilot, "ctrl+d", "s", "f")
        for _ in range(2):
            await write(pilot, REPLY)
            await press(pilot, "ctrl+d")
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        todo = app.screen.query_one("#todo", OptionList)
        assert "Go on" not in str(todo.get_option_at_index(0).prompt), "an answer that is marked is done"
        full.clear()
        await press(pilot, "ctrl+q")
    store = app.room.store()
    (kept,) = store.attempts()
    assert kept.levels["guardrail"] == 2
    assert [one.text for one in kept.follow_ups] == [REPLY, REPLY]
    assert store.latest_drafts() == ()
    app.room.close()


async def test_a_save_that_goes_through_after_the_screen_is_gone_makes_one_attempt(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The palette leads home while the store is slow: what was given up on and what is tried again is one."""
    may_save, asked = threading.Event(), threading.Event()
    save = Store.save_attempt

    def late(store: Store, attempt: Attempt, draft_id: str = "") -> Attempt:
        asked.set()
        may_save.wait(1)
        return save(store, attempt, draft_id)

    monkeypatch.setattr(Store, "save_attempt", late)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+d")
        await pilot.press("s")
        while not asked.is_set():
            await pilot.pause(0.01)
        await pilot.press("down", "down", "down", "1")
        app.action_home()
        await pilot.pause(0.05)
        may_save.set()
        await settle(pilot)
        store = app.room.store()
        (kept,) = store.attempts()
        assert dict(kept.decisions) == {"guardrail": 1}
        assert store.latest_drafts() == ()
        todo = app.screen.query_one("#todo", OptionList)
        assert "Go on" not in str(todo.get_option_at_index(0).prompt)


async def test_a_defect_in_saving_marks_does_not_end_the_program(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as what it is, and S tries again."""
    save = Store.save_attempt

    def broken(*given: object) -> Attempt:
        raise TypeError("a defect")

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        monkeypatch.setattr(Store, "save_attempt", broken)
        await answer(pilot, ANSWER)
        assert "a defect of the program (TypeError)" in told(app)
        monkeypatch.setattr(Store, "save_attempt", save)
        await press(pilot, "s")
        assert app.room.store().count() == 1


# Drafts


@pytest.mark.parametrize("again", ["while guessing", "at the marks", "at home"])
async def test_a_draft_that_could_not_be_saved_before_the_marks_leaves_no_orphan(
    app: PracticeApp, full: set[str], again: str
) -> None:
    """Wherever the store takes words again: one attempt, no draft that is done already."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        full |= EVERYTHING
        await press(pilot, "enter")
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+d")
        if again == "while guessing":
            full.clear()
        await press(pilot, "s")
        assert isinstance(app.screen, RevealScreen)
        if again == "at the marks":
            full.clear()
            await press(pilot, "s")
        await press(pilot, "escape")
        full.clear()
        assert isinstance(app.screen, HomeScreen)
        app.screen._try_again()
        await settle(pilot)
        store = app.room.store()
        assert [one.text for one in store.attempts()] == [ANSWER]
        assert store.latest_drafts() == ()
        assert app.room.held.left == ()


async def test_an_answer_that_was_neither_saved_nor_marked_is_gone_on_with_and_saved(
    app: PracticeApp, full: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """E leads back to the text without asking the store, and the text is one draft at the end."""

    def fail(*given: object) -> None:
        raise RuntimeError("x")

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        monkeypatch.setattr(app.room, "score", fail)
        full |= EVERYTHING
        await answer(pilot, "Words that must stay")
        await press(pilot, "e")
        assert isinstance(app.screen, AnswerScreen)
        full.clear()
        await press(pilot, "!", "ctrl+s", "escape")
        assert [one.text for one in app.room.store().latest_drafts()] == ["Words that must stay!"]
        await press(pilot, "enter")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.text == "Words that must stay!"


async def test_home_waits_for_the_last_key_before_it_lists_the_drafts(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However slow the disk is, the draft that was just left stands first."""
    save = Store.save_draft

    def slow(store: Store, *given: object) -> int:
        threading.Event().wait(0.3)
        return save(store, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "save_draft", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press(*"ab")
        app.action_home()
        await settle(pilot)
        todo = app.screen.query_one("#todo", OptionList)
        assert "Go on" in str(todo.get_option_at_index(0).prompt)


async def test_a_draft_left_by_the_palette_is_free_for_other_windows(app: PracticeApp) -> None:
    """Nobody has to end the program to go on with it elsewhere."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "Half a thought")
        app.action_home()
        await settle(pilot)
        with Store(app.room.store().path) as other:
            (draft,) = other.latest_drafts()
            assert not other.open_draft(draft.id).read_only


async def test_a_store_that_is_busy_when_a_draft_is_gone_on_with_is_said_and_tried_again(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is the store, not the prompt; T goes on once it is free, and nothing is lost."""
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.05)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "r")
        await write(pilot, "Better")
        await press(pilot, "escape")
        store = app.room.store()
        draft = store.open_draft(store.latest_drafts()[0].id)
        with held_elsewhere(store.path):
            app.post_message(Continued(draft))
            await settle(pilot)
            assert isinstance(app.screen, KeptTextScreen)
            assert "is being written by another process" in shown(app, "#why Static")
            assert app.screen.query_one(AnswerEditor).text == "Better"
            await press(pilot, "t")
            assert isinstance(app.screen, KeptTextScreen)
        await press(pilot, "t")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.former is not None
        await press(pilot, "!", "ctrl+s")
        with Store(store.path) as other:
            assert other.open_draft(draft.id).read_only, "it is written here"
        await press(pilot, "escape")
        assert [one.text for one in store.latest_drafts()] == ["Better!"]


@contextmanager
def held_elsewhere(path: Path) -> Iterator[None]:
    """Hold a store as another process does that writes, so that it cannot even be read."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


# Notes


async def test_a_note_that_could_not_be_saved_is_asked_for_again(app: PracticeApp, full: set[str]) -> None:
    """The line stands there as it was typed, and Enter tries again."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape", "s", "n")
        full.add("note")
        app.screen.query_one(Input).value = "Ask about abuse"
        await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen)
        assert app.screen.query_one(Input).value == "Ask about abuse"
        full.clear()
        await press(pilot, "enter")
        assert app.room.store().attempt("last").note == "Ask about abuse"


async def leave_while_it_fails(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch, owner: type, name: str, text: str
) -> None:
    """Type a line, and go home by the palette before the store refuses to keep it."""
    may_fail, asked = threading.Event(), threading.Event()

    def refuse(*given: object, **named: object) -> None:
        asked.set()
        may_fail.wait(10)
        raise FULL

    with monkeypatch.context() as refusing:
        refusing.setattr(owner, name, refuse)
        pilot.app.screen.query_one(Input).value = text
        await pilot.press("enter")
        while not asked.is_set():
            await pilot.pause(0.01)
        assert isinstance(pilot.app, PracticeApp)
        pilot.app.action_home()
        await pilot.pause(0.05)
        may_fail.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "NOT SAVED" in state(pilot.app)


async def test_a_note_that_fails_after_its_screen_was_left_is_told_and_tried_again(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Home names what it belongs to; once there is room it is kept."""
    monkeypatch.setattr(home, "TRY_AGAIN", 600)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape", "s", "n")
        await leave_while_it_fails(pilot, monkeypatch, Store, "note", "Ask about abuse")
        assert "attempt 1 (note)" in told(app)
        await press(pilot, "s")
        assert app.room.store().attempt("last").note == "Ask about abuse"
        await press(pilot, "escape")
        assert "NOT SAVED" not in state(app)
        assert app.room.held.rescue() == ()


async def test_a_note_that_is_never_saved_is_put_into_a_file(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch, full: set[str]
) -> None:
    """As all that was written: the last line in the terminal names the file."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape", "s", "n")
        full.add("note")
        await leave_while_it_fails(pilot, monkeypatch, Store, "note", "Ask about abuse")
    (said,) = app.room.held.rescue()
    path = Path(said.partition(" It is in ")[2].rstrip("."))
    assert "Ask about abuse" in path.read_text(encoding="utf-8")


def test_a_newer_line_takes_the_place_of_one_that_waits() -> None:
    """What waited is not saved over what was typed and saved after it."""
    held, kept, failing = Held(), list[str](), True

    def keep(text: str) -> None:
        if failing:
            raise FULL
        kept.append(text)

    older = Typed(held, "attempt 1 (note)", "older", lambda: keep("older"))
    other = Typed(held, "attempt 2 (note)", "other", lambda: keep("other"))
    newer = Typed(held, "attempt 1 (note)", "newer", lambda: keep("newer"))
    held.add(older)
    held.add(other)
    assert held.save_all() == (older, other)
    held.add(newer)
    failing = False
    assert held.save_all() == ()
    assert kept == ["other", "newer"]
    assert held.save_all() == ()
    assert kept == ["other", "newer"], "once"
    assert held.rescue() == ()


async def test_a_coachs_reason_that_was_not_saved_is_asked_for_again_or_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the screen the line stands there as it was typed; elsewhere home tells of it and tries again."""
    monkeypatch.setattr(home, "TRY_AGAIN", 600)
    keep_cohort(tmp_path, monkeypatch)
    app = PracticeApp(tiny_room(), opening="app.coach")

    def refuse(*given: object) -> None:
        raise FULL

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "down", "2")
        app.screen.query_one(Input).value = "Page views are daily value here."
        with monkeypatch.context() as refusing:
            refusing.setattr(Desk, "judge", refuse)
            await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen)
        assert app.screen.query_one(Input).value == "Page views are daily value here."
        await leave_while_it_fails(pilot, monkeypatch, Desk, "judge", "They are daily value.")
        assert "answer 3, Single metric" in told(app)
        app.screen._try_again()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "NOT SAVED" not in state(app)
    with open_desk() as store:
        (one,) = store.judgements_on(3)
    assert (one.criterion, one.level, one.comment) == ("single_metric", 2, "They are daily value.")
    app.room.close()


# What the store has to say


async def test_a_backup_that_could_not_be_made_is_told_once_and_as_text(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """While one writes, in words without marks of the terminal or of markup, and not again with each save."""
    place = tmp_path / "[bold]home\x1b[31m"
    monkeypatch.setenv("NSMTRAINER_HOME", str(place))
    with store_with_a_draft(place) as store:
        (store.path.parent / "backups").write_text("in the way")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.action_library()
        await settle(pilot)
        await press(pilot, "enter")
        for words in ("First", "Second"):
            await write(pilot, words)
            await press(pilot, "ctrl+s")
        said = [one for one in app._notifications if "backup" in one.message]
        assert len(said) == 1
        assert "[bold]home" in said[0].message
        assert "\x1b" not in said[0].message
        assert not said[0].markup
    app.room.close()


@contextmanager
def store_with_a_draft(place: Path) -> Iterator[Store]:
    """Give a store in a folder with something in it that is worth a backup."""
    with open_store(place / "sessions.db") as store:
        draft = store.start_draft(TOPIC)
        store.save_draft(draft.id, "Words", 1)
        yield store
