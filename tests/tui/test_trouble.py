"""Trouble around an open answer: a tiny window, files that change below it, a store that is held elsewhere.

Each keeps the text and says what is going on.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from nsmtrainer.content.library import load_library
from nsmtrainer.sessions import turns
from nsmtrainer.sessions.models import DraftTopic
from nsmtrainer.tui.answer import autosave
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.kept_text import KeptTextScreen
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.messages import Continued
from nsmtrainer.tui.reveal.screen import RevealScreen
from nsmtrainer.tui.room import Room
from nsmtrainer.tui.sessions.compare import CompareScreen
from tests.tui.room import ANSWER, CONTENT, NOON, Clock, tiny_score
from tests.tui.walk import answer, press, settle, shown, write


def characters(app: PracticeApp) -> list[str]:
    """Return what the screen shows, line by line."""
    return ["".join(part.text for part in line) for line in app.screen._compositor.render_strips()]


def told(app: PracticeApp) -> str:
    """Return all messages that are on the screen."""
    return "\n".join(toast.message for toast in app._notifications)


async def squeeze(pilot: Pilot[None]) -> None:
    """Make the window tiny and large again; the screen says so, and is then as it was."""
    before = characters(pilot.app)  # type: ignore[arg-type]
    await pilot.resize_terminal(20, 5)
    await settle(pilot)
    small = characters(pilot.app)  # type: ignore[arg-type]
    assert len(small) == 5
    if pilot.app.screen.query(TopBar):
        assert small[0].strip() == "Enlarge the window"
    await pilot.resize_terminal(80, 24)
    await settle(pilot)
    assert characters(pilot.app) == before  # type: ignore[arg-type]


async def test_a_window_made_tiny_and_large_again_is_as_it_was(app: PracticeApp) -> None:
    """On every screen: nothing fails, the top line says what to do, and everything comes back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await squeeze(pilot)
        for keys in (("b",), ("f1",), ("escape", "escape", "p"), ("escape", "u")):
            await press(pilot, *keys)
            await squeeze(pilot)
        await press(pilot, "escape", "enter")
        await write(pilot, ANSWER)
        app.screen.query_one(AnswerEditor).cursor_blink = False
        await press(pilot, "ctrl+s")
        await squeeze(pilot)
        for keys in (("ctrl+t",), ("1", "ctrl+s"), ("ctrl+d",), ("s",), ("down",), ("w",), ("x",)):
            await press(pilot, *keys)
            await squeeze(pilot)
        for keys in (("escape", "escape", "s"), ("escape", "g")):
            await press(pilot, *keys)
            await squeeze(pilot)


async def test_what_is_being_typed_outlives_a_tiny_window(app: PracticeApp) -> None:
    """In every dialog and on every further screen: nothing fails, and what was typed is still there."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "f")
        await write(pilot, "Half a reply")
        app.screen.query_one(AnswerEditor).cursor_blink = False
        await squeeze(pilot)
        assert app.screen.query_one(AnswerEditor).text == "Half a reply"
        await press(pilot, "escape", "l")
        await squeeze(pilot)
        await press(pilot, "r", "ctrl+f", "ctrl+d", "s", "c")
        await squeeze(pilot)
        await press(pilot, "escape", "escape", "s", "n")
        app.screen.query_one(Input).value = "Half a note"
        app.screen.query_one(Input).cursor_blink = False
        await squeeze(pilot)
        assert app.screen.query_one(Input).value == "Half a note"
        await press(pilot, "escape", "m", "down", "m")
        assert isinstance(app.screen, CompareScreen)
        await squeeze(pilot)
        app.action_home()
        draft = app.room.store().start_draft(DraftTopic("gone", "A prompt that was", "core"))
        app.post_message(Continued(draft))
        await settle(pilot)
        assert isinstance(app.screen, KeptTextScreen)
        await squeeze(pilot)
    app.room.close()


async def test_one_can_write_in_a_tiny_window(app: PracticeApp) -> None:
    """Twenty columns by five lines leave room for the text, and nothing of it is lost."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "Before ")
        await pilot.resize_terminal(20, 5)
        await settle(pilot)
        await pilot.press(*"small")
        await settle(pilot)
        assert "Before small" in "\n".join(characters(app))
        await pilot.resize_terminal(140, 45)
        await settle(pilot)
        await pilot.press(*"er")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.text == "Before smaller"
    assert [draft.text for draft in app.room.store().latest_drafts()] == ["Before smaller"]
    app.room.close()


