"""The whole way of an answer, by keyboard only and by mouse."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.common.key_footer import KeyLabel
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.library.screen import LibraryScreen
from nsmtrainer.tui.predict.screen import Guess, PredictScreen
from nsmtrainer.tui.reveal.exemplars import ExemplarsScreen
from nsmtrainer.tui.reveal.screen import RevealScreen
from tests.tui.conftest import Settle
from tests.tui.room import ANSWER
from tests.tui.walk import settle as settled


def shown(app: PracticeApp, selector: str) -> str:
    """Return the plain text of a widget of the screen."""
    return str(app.screen.query_one(selector, Static).visual)


async def test_loop_by_keyboard_only(app: PracticeApp, settle: Settle) -> None:
    """From the first screen to the marks, the exemplars and a second attempt, with keys alone."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("b")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press(*"crumb", "enter")
        await settle(pilot)
        assert isinstance(app.screen, AnswerScreen)
        await pilot.press(*"Bread", "space", *"changes", "space")
        app.screen.query_one(AnswerEditor).post_message(Paste(ANSWER.removeprefix("Bread changes ")))
        await pilot.pause()
        assert app.screen.text.strip() == ANSWER
        await pilot.press("ctrl+d")
        await settle(pilot)
        assert isinstance(app.screen, PredictScreen)
        await pilot.press("3", "3", "0", "enter")
        await settle(pilot)
        assert isinstance(app.screen, RevealScreen)
        assert app.screen.revealed is not None
        assert list(app.screen.revealed.attempt.levels.values()) == [3, 1, 0, 2, 2]
        assert "The one thing to add" in shown(app, "#says")
        await pilot.press("down")
        assert "[count loaves delivered]¹" in shown(app, "#shown")
        await pilot.press("x")
        await settle(pilot)
        assert isinstance(app.screen, ExemplarsScreen)
        assert "catches stale bread" in shown(app, "#text")
        await pilot.press("h")
        assert "Nobody has eaten yet" in shown(app, "#text")


async def test_a_retry_has_the_former_text_at_hand_and_shows_what_changed(
    app: PracticeApp, settle: Settle
) -> None:
    """The editor starts empty, the former text can be copied in, and the change is told mark by mark."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        app.screen.query_one(AnswerEditor).take(ANSWER)
        await pilot.press("ctrl+d")
        await settle(pilot)
        await pilot.press("3", "3", "0", "enter")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.text == ""
        await pilot.press("ctrl+f")
        assert app.screen.text.strip() == ANSWER
        app.screen.query_one(AnswerEditor).take(ANSWER + " Complaint rate catches stale bread.")
        await pilot.press("ctrl+d")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert isinstance(app.screen, RevealScreen)
        await pilot.press("c")
        await settle(pilot)
        changed = shown(app, "#shown")
        assert "□□□ → ■■■ Guardrail  +3" in changed
        assert "[+Complaint rate catches stale bread.+]" in changed
        attempts = app.room.store().summaries()
        assert [one.retry_of for one in attempts] == [attempts[1].id, ""]
        assert attempts[1].predictions == {"single_metric": 3, "game_type": 3, "guardrail": 0}


async def click_key(pilot: Pilot[None], says: str) -> None:
    """Click a key of the footer by its description, as soon as it is there: footers come after the rest."""
    for _ in range(100):
        found = [k for k in pilot.app.screen.query(KeyLabel) if k.description == says]
        await pilot.pause()
        if found and found[0].region and found[0].is_attached:  # keys are made anew when others are offered
            assert await pilot.click(found[0])
            await settled(pilot)
            return
        await pilot.pause(0.02)
    raise AssertionError(f"the footer offers no {says}")


async def click_place(pilot: Pilot[None], selector: str, column: int, row: int) -> None:
    """Click a place of a widget, counted from its left upper corner."""
    assert await pilot.click(selector, offset=(column, row))
    await settled(pilot)


async def click_after(pilot: Pilot[None], selector: str, words: str) -> None:
    """Click what follows some words where a widget draws them."""
    widget = pilot.app.screen.query_one(selector, Static)
    for number in range(widget.size.height):
        drawn = "".join(segment.text for segment in widget.render_line(number))
        if words in drawn:
            await click_place(pilot, selector, drawn.index(words) + len(words), number)
            return
    raise AssertionError(f"{words} is not drawn")


async def answer_by_mouse(app: PracticeApp, pilot: Pilot[None]) -> None:
    """Choose a prompt, put an answer in, finish it and guess at two levels by clicks."""
    await click_key(pilot, "Prompts")
    await click_place(pilot, "#prompts", 5, 1)
    assert isinstance(app.screen, AnswerScreen)
    app.screen.query_one(AnswerEditor).take(ANSWER)
    await click_key(pilot, "Done")
    assert isinstance(app.screen, PredictScreen)
    rows = list(app.screen.query(Guess))
    for row, level in ((0, 3), (2, 1), (2, 0)):
        at = str(rows[row].render()).index(f" {level} ") + 1 + rows[row].gutter.left
        assert await pilot.click(rows[row], offset=(at, 0))
    assert [row.level for row in rows] == [3, None, 0, None, None]
    await click_key(pilot, "Marks")
    assert isinstance(app.screen, RevealScreen)


SIZES = pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=["80x24", "140x45"])


@SIZES
async def test_an_answer_is_guessed_at_read_and_decided_on_by_mouse(
    app: PracticeApp, size: tuple[int, int]
) -> None:
    """Clicks choose, finish, guess level by level, move through the marks and decide what is not sure."""
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await answer_by_mouse(app, pilot)
        assert app.room.store().attempt("last").predictions == {"single_metric": 3, "guardrail": 0}
        await click_place(pilot, "#marks", 8, 2)
        assert app.screen.query_one("#marks", OptionList).highlighted == 1
        assert "Single metric" in shown(app, "#says")
        await click_place(pilot, "#marks", 8, 4)
        await click_after(pilot, "#says", "0 or 1? Press 0 or ")
        assert dict(app.room.store().attempt("last").decisions) == {"guardrail": 1}
        await click_key(pilot, "Why")
        assert "a worry, or a second measure" in shown(app, "#shown")


@SIZES
async def test_exemplars_follow_ups_and_a_retry_by_mouse(app: PracticeApp, size: tuple[int, int]) -> None:
    """What comes after the marks, to the second attempt and home, is reached by clicks alone."""
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await answer_by_mouse(app, pilot)
        await click_key(pilot, "Exemplars")
        assert "catches stale bread" in shown(app, "#text")
        await click_key(pilot, "Weaker")
        assert "Nobody has eaten yet" in shown(app, "#text")
        await click_key(pilot, "Back to the marks")
        await click_key(pilot, "Follow-up")
        for _ in range(2):
            app.screen.query_one(AnswerEditor).take("I watch complaint rate, which catches stale bread.")
            await click_key(pilot, "Reply")
        assert app.room.store().attempt("last").levels["guardrail"] == 2
        await click_key(pilot, "Lift")
        await click_key(pilot, "Back")
        await click_key(pilot, "Again")
        assert isinstance(app.screen, AnswerScreen)
        await click_key(pilot, "Copy in")
        assert app.screen.text == ANSWER
        await click_key(pilot, "Done")
        await click_key(pilot, "Skip")
        await click_key(pilot, "Diff")
        assert "The text is the same." in shown(app, "#shown")
        await click_key(pilot, "Back")
        await click_key(pilot, "Home")
        assert isinstance(app.screen, HomeScreen)
        assert len(app.room.store().summaries()) == 2
