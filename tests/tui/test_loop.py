"""The whole way of an answer, by keyboard only and by mouse."""

from __future__ import annotations

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.library.screen import LibraryScreen
from nsmtrainer.tui.predict.screen import PredictScreen
from nsmtrainer.tui.reveal.exemplars import ExemplarsScreen
from nsmtrainer.tui.reveal.screen import RevealScreen
from tests.tui.conftest import Settle
from tests.tui.room import ANSWER


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
        found = [k for k in pilot.app.screen.query("FooterKey") if getattr(k, "description", "") == says]
        if found and found[0].region:
            await pilot.click(found[0])
            return
        await pilot.pause(0.02)
    raise AssertionError(f"the footer offers no {says}")


async def test_loop_by_mouse(app: PracticeApp, settle: Settle) -> None:
    """A prompt, the answer's end and the marks are reached by clicks."""
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await click_key(pilot, "Prompts")
        await settle(pilot)
        await pilot.click("#prompts", offset=(5, 1))
        await settle(pilot)
        assert isinstance(app.screen, AnswerScreen)
        app.screen.query_one(AnswerEditor).take(ANSWER)
        await click_key(pilot, "Done")
        await settle(pilot)
        await click_key(pilot, "Skip")
        await settle(pilot)
        assert isinstance(app.screen, RevealScreen)
        await pilot.click("#marks", offset=(8, 2))
        await settle(pilot)
        assert app.screen.query_one("#marks", OptionList).highlighted == 1
        assert "Single metric" in shown(app, "#says")
