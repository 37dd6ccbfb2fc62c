"""Choosing a prompt."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from nsmtrainer.content.assignment_file import Terms, new_assignment
from nsmtrainer.content.library import load_library
from nsmtrainer.errors import StoreError
from nsmtrainer.practice.assign import find_opened, open_assignment, select
from nsmtrainer.practice.opened_state import copy_of
from nsmtrainer.tui.answer.screen import AnswerScreen
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.library.chip import Chip
from nsmtrainer.tui.messages import Chosen
from nsmtrainer.tui.reveal.screen import RevealScreen
from tests.tui.conftest import Settle
from tests.tui.room import ANSWER, CONTENT
from tests.tui.walk import answer, press, shown, write
from tests.tui.walk import settle as settled


async def test_search_narrows_as_one_types_and_says_what_to_do_when_nothing_fits(
    app: PracticeApp, settle: Settle
) -> None:
    """The list follows the keys; an empty one tells how to get out."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b", *"lingo")
        await settle(pilot)
        prompts = app.screen.query_one("#prompts", OptionList)
        assert [o.id for o in prompts.options] == ["/tutor"]
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
        assert [o.id for o in app.screen.query_one("#prompts", OptionList).options] == ["/bakery"]
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


def ids(app: PracticeApp) -> list[str | None]:
    """Return what the list holds."""
    return [option.id for option in app.screen.query_one("#prompts", OptionList).options]


async def test_the_list_is_narrowed_to_what_is_asked_and_not_tried(app: PracticeApp) -> None:
    """Ctrl+T turns through what is asked beside the usual, Ctrl+N to what was not tried."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await answer(pilot, ANSWER)
        await press(pilot, "escape", "b")
        assert ids(app) == ["/bakery", "/tutor"]
        rows = app.screen.query_one("#prompts", OptionList)
        score = round(app.room.store().attempt("last").score)
        assert f"best {score}" in str(rows.get_option_at_index(0).prompt)
        assert "tried: best score" in shown(app, "#about")
        await press(pilot, "ctrl+t")
        assert ids(app) == ["/tutor"]
        assert "Outcome, not usage" in str(app.screen.query_one("#asked", Chip).render())
        await press(pilot, "ctrl+r", "ctrl+n")
        assert ids(app) == ["/tutor"]
        assert "not tried yet" in shown(app, "#about")


async def test_an_empty_list_of_assigned_prompts_says_how_to_open_one(app: PracticeApp) -> None:
    """Nobody assigned anything; the screen says what to do, and the filters can be cleared."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.screen.query_one("#todo")
        await press(pilot, "b", "ctrl+n", "ctrl+n")
        assert ids(app) == []
        assert "nsmtrainer assign open FILE" in shown(app, "#about")
        assert app.screen.check_action("clear", ())
        await press(pilot, "ctrl+r")
        assert ids(app) == ["/bakery", "/tutor"]
        assert not app.screen.check_action("clear", ())


