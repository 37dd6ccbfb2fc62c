"""Judging on the screens: levels, reasons, undo, blind marking, exemplars, by key and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_config_path
from textual.widgets import Input, OptionList

from nsmtrainer.sessions.coach_opening import open_desk
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.coach.judging import JudgingScreen
from nsmtrainer.tui.coach.level_row import LevelChip
from nsmtrainer.tui.coach.screen import CohortScreen
from tests.tui.coach.cohort import HOSTILE, Handed, keep_cohort
from tests.tui.room import ANSWER, tiny_room
from tests.tui.walk import press, settle, shown


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PracticeApp:
    """Return the app as `nsmtrainer coach` opens it, over a cohort of three."""
    keep_cohort(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    return PracticeApp(tiny_room(), opening="app.coach")


def judged(number: int) -> dict[str, tuple[int, str, bool]]:
    """Return what stands on the desk for an answer: level, comment, blind, by criterion."""
    with open_desk() as store:
        return {
            one.criterion: (one.level, one.comment, one.blind)
            for one in store.judgements_on(number)
            if one.undone_at is None
        }


async def test_a_mark_is_overridden_with_a_reason_and_taken_back(app: PracticeApp) -> None:
    """What was asked about comes first; another level asks why; the program's stays beside it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, JudgingScreen)
        assert "Asks about Single metric: Page views feed us." in shown(app, "#says")
        await press(pilot, "down", "2")
        app.screen.query_one(Input).value = ""
        await press(pilot, "enter")
        assert judged(3) == {}
        await press(pilot, "2")
        app.screen.query_one(Input).value = "Page views are daily value here."
        await press(pilot, "enter")
        assert judged(3) == {"single_metric": (2, "Page views are daily value here.", False)}
        says = shown(app, "#says")
        assert "the program: 0 missing" in says
        assert "coach: 2 solid" in says
        await press(pilot, "down", "0")
        assert judged(3)["game_type"] == (0, "", False)
        await press(pilot, "a")
        assert len(judged(3)) == 5
        assert judged(3)["single_metric"][0] == 2
        for _ in range(5):
            await press(pilot, "u")
        assert judged(3) == {}
        assert not app.screen.check_action("undo", ())
        await press(pilot, "up")
        assert "taken back" in shown(app, "#says")


async def test_what_is_taken_back_is_called_by_its_name(
    app: PracticeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the id of the criterion, which coaches at the screen have never seen."""
    told: list[str] = []
    monkeypatch.setattr(JudgingScreen, "notify", lambda _, message, **options: told.append(message))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "down", "0", "u")
    assert told == ["Taken back: Single metric, 0."]


async def test_blind_marks_come_before_the_programs(app: PracticeApp) -> None:
    """Nothing of the program's marks is in sight until the coach's own are given, and they count as blind."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "b", "n", "down")
        screen = app.screen
        assert isinstance(screen, JudgingScreen)
        assert "hidden" in shown(app, "#says")
        assert "■" not in str(screen.query_one("#marks", OptionList).get_option_at_index(1).prompt)
        assert "[" not in shown(app, "#shown")
        assert not screen.check_action("view", ("why",))
        assert not screen.check_action("agree", ())
        number = screen.number
        await press(pilot, "3", "1")
        assert judged(number) == {"single_metric": (3, "", True), "game_type": (1, "", True)}
        assert "hidden" in shown(app, "#says")
        await press(pilot, "0", "2", "2")
        assert len(judged(number)) == 5
        assert "the program:" in shown(app, "#says")
        await press(pilot, "u")
        assert "frame_confusion" not in judged(number)
        view = screen.view
        assert view is not None
        await press(pilot, str(view.machine("frame_confusion")))
        assert judged(number)["frame_confusion"][2] is False, "by now it was seen"


async def test_marks_that_were_seen_do_not_count_as_blind(app: PracticeApp) -> None:
    """Who looks first and hides afterwards has been led; showing them early says the same of the rest."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "b", "down", "0")
        assert judged(3)["single_metric"] == (0, "", False)
        await press(pilot, "n", "down")
        screen = app.screen
        assert isinstance(screen, JudgingScreen)
        assert "hidden" in shown(app, "#says")
        await press(pilot, "v")
        level = screen.view.machine("single_metric") if screen.view else 0
        await press(pilot, str(level))
        assert judged(screen.number)["single_metric"] == (level, "", False)


async def test_levels_are_given_with_the_mouse(app: PracticeApp) -> None:
    """A click on a person opens the answer, on a criterion chooses it, on a level gives it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click("#rows", offset=(2, 2))
        await settle(pilot)
        await pilot.click("#marks", offset=(8, 2))
        await settle(pilot)
        await pilot.click(app.screen.query(LevelChip).first())
        await settle(pilot)
        assert judged(3) == {"single_metric": (0, "", False)}


async def test_an_override_becomes_an_exemplar_of_ones_own_rubric(
    app: PracticeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One key writes it into the coach's own file of that rubric, once; for a built-in one that is made."""
    told: list[str] = []
    monkeypatch.setattr(PracticeApp, "notify", lambda _, message, **options: told.append(message))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert not app.screen.check_action("exemplar", ())
        await press(pilot, "down", "0", "x")
        assert "That file is new." in told[-1]
        own = user_config_path("nsmtrainer", appauthor=False) / "rubrics" / "core.yaml"
        written = own.read_text(encoding="utf-8")
        assert "extends: core" in written
        assert "Judged by a coach" in written
        assert "Page views." in written
        await press(pilot, "x")
        assert own.read_text(encoding="utf-8") == written
        assert "already" in told[-1]


async def test_evidence_stays_in_sight_in_another_width(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words that a mark rests on, far down in a long answer, also after the window was made smaller."""
    keep_cohort(
        tmp_path, monkeypatch, [Handed("Ana Ruiz", ("We sell a lot to many people. " * 60 + ANSWER,))]
    )
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "down")
        for size in ((140, 45), (80, 24), (100, 30)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            lines = ["".join(part.text for part in row) for row in app.screen._compositor.render_strips()]
            assert "[" in "".join(lines), size


async def test_questions_and_reasons_are_one_key_away(app: PracticeApp) -> None:
    """The coach reads what was asked and why the program marked so; Escape leads back step by step."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "k")
        assert "loaves delivered" in shown(app, "#shown")
        await press(pilot, "w")
        assert "Versions: rules" in shown(app, "#shown")
        await press(pilot, "escape")
        assert "Page views." in shown(app, "#shown")
        await press(pilot, "escape")
        assert isinstance(app.screen, CohortScreen)


async def test_words_of_candidates_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, answers and requests that look like markup or control a terminal are shown as text."""
    keep_cohort(tmp_path, monkeypatch, [Handed(HOSTILE, (f"{ANSWER} {HOSTILE}",), asks="guardrail")])
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        assert "Mal[@click=app.quit]lory[/]" in shown(app, "#says")
        await press(pilot, "enter")
        assert "Mal[@click=app.quit]lory[/]" in shown(app, "#shown")
        await press(pilot, "down", "0")
        assert app.is_running
