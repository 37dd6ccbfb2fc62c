"""Choosing a prompt."""

from __future__ import annotations

from textual.widgets import OptionList, Static

from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.library.chip import Chip
from tests.tui.conftest import Settle


async def test_search_narrows_as_one_types_and_says_what_to_do_when_nothing_fits(
    app: PracticeApp, settle: Settle
) -> None:
    """The list follows the keys; an empty one tells how to get out."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b", *"lingo")
        await settle(pilot)
        prompts = app.screen.query_one("#prompts", OptionList)
        assert [o.id for o in prompts.options] == ["tutor"]
        await pilot.press(*"zzz")
        await settle(pilot)
        assert prompts.option_count == 0
        assert "Ctrl+R" in str(app.screen.query_one("#about", Static).visual)
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert prompts.option_count == 2


async def test_filters_turn_by_key_and_click(app: PracticeApp, settle: Settle) -> None:
    """Ctrl+G and a click move a filter on, and the list follows."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b", "ctrl+g", "ctrl+g")
        await settle(pilot)
        assert app.screen.query_one("#game", Chip).value == "transaction"
        assert [o.id for o in app.screen.query_one("#prompts", OptionList).options] == ["bakery"]
        await pilot.click("#game")
        await settle(pilot)
        assert app.screen.query_one("#game", Chip).value == "productivity"


async def test_preview_keeps_the_key_to_itself(app: PracticeApp, settle: Settle) -> None:
    """The preview shows the question, never the game, the metrics or the guardrails of the key."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b", *"crumb")
        await settle(pilot)
        about = str(app.screen.query_one("#about", Static).visual)
        assert "What should Crumb's north star metric be?" in about
        assert not any(word in about for word in ("transaction", "loaves", "complaint"))


async def test_live_mode_starts_by_its_key(app: PracticeApp, settle: Settle) -> None:
    """Ctrl+L starts the interview clock and offers no hints."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b", "ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.mode == "live"
        assert not app.screen.check_action("hint", ())
