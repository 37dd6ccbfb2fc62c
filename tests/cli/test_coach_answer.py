"""What a coach reads of one answer in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.cli.cohort_tables import answer_lines
from nsmtrainer.practice.cohort_import import import_folder
from nsmtrainer.practice.cohort_known import known_assignment
from nsmtrainer.sessions.coach_opening import open_desk
from tests.practice.desk import write_assignment
from tests.practice.test_cohort import keep, put, submission

LIST = "I'd track DAU, retention, and revenue as our north stars."


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[bool, str]:
    """Return an answer as it is shown open and blind."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    path = write_assignment(tmp_path)
    put(tmp_path / "inbox", "a.json", submission(path, "aa" * 8, ("airbnb", LIST)))
    with open_desk(tmp_path / "home") as store:
        keep(store, path)
        import_folder(store, tmp_path / "inbox")
        known = known_assignment(store)
        return {blind: "\n".join(answer_lines(store, known, 1, blind)) for blind in (True, False)}


def test_criteria_have_their_titles_and_the_id_that_is_typed(said: dict[bool, str]) -> None:
    """A mark is called as the rubric calls it; the id stands beside it once, for `coach mark`."""
    assert "  Guardrail (guardrail): 0 missing" in said[False]
    assert "Guardrail (guardrail)" in said[True]
    assert "0 missing" not in said[True]


def test_what_a_mark_lacks_is_said_in_words(said: dict[bool, str]) -> None:
    """No name of a finding has to be guessed at; what stands in the way is told from what is not there."""
    assert "lacks: a worry, or a second measure" in said[False]
    assert "in the way: three or more metrics offered as equals" in said[False]
    assert "worry_or_measure" not in said[False]
    assert "equals_list" not in said[False]
