"""The marks screen: deciding where it is not sure, being asked back, lifting, failing in order."""

from __future__ import annotations

import threading
from unittest.mock import patch

import pytest

from nsmtrainer.errors import ContentError
from nsmtrainer.sessions.models import Attempt
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.home.screen import HomeScreen
from nsmtrainer.tui.predict.screen import PredictScreen
from nsmtrainer.tui.reveal.answer_panel import AnswerPanel
from nsmtrainer.tui.reveal.screen import RevealScreen
from nsmtrainer.tui.sessions.screen import SessionsScreen
from tests.tui.room import ANSWER, tiny_room
from tests.tui.walk import answer, press, settle, shown, write


async def test_what_is_not_sure_is_decided_and_kept_without_changing_the_score(app: PracticeApp) -> None:
    """The guardrail lies between 0 and 1; pressing 1 keeps that beside the mark."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        before = app.room.store().attempt("last").score
        await press(pilot, "down", "down", "down")
        assert "Not sure: 0 or 1?" in shown(app, "#says")
        await press(pilot, "3")
        await press(pilot, "1")
        kept = app.room.store().attempt("last")
        assert dict(kept.decisions) == {"guardrail": 1}
        assert kept.score == before
        assert "you decided on 1" in shown(app, "#says")


async def test_a_decision_made_while_the_marks_are_being_saved_is_kept(app: PracticeApp) -> None:
    """Saving may wait for another window; what is decided meanwhile is saved after it, and stays shown."""
    may_save = threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, ANSWER)
        store = app.room.store()
        save = store.save_attempt

        def late(attempt: Attempt, draft_id: str = "") -> Attempt:
            may_save.wait(10)
            return save(attempt, draft_id)

        with patch.object(store, "save_attempt", late):
            await pilot.press("ctrl+d")
            while not isinstance(app.screen, PredictScreen):
                await pilot.pause()
            await pilot.press("s")
            while not app.screen.query("#marks"):
                await pilot.pause()
            await pilot.press("down", "down", "down", "1")
            may_save.set()
            await settle(pilot)
        assert dict(store.attempt("last").decisions) == {"guardrail": 1}
        assert "you decided on 1" in shown(app, "#says")
        assert isinstance(app.screen, RevealScreen)
        assert app.screen.saved


async def test_escape_leads_back_step_by_step(app: PracticeApp) -> None:
    """From another view to the answer, from there to where one came from: home, or the sessions."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        for view, title in (("l", "Your answer, lifted"), ("w", "Why")):
            await press(pilot, view)
            assert app.screen.query_one("#text").border_title == title
            assert app.screen.active_bindings["escape"].binding.description == "Back"
            await press(pilot, "escape")
            assert app.screen.query_one("#text").border_title == "Your answer"
        assert app.screen.active_bindings["escape"].binding.description == "Home"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "s", "enter")
        assert isinstance(app.screen, RevealScreen)
        assert app.screen.active_bindings["escape"].binding.description == "Back"
        await press(pilot, "l", "escape", "escape")
        assert isinstance(app.screen, SessionsScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_credit_won_after_asking_is_capped_and_shown_as_such(app: PracticeApp) -> None:
    """The reply would earn level 3; asked for, it counts 2, and both are shown."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "f")
        assert "cheat that number" in shown(app, "#asked") or "product is this" in shown(app, "#asked")
        for _ in range(2):
            await write(pilot, "I watch complaint rate, which catches stale bread.")
            await press(pilot, "ctrl+d")
        kept = app.room.store().attempt("last")
        assert kept.levels["guardrail"] == 2
        assert kept.volunteered_levels["guardrail"] == 0
        await press(pilot, "down", "down", "down")
        said = " ".join(shown(app, "#says").split())
        assert "Volunteered 0; 2 after being asked" in said
        assert "To reach 3 +7 points Say it unasked next time: what had to be asked for counts 2" in said
        assert "No words of your answer" not in said
        assert not app.screen.check_action("follow_up", ())


async def test_lifting_puts_suggestions_into_the_own_text(app: PracticeApp) -> None:
    """What is missing stands between signs, in the key's words, where it belongs."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "down", "down", "down", "l")
        lifted = shown(app, "#shown")
        assert "«Beside it I would watch complaint rate. It catches loaves that arrive stale.»³" in lifted
        await press(pilot, "w")
        assert "Level 1, chance 45%: a worry, or a second measure" in shown(app, "#shown")


async def test_nothing_typed_is_marked_0_and_says_so(app: PracticeApp) -> None:
    """An empty answer gets marks, all 0, and the reason in plain words."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, "")
        assert "No hire  0 of 100" in shown(app, "#verdict")
        assert "Nothing is written yet." in shown(app, "#says")


@pytest.mark.parametrize(
    "error", [ContentError("The rubric core cannot be used.", "Mend it."), RuntimeError("x")]
)
async def test_an_answer_that_cannot_be_marked_is_kept(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken rubric or a defect of the marker says what is going on, and E goes on with the text."""
    room = tiny_room()
    app = PracticeApp(room)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        def fail(*args: object) -> None:
            raise error

        monkeypatch.setattr(room, "score", fail)
        await answer(pilot, "Words that must stay")
        assert isinstance(app.screen, RevealScreen)
        assert "Not marked" in shown(app, "#verdict")
        await press(pilot, "e")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.text == "Words that must stay"


HOSTILE = "[@click=app.quit]x[/] [/y] [bold \\[ loaves delivered \x1b[2J \u202e"


async def test_a_long_text_is_read_by_one_key(app: PracticeApp) -> None:
    """Space scrolls whatever the panel shows, page by page, and from its end back to the beginning."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, "We sell a lot to many people. " * 60 + ANSWER)
        panel = app.screen.query_one(AnswerPanel)
        places = [panel.scroll_offset.y]
        while places[-1] < panel.max_scroll_y:
            await press(pilot, "space")
            assert panel.scroll_offset.y > places[-1]
            places.append(panel.scroll_offset.y)
        assert len(places) > 2
        await press(pilot, "space")
        assert panel.scroll_offset.y == 0


async def test_markup_in_an_answer_stays_text_everywhere(app: PracticeApp) -> None:
    """Brackets that markup would act on are shown as they were typed, in every view."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, HOSTILE)
        for key in ("w", "l", "a", "x", "escape"):
            await press(pilot, key)
        await press(pilot, "a")
        assert "[@click=app.quit]x[/] [/y] [bold" in shown(app, "#shown")
        await press(pilot, "escape", "s")
        assert "[@click=app.quit]x[/] [/y] [bold" in shown(app, "#about")
        await pilot.click("#about", offset=(3, 9))
        assert app.is_running
