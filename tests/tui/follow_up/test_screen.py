"""Being asked back: what is typed as a reply is kept as an answer is."""

from __future__ import annotations

import pytest

from nsmtrainer.errors import ContentError
from nsmtrainer.sessions.models import Attempt
from nsmtrainer.tui.answer import autosave
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.follow_up.screen import FollowUpScreen
from tests.tui.room import ANSWER
from tests.tui.walk import answer, press, settle, shown, write

REPLY = "I watch complaint rate, which catches stale bread."


async def test_a_reply_is_saved_as_it_is_typed_and_gone_on_with(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not now, the palette and another start all find it again, as it was typed and not yet marked."""
    monkeypatch.setattr(autosave, "AFTER_LAST_KEY", 0.01)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "f")
        await write(pilot, REPLY)
        await pilot.pause(0.1)
        await settle(pilot)
        kept = app.room.store().attempt("last")
        assert [one.text for one in kept.follow_ups] == [REPLY], "a kill would find it saved"
        assert kept.levels["guardrail"] == 0
        await press(pilot, "escape")
        assert "A reply to a follow-up is begun" in shown(app, "#says")
        await press(pilot, "f")
        assert app.screen.query_one(AnswerEditor).text == REPLY
        await press(pilot, "ctrl+d")
        await write(pilot, "And more")
        app.action_home()
        await settle(pilot)
        await press(pilot, "s", "enter", "f")
        assert isinstance(app.screen, FollowUpScreen)
        assert app.screen.query_one(AnswerEditor).text == REPLY
        await press(pilot, "ctrl+d")
        assert app.screen.query_one(AnswerEditor).text == "And more"
        await press(pilot, "ctrl+d")
        kept = app.room.store().attempt("last")
        assert [one.text for one in kept.follow_ups] == [REPLY, "And more"]
        assert kept.levels["guardrail"] == 2
        assert not app.screen.check_action("follow_up", ())


async def test_a_reply_that_cannot_be_marked_is_kept_and_can_be_given_again(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What marks it fails, the words stay."""

    def fail(*given: object) -> Attempt:
        raise ContentError("The rubric is gone.")

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await answer(pilot, ANSWER)
        followed_up = app.room.followed_up
        monkeypatch.setattr(app.room, "followed_up", fail)
        await press(pilot, "f")
        await write(pilot, REPLY)
        await press(pilot, "ctrl+d", "ctrl+d")
        assert any("The rubric is gone." in one.message for one in app._notifications)
        monkeypatch.setattr(app.room, "followed_up", followed_up)
        await press(pilot, "f", "ctrl+d", "ctrl+d")
        assert app.room.store().attempt("last").levels["guardrail"] == 2
