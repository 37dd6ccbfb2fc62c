"""How well marks agree, on the paper over the desk: whose marks, on what, and which levels met which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nsmtrainer.marking.gates import gated
from nsmtrainer.practice.cohort_agreement import DeskAgreement
from nsmtrainer.practice.judge import Opinion, judge
from nsmtrainer.sessions.coach_opening import open_desk
from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.coach.agreement import agreement
from tests.tui.coach.cohort import HOSTILE, keep_cohort
from tests.tui.room import NOON, tiny_room
from tests.tui.walk import press, settle, shown

KIM = Opinion({"single_metric": 2, "guardrail": 1}, "I see it so.", "Kim", blind=True)
OWN = Opinion({"guardrail": 1}, "A worry is there.")


async def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *given: Opinion) -> str:
    """Return what the paper says in a narrow window, with opinions given on each of the first two answers."""
    keep_cohort(tmp_path, monkeypatch)
    with open_desk(now=lambda: NOON) as store:
        for number in (1, 2):
            for opinion in given:
                judge(store, number, opinion, lambda: NOON)
    app = PracticeApp(tiny_room(), opening="app.coach")
    async with app.run_test(size=(60, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "g")
        said = shown(app, "#said")
        width = app.screen.query_one("#said").content_region.width
        rows = [row for row in said.splitlines() if re.search(r"\d  [\d·]  [\d·]  [\d·]  [\d·]$", row)]
        assert rows
        assert all(len(row) <= width for row in rows), "a table that wraps cannot be read"
        return said


async def test_marks_are_headed_with_the_names_of_who_gave_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another marker's marks are not called one's own, and of two coaches it is said which is oneself."""
    said = await paper(tmp_path, monkeypatch, KIM, OWN)
    assert "Kim, not seeing the program's marks" in said
    assert "You, seeing the program's marks" in said
    assert "You and Kim" in said


async def test_marks_of_several_coaches_name_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One's own first; words that look like markup or control a terminal are shown as text."""
    own = Opinion({"guardrail": 1}, "", blind=True)
    hostile = Opinion({"guardrail": 1}, "", HOSTILE, blind=True)
    said = await paper(tmp_path, monkeypatch, KIM, own, hostile)
    assert "You, Kim and Mal[@click=app.quit]lory[/]" in said
    assert "\x1b" not in said


async def test_criteria_go_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the rubric's order, as on every other screen."""
    said = await paper(tmp_path, monkeypatch, Opinion({"guardrail": 1}, "", "Kim", True), KIM)
    assert said.index("Single metric") < said.index("Guardrail")
    assert "single_metric" not in said


def test_criteria_of_the_same_name_are_told_apart() -> None:
    """Two rubrics of an assignment may each have a criterion that goes by the same title."""
    ones = {"guardrail": gated([1], [1]), "abuse_guard": gated([2], [2]), "game_type": gated([3], [3])}
    titles = {"game_type": "Game type", "guardrail": "Guardrail", "abuse_guard": "Guardrail"}
    said = agreement(DeskAgreement(ones, {}, {}, ("Kim",), ()), "Kim", titles).plain
    assert said.index("Game type  1 mark") < said.index("Guardrail (guardrail)  1 mark")
    assert "Guardrail (abuse_guard)  1 mark" in said


async def test_which_levels_met_which_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row for each level that the coach gave, a column for each of the program's, named on both sides."""
    said = (await paper(tmp_path, monkeypatch, KIM)).splitlines()
    head = next(n for n, row in enumerate(said) if row.endswith(" program    0  1  2  3"))
    rows = [row[row.rindex(f" {level}  ") :].split() for level, row in enumerate(said[head + 1 : head + 5])]
    assert rows == [
        ["0", "·", "·", "·", "·"],
        ["1", "·", "·", "·", "·"],
        ["2", "·", "·", "·", "2"],
        ["3", "·", "·", "·", "·"],
    ]
    assert "Kim 0" in said[head + 1]
