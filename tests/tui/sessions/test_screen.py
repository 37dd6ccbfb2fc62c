"""Kept attempts: search, order, star, note, compare, export, delete and undo."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widgets import Input, OptionList, Static

from nsmtrainer.errors import StoreError
from nsmtrainer.sessions.models import Attempt, Reply
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.common.key_footer import KeyLabel
from nsmtrainer.tui.reveal.screen import RevealScreen
from nsmtrainer.tui.sessions.compare import CompareScreen
from nsmtrainer.tui.sessions.rows import preview
from tests.sessions.build import START, attempt, sheet
from tests.tui.room import ANSWER
from tests.tui.walk import answer, press, settle, shown


def rows(app: PracticeApp) -> list[str | None]:
    """Return the numbers of the attempts in the list."""
    return [option.id for option in app.screen.query_one("#attempts", OptionList).options]


async def test_sessions_by_keyboard(
    app: PracticeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two attempts are found, ordered, starred, noted, compared, exported, deleted and brought back."""
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert "No attempt is kept yet" in shown(app, "#about")
        await press(pilot, "escape")
        await answer(pilot, "I count loaves delivered")
        await press(pilot, "escape")
        await answer(pilot, ANSWER)
        await press(pilot, "escape")
        await press(pilot, "s")
        assert rows(app) == ["2", "1"]
        await press(pilot, "asterisk")
        assert app.room.store().attempt(2).starred
        await press(pilot, "n")
        app.screen.query_one(Input).value = "a good one"
        await press(pilot, "enter")
        assert app.room.store().attempt(2).note == "a good one"
        assert "a good one" in shown(app, "#about")
        await press(pilot, "slash", *"feeds")
        assert rows(app) == ["2"]
        app.screen.query_one("#search", Input).value = ""
        await press(pilot, "escape")
        assert rows(app) == ["2", "1"]
        await press(pilot, "m")
        await press(pilot, "down")
        await press(pilot, "m")
        assert isinstance(app.screen, CompareScreen)
        await press(pilot, "c")
        assert app.screen.query_one("#joint").display
        await press(pilot, "escape")
        await press(pilot, "e")
        app.screen.query_one(Input).value = "out.json"
        await press(pilot, "enter")
        assert "loaf feeds" in (tmp_path / "out.json").read_text(encoding="utf-8")
        json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        await press(pilot, "d")
        assert len(rows(app)) == 1
        await press(pilot, "z")
        assert rows(app) == ["2", "1"]
        await press(pilot, "enter")
        assert isinstance(app.screen, RevealScreen)
        assert "of 100" in shown(app, "#verdict")


async def test_a_deletion_that_fails_is_not_said_to_be_done(app: PracticeApp) -> None:
    """The attempt stays in the list, the fault is told, and there is nothing to bring back."""
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape")
        await press(pilot, "s")
        fault = StoreError("The sessions are locked.", "Close the other window.")
        with patch.object(type(app.room.store()), "delete", side_effect=fault):
            await press(pilot, "d")
        assert rows(app) == ["1"]
        assert [one.message for one in app._notifications] == [f"{fault.message}\n{fault.hint}"]
        assert app.screen.check_action("undo", ()) is False


async def test_an_attempt_that_does_not_come_back_can_be_asked_for_again(app: PracticeApp) -> None:
    """Behind the ones deleted before it, which it does not keep from coming back."""
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        for text in (ANSWER, "I count loaves delivered"):
            await answer(pilot, text)
            await press(pilot, "escape")
        await press(pilot, "s")
        await pilot.press("d")
        await press(pilot, "d")
        await press(pilot, "d")
        assert rows(app) == []
        with patch.object(type(app.room.store()), "undelete", side_effect=StoreError("Locked.")):
            await press(pilot, "z")
        assert rows(app) == []
        await press(pilot, "z")
        await press(pilot, "z")
        assert rows(app) == ["2", "1"]


async def test_an_export_takes_the_form_that_its_name_ends_in(
    app: PracticeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTML and Markdown to be read, CSV as a table; another ending and a file that is there are refused."""
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, "I count loaves delivered, since a loaf feeds somebody")
        await press(pilot, "escape", "s")

        async def export_as(name: str, key: str = "e") -> str:
            await press(pilot, key)
            field = app.screen.query_one(Input)
            suggested = field.value
            field.value = name or suggested
            await press(pilot, "enter")
            return suggested

        assert await export_as("", "E") == "nsmtrainer-crumb-1.html"
        page = (tmp_path / "nsmtrainer-crumb-1.html").read_text(encoding="utf-8")
        assert page.startswith("<!doctype html>")
        assert "feeds somebody" in page
        assert await export_as("one.md", "E") == "nsmtrainer-crumb-1-2.html", "the first name is taken"
        assert "feeds somebody" in (tmp_path / "one.md").read_text(encoding="utf-8")
        latest = [toast.message for toast in app._notifications][-1]
        assert latest == "Written: one.md", "a file in the folder that one is in needs no path"
        await export_as("all.csv")
        assert "feeds somebody" in (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()[1]
        for refused, why in (("all.docx", "ends in no form"), ("one.md", "is there already")):
            await export_as(refused)
            assert why in [toast.message for toast in app._notifications][-1]
        assert not (tmp_path / "all.docx").exists()


async def test_a_long_search_stays_in_sight(app: PracticeApp) -> None:
    """Text that is longer than its field scrolls; nothing covers the line that it stands on."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape")
        await press(pilot, "s")
        await press(pilot, "slash")
        search = app.screen.query_one("#search", Input)
        search.value = "loaves" * 11
        await press(pilot, "end", *"loaves")
        assert search.value == "loaves" * 12
        assert search.scrollable_content_region.height == 1
        assert "Nothing fits" in shown(app, "#about")


async def test_a_late_preview_does_not_cover_an_emptied_list(app: PracticeApp) -> None:
    """An attempt that is read while a search empties the list is not shown beside it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape")
        await press(pilot, "s")
        store, may_read = app.room.store(), threading.Event()
        read = store.attempt

        def late(seq: int) -> Attempt:
            may_read.wait(10)
            return read(seq)

        app.screen.query_one("#about", Static).update("")
        with patch.object(store, "attempt", late):
            app.screen.query_one("#attempts", OptionList).highlighted = None
            app.screen.query_one("#attempts", OptionList).highlighted = 0
            await pilot.pause()
            app.screen.query_one("#search", Input).value = "zzzz"
            while rows(app):
                await pilot.pause()
            may_read.set()
            await settle(pilot)
        assert "Nothing fits" in shown(app, "#about")


@pytest.mark.parametrize("given", [True, False])
def test_a_begun_reply_is_not_shown_as_given(given: bool) -> None:
    """Beside the list stands what was said, not a reply that waits to be gone on with."""
    begun = (Reply("guardrail", "What could go wrong?", "Cancelled stays"),)
    one = attempt(1, follow_ups=begun, prompted=sheet(2) if given else None)
    assert ("Cancelled stays" in preview(one, START).plain) is given


async def test_the_keys_name_how_an_attempt_is_opened_and_the_help(app: PracticeApp) -> None:
    """Also in a narrow window, where the last keys are left out."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert {"Open", "Back", "Help"} <= {key.description for key in app.screen.query(KeyLabel)}
