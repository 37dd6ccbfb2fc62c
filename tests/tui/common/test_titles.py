"""Titles of boxes may hold what other people wrote, such as the name of a coach's criterion."""

from __future__ import annotations

import pytest
from textual.content import Content

from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.coach.paper import PaperScreen
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.sessions.ask import AskScreen
from tests.tui.room import tiny_room
from tests.tui.walk import settle

HOSTILE = "Price[/x] [@click=app.quit]now \\[b [="


@pytest.mark.parametrize(
    "dialog",
    [AskScreen(f"{HOSTILE}: why 0 and not 2?", "", ""), PaperScreen(HOSTILE, Content(""))],
    ids=["a question", "a paper"],
)
async def test_a_title_is_shown_as_it_is(dialog: Dialog[object]) -> None:
    """No letter of it is taken for markup, which a title that is set as a text would be."""
    app = PracticeApp(tiny_room())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.push_screen(dialog)
        await settle(pilot)
        drawn = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    assert HOSTILE in drawn