# Files that change


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a folder of prompts, and a rubric of one's own, that a test may change."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "rubrics").mkdir(exist_ok=True)
    (folder / "rubrics" / "mine.yaml").write_text(
        "format: 1\nid: mine\ntitle: Mine\nextends: core\n", encoding="utf-8"
    )
    prompt = folder / "prompts" / "bakery.yaml"
    text = prompt.read_text(encoding="utf-8").replace("rubric: core", "rubric: mine")
    prompt.write_text(text, encoding="utf-8")
    return folder


def room_of(content: Path) -> Room:
    """Return a room whose library lies in a folder, read anew whenever it is asked for."""

    def find() -> object:
        library = load_library(content)
        names = [name for name in ("bakery", "tutor") if name in library.ids("prompt")]
        library.prompts = {name: library.prompts[name] for name in names if name in library.prompts}
        return library

    return Room(find, tiny_score, Clock(), lambda: NOON)  # type: ignore[arg-type]


def rewrite(name: str, before: str, after: str) -> Callable[[Path], None]:
    """Return a change of a file in which some words are replaced."""

    def change(content: Path) -> None:
        text = (content / name).read_text(encoding="utf-8")
        assert before in text
        (content / name).write_text(text.replace(before, after), encoding="utf-8")

    return change


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "prompt changed": (
        rewrite("prompts/bakery.yaml", "What should Crumb's", "What now should Crumb's"),
        'the prompt "bakery" changed while you wrote',
    ),
    "rubric changed": (
        rewrite("rubrics/mine.yaml", "title: Mine", "title: Mine, harder\nbars: {hire: 70}"),
        'the rubric "mine" changed while you wrote',
    ),
    "prompt broken": (
        rewrite("prompts/bakery.yaml", "question:", "question: ["),
        "bakery.yaml:",
    ),
    "rubric broken": (rewrite("rubrics/mine.yaml", "extends: core", "extends: no-such"), "mine.yaml:"),
    "prompt gone": (
        lambda content: (content / "prompts" / "bakery.yaml").unlink(),
        'There is no prompt "bakery"',
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_files_that_change_below_an_answer(name: str, content: Path) -> None:
    """The answer is kept and marked by what was read when it was begun, and the screen says what happened."""
    change, says = CHANGES[name]
    app = PracticeApp(room_of(content))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        change(content)
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+d", "s")
        assert isinstance(app.screen, RevealScreen)
        assert "of 100" in shown(app, "#verdict")
        assert says in told(app)
        assert "marked with what you saw" in told(app)
        kept = app.room.store().attempt("last")
        assert kept.text == ANSWER
        assert kept.yardstick.title == "Mine"
        await press(pilot, "r")
        assert isinstance(app.screen, AnswerScreen), "one can go on practising"
        question = app.screen.prompt.question
        assert question.startswith("What now" if name == "prompt changed" else "What should")


async def test_nothing_is_said_where_nothing_changed(content: Path) -> None:
    """No message in the usual case."""
    app = PracticeApp(room_of(content))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        assert "on the disk" not in told(app).lower()


async def test_a_draft_whose_prompt_is_gone_is_kept_and_told(content: Path) -> None:
    """Home says which prompt is missing; the draft stays, and opens again once the file is back."""
    app = PracticeApp(room_of(content))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "Half a thought")
        await press(pilot, "escape")
    app.room.close()
    prompt = content / "prompts" / "bakery.yaml"
    aside = prompt.rename(content / "aside")
    app = PracticeApp(room_of(content))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, KeptTextScreen)
        assert 'There is no prompt "bakery"' in shown(app, "#why Static")
        assert app.screen.query_one(AnswerEditor).text == "Half a thought"
    app.room.close()
    aside.rename(prompt)
    app = PracticeApp(room_of(content))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.text == "Half a thought"
        assert not app.screen.check_action("former", ())
    app.room.close()


# The store


async def test_a_store_that_another_window_holds(app: PracticeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text stays and can be gone on with, the screen says who holds the store, and saves when it can."""
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(autosave, "TRY_AGAIN", 0.05)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "First words")
        await press(pilot, "ctrl+s")
        other = sqlite3.connect(app.room.store().path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("!")
        await press(pilot, "ctrl+s")
        editor = app.screen.query_one(AnswerEditor)
        assert "NOT SAVED" in str(editor.border_subtitle)
        assert "another" in told(app)
        await pilot.press("?")
        assert editor.text == "First words!?"
        other.execute("ROLLBACK")
        other.close()
        await press(pilot, "ctrl+s")
        assert "· saved" in str(editor.border_subtitle)
    assert [draft.text for draft in app.room.store().latest_drafts()] == ["First words!?"]
    app.room.close()
