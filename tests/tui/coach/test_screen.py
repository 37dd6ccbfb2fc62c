"""The cohort on the screen: what is shown, found, imported, returned, and what candidates see of it."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from nsmtrainer.cli.run import run
from nsmtrainer.practice import cohort_marks
from nsmtrainer.practice.judge import Opinion, judge
from nsmtrainer.sessions.coach_opening import desk_path, open_desk
from nsmtrainer.tui import start
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.coach.desk import Desk
from nsmtrainer.tui.coach.paper import PaperScreen
from nsmtrainer.tui.coach.screen import CohortScreen
from nsmtrainer.tui.home.screen import HomeScreen
from tests.tui.coach.cohort import COHORT, Handed, keep_cohort, write_inbox
from tests.tui.room import tiny_room, tiny_score
from tests.tui.walk import press, settle, shown


async def opened(app: PracticeApp, pilot: Pilot[None]) -> None:
    """Wait until the desk was read; a busy machine may begin to read it late."""
    await settle(pilot)
    for _ in range(200):
        if "Opening the desk" not in shown(app, "#says"):
            return
        await pilot.pause(0.05)


def rows(app: PracticeApp) -> list[str]:
    """Return the names in the list, the cohort's row aside."""
    found = app.screen.query_one("#rows", OptionList).options[1:]
    return [str(one.prompt).split("  ")[0] for one in found]


async def test_the_cohort_is_seen_at_a_glance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is done, late and missing, the levels, what is missing, what to discuss, who improved."""
    keep_cohort(tmp_path, monkeypatch)
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(140, 45)) as pilot:
        await opened(app, pilot)
        says = shown(app, "#says")
        assert "3 done, 0 in part, 1 missing, 1 late" in says
        assert "a candidate asks" in says
        parts = ("Levels", "Missing most often", "Worth discussing", "Improved", "How far to trust marks")
        for part in parts:
            assert part in says
        assert rows(app) == ["Ana Ruiz", "Ben", "Cleo", "Dora"]
        await press(pilot, "down")
        assert "Hire  78 of 100" in shown(app, "#says")
        await press(pilot, "o")
        assert rows(app)[0] == "Ben"
        await press(pilot, "slash")
        app.screen.query_one(Input).value = "cle"
        await press(pilot, "enter")
        assert rows(app) == ["Cleo"]
        await press(pilot, "escape")
        assert len(rows(app)) == 4
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, CohortScreen), "Dora has no answer to judge"
        await press(pilot, "g")
        assert isinstance(app.screen, PaperScreen)
        assert "Nothing was judged yet." in shown(app, "#said")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_backup_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The coach goes on working, and hears once that today's backup has to wait."""
    keep_cohort(tmp_path, monkeypatch)
    (desk_path().parent / "copies").write_text("in the way of the folder", encoding="utf-8")
    told: list[str] = []
    monkeypatch.setattr(CohortScreen, "notify", lambda _, message, **options: told.append(message))
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for name in ("Kim", "Lou"):
            await press(pilot, "y")
            app.screen.query_one(Input).value = name
            await press(pilot, "enter")
    assert len([one for one in told if "backup of the coach's desk could not be made" in one]) == 1