async def test_a_coachs_file_is_opened_from_the_list(app: PracticeApp, tmp_path: Path) -> None:
    """A wrong name says so and changes nothing; the right one shows what is assigned, from then on."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        path = written(tmp_path)
        await press(pilot, "b")
        for wrong in ("not-there.yaml", "~nobody-of-that-name/spring.yaml"):
            await press(pilot, "ctrl+o")
            app.screen.query_one(Input).value = wrong
            await press(pilot, "enter")
            assert ids(app) == ["/bakery", "/tutor"]
        await press(pilot, "ctrl+o")
        app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
        assert [str(one).split("/")[1] for one in ids(app)] == ["bakery"]
        assert "Spring practice" in shown(app, "#about")
        assert find_opened("spring").assignment.title == "Spring practice"
    app.room.close()


def assigned(folder: Path, mode: str = "live") -> str:
    """Open an assignment of one prompt and return its key."""
    opened, _ = open_assignment(written(folder, mode))
    return opened.folder.name


def written(folder: Path, mode: str = "live") -> Path:
    """Write an assignment of one prompt and return its file."""
    terms = Terms(
        "Spring practice", "Say it aloud first.", "live" if mode == "live" else "practice", 2, 5, ""
    )
    path = folder / "spring.assignment.yaml"
    path.write_text(
        new_assignment(load_library(CONTENT), "spring", ("bakery",), "senior", terms), encoding="utf-8"
    )
    return path


async def test_an_assigned_prompt_is_answered_as_the_coach_asked(app: PracticeApp, tmp_path: Path) -> None:
    """Mode, time and rubric are the assignment's, its draft stays its own, and it can be handed in."""
    key = assigned(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "b", "ctrl+n", "ctrl+n")
        assert ids(app) == [f"{key}/bakery"]
        assert "Spring practice" in shown(app, "#about")
        assert "live mode · 2 attempts" in shown(app, "#about")
        assert "about 5 minutes" in shown(app, "#about")
        await press(pilot, "enter")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.mode == "live"
        assert app.screen.prompt.minutes == 5
        await write(pilot, "Half a thought")
        await press(pilot, "escape")
        await press(pilot, "enter")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.mode == "live"
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+d", "s")
        assert isinstance(app.screen, RevealScreen)
        store = app.room.store()
        assert store.attempt("last").yardstick.rubric == "senior"
        selection = select(find_opened("spring"), store)
        assert [attempt.text for _, attempt in selection.chosen] == [ANSWER]
        await press(pilot, "r")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.prompt.rubric == "senior", "a retry stays within the assignment"
    app.room.close()


async def test_an_assigned_answer_opened_from_sessions_stays_within_its_assignment(
    app: PracticeApp, tmp_path: Path
) -> None:
    """Its follow-ups are marked with the coach's content, and a retry is asked as the coach asked."""
    key = assigned(tmp_path)
    app.room.assignments()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        app.post_message(Chosen("bakery", "live", key))
        await settled(pilot)
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+d", "s", "escape", "s", "enter")
        assert isinstance(app.screen, RevealScreen)
        await press(pilot, "f")
        for _ in range(2):
            await write(pilot, "I watch complaint rate, which catches stale bread.")
            await press(pilot, "ctrl+d")
        assert app.room.store().attempt("last").levels["guardrail"] == 2
        await press(pilot, "r")
        assert isinstance(app.screen, AnswerScreen)
        assert (app.screen.prompt.rubric, app.screen.prompt.minutes, app.screen.mode) == ("senior", 5, "live")
        await write(pilot, ANSWER + " Complaint rate catches stale bread.")
        await press(pilot, "ctrl+d", "s")
        store = app.room.store()
        assert len(select(find_opened("spring"), store).chosen) == 2
    app.room.close()


async def test_a_kept_answer_is_shown_where_its_assignment_cannot_be_read(
    app: PracticeApp, tmp_path: Path
) -> None:
    """What was opened here got damaged; the marks are there all the same."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await write(pilot, ANSWER)
        await press(pilot, "ctrl+d", "s", "escape", "s")
        assigned(tmp_path)
        folder = find_opened("spring").folder
        for note in (folder / "opened.json", copy_of(folder)):
            note.write_text("{", encoding="utf-8")
        await press(pilot, "enter")
        assert isinstance(app.screen, RevealScreen)
        assert "of 100" in shown(app, "#verdict")
    app.room.close()


async def test_prompts_can_be_chosen_while_the_store_cannot_be_read(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was tried is not known then; the prompts are there all the same."""

    def broken() -> None:
        raise StoreError("The store cannot be read.", "Look at the disk.")

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        monkeypatch.setattr(app.room, "present_store", broken)
        await press(pilot, "b")
        assert ids(app) == ["/bakery", "/tutor"]
        assert any("cannot be read" in toast.message for toast in app._notifications)