async def test_a_folder_is_imported_and_feedback_returned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an empty desk to feedback files without leaving the screens."""
    monkeypatch.setattr(cohort_marks, "score_answer", tiny_score)
    monkeypatch.chdir(tmp_path)
    inbox = write_inbox(tmp_path, COHORT)
    (inbox / "letter.txt").write_text("Dear coach", encoding="utf-8")
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing was imported yet." in shown(app, "#says")
        await press(pilot, "enter", "i", "enter")
        assert "3 submissions with 4 new answers" in shown(app, "#said")
        assert "letter.txt" in shown(app, "#said")
        await press(pilot, "escape")
        assert rows(app) == ["Ana Ruiz", "Ben", "Cleo"]
        await press(pilot, "y")
        app.screen.query_one(Input).value = "Kim"
        await press(pilot, "enter", "i", "enter")
        assert "0 submissions with 0 new answers, 3 known" in shown(app, "#said")
        (tmp_path / "names.txt").write_text("Ben\nDora\n", encoding="utf-8")
        await press(pilot, "escape", "i")
        app.screen.query_one(Input).value = "names.txt"
        await press(pilot, "enter")
        assert rows(app) == ["Ana Ruiz", "Ben", "Cleo", "Dora"]
        await press(pilot, "r")
        app.screen.query_one(Input).value = "Well done."
        await press(pilot, "enter", "enter")
        assert len(list((tmp_path / "feedback").glob("*.feedback.json"))) == 3
        await press(pilot, "w", "enter")
        assert "Ana Ruiz" in (tmp_path / "spring-cohort.html").read_text(encoding="utf-8")
        await press(pilot, "w")
        app.screen.query_one(Input).value = "cohort.csv"
        await press(pilot, "enter")
        assert "Ana Ruiz" in (tmp_path / "cohort.csv").read_text(encoding="utf-8")
    with open_desk() as store:
        assert store.coach() == "Kim"


async def test_mistakes_are_told_and_nothing_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there, a file that exists, a name that is none."""
    keep_cohort(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spring-cohort.html").write_text("mine", encoding="utf-8")
    told: list[str] = []
    monkeypatch.setattr(PracticeApp, "notify", lambda _, message, **options: told.append(message))
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        app.screen.query_one(Input).value = "nowhere"
        await press(pilot, "enter", "w", "enter", "r", "escape", "y", "escape")
        assert "There is no folder" in told[0]
        assert "is there already" in told[1]
        assert (tmp_path / "spring-cohort.html").read_text(encoding="utf-8") == "mine"
        assert isinstance(app.screen, CohortScreen)


async def test_leaving_ends_an_import_at_its_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken in stays, the rest waits for the next import, and the screens go on."""
    keep_cohort(tmp_path, monkeypatch)
    begun, left, ended = threading.Event(), threading.Event(), threading.Event()
    steps: list[int] = []

    def take_in(desk: Desk, name: str, progress: Callable[[int, int], None], asked: str) -> int:
        try:
            progress(1, 3)
            begun.set()
            left.wait(30)
            for step in (2, 3):
                progress(step, 3)
                steps.append(step)
            return 0
        finally:
            ended.set()

    monkeypatch.setattr(Desk, "take_in", take_in)
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        await pilot.press("enter")
        while not begun.is_set():
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        left.set()
        while not ended.is_set():
            await pilot.pause()
        await settle(pilot)
        assert app.is_running
    assert steps == []


async def test_a_damaged_desk_says_how_it_is_brought_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen names the command instead of ending."""
    keep_cohort(tmp_path, monkeypatch)
    with open_desk() as store:
        store.set_coach("Kim")  # at the first change of a day there is a backup
    desk_path().write_bytes(b"\0" * 9000)
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "nsmtrainer coach restore-backup" in shown(app, "#says")
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_candidates_hear_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Home and the palette name the desk only where there is one."""
    app = PracticeApp(tiny_room())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "place:coach" not in {one.id for one in app.screen.query_one("#todo", OptionList).options}
        assert "Coach's desk" not in {one.title for one in app.get_system_commands(app.screen)}
        await press(pilot, "c")
        assert isinstance(app.screen, HomeScreen)
    keep_cohort(tmp_path, monkeypatch)
    app = PracticeApp(tiny_room())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "place:coach" in {one.id for one in app.screen.query_one("#todo", OptionList).options}
        assert "Coach's desk" in {one.title for one in app.get_system_commands(app.screen)}
        await press(pilot, "c")
        assert isinstance(app.screen, CohortScreen)


def test_the_command_opens_the_desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`nsmtrainer coach` opens the screens in a terminal, and names what does the same without one."""
    assert run(["coach"]) == 2
    assert "nsmtrainer coach --help" in capsys.readouterr().err
    opened: list[str] = []

    def opens(room: object = None, opening: str = "") -> int:
        opened.append(opening)
        return 0

    monkeypatch.setattr(start, "start", opens)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert run(["coach"]) == 0
    assert opened == ["app.coach"]


@pytest.mark.parametrize("known_first", [True, False])
async def test_rows_take_the_width_that_the_layout_gives(
    known_first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every terminal size, and also when the people are known before anything was laid out."""
    keep_cohort(tmp_path, monkeypatch)

    async def at_once(screen: CohortScreen, called: Callable[[], object]) -> object:
        return called()

    if known_first:
        monkeypatch.setattr(CohortScreen, "run_in_thread", at_once)
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        spare = set()
        for size in ((80, 24), (140, 45), (100, 30)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            room = app.screen.query_one("#heading").content_region.width
            spare.add(room - len(shown(app, "#heading").rstrip()))
        assert len(spare) == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (140, 45)])
async def test_each_criterion_takes_one_line(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Levels stand below one another in any window: titles are cut, not wrapped, also of overridden marks."""
    keep_cohort(tmp_path, monkeypatch)
    with open_desk() as store:
        judge(store, 2, Opinion({"vanity_distinction": 0, "frame_confusion": 1}, "I see it so."))
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        for keys, row in (((), r"\d [▁▂▃▄▅▆▇█·]{4} \d\.\d"), (("down",), "[■□]{3} ")):
            await press(pilot, *keys)
            width = app.screen.query_one("#says").content_region.width
            found = [one for one in shown(app, "#says").splitlines() if re.match(rf" *{row}", one)]
            assert len(found) == 5
            assert all(cell_len(one) <= width for one in found)


async def test_names_of_wide_characters_keep_the_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is cut by the cells that it takes, so that what follows stands below the heading."""
    keep_cohort(
        tmp_path,
        monkeypatch,
        [Handed("王小明王小明王小明", ("Page views.",)), Handed("Ben", ("Page views.",))],
    )
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        options = app.screen.query_one("#rows", OptionList).options[1:]
        places = {
            cell_len(str(one.prompt).split(" done")[0]) for one in options if " done" in str(one.prompt)
        }
        assert len(places) == 1
