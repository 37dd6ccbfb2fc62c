"""Assignments on the command line: dates that have passed, and counts of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.cli.run import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own, with the rules alone as reader: the marks do not matter here."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """Run a command that succeeds and return what it prints, and what it says on standard error."""
    assert run(list(arguments)) == 0, capsys.readouterr()
    shown = capsys.readouterr()
    return shown.out, " ".join(shown.err.split())


def test_a_due_date_that_has_passed_is_said_to_the_coach(capsys: pytest.CaptureFixture[str]) -> None:
    """The file is written, since a coach may mean it, and the date and how to change it are named."""
    _, told = said(capsys, "assign", "new", "late", "--prompts", "airbnb", "--due", "2020-03-01")
    assert "2020-03-01 23:59 UTC, has passed already" in told
    assert "`due:` in late.assignment.yaml" in told
    _, quiet = said(capsys, "assign", "new", "never", "--prompts", "airbnb")
    _, ahead = said(capsys, "assign", "new", "ahead", "--prompts", "airbnb", "--due", "9000-03-01")
    assert quiet == ahead == ""


def test_a_candidate_may_still_practise_after_the_due_date(capsys: pytest.CaptureFixture[str]) -> None:
    """Opening, the list and the submission say that it is over; everything still works."""
    said(capsys, "assign", "new", "late", "--prompts", "airbnb", "--due", "2020-03-01", "--minutes", "1")
    out, _ = said(capsys, "assign", "open", "late.assignment.yaml")
    assert "The due date has passed." in out
    assert "You can still practise and hand in" in out
    assert "Time: 1 minute each" in out
    said(capsys, "assign", "answer", "late", "airbnb", "--text", "I count nights stayed.")
    assert "(over)" in said(capsys, "assign", "list")[0]
    out, _ = said(capsys, "submit", "late", "--name", "Ana", "--yes")
    assert "your coach sees that this is late" in out


def test_one_of_a_kind_is_counted_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cohort of one: no "1 submissions" on the whole way."""
    said(capsys, "assign", "new", "spring", "--prompts", "airbnb")
    said(capsys, "assign", "open", "spring.assignment.yaml")
    said(capsys, "assign", "answer", "spring", "airbnb", "--text", "Nights.")
    (folder / "inbox").mkdir()
    out, _ = said(capsys, "submit", "spring", "--name", "Ana", "--yes", "-o", "inbox")
    assert "attempt 1: 1 word," in out
    out, _ = said(capsys, "coach", "import", "inbox", "--assignment", "spring.assignment.yaml")
    assert "1 submission with 1 new answer imported, 0 known, 0 files left out." in out
    assert "1 assignment, 1 submission" in said(capsys, "doctor")[0]
    assert "1 had the present marks already" in said(capsys, "coach", "re-mark")[0]


def test_no_attempts_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A coach who asks for 0 attempts is told, instead of getting the usual number."""
    assert run(["assign", "new", "spring", "--prompts", "airbnb", "--attempts", "0"]) == 2
    assert "`attempts` must be at least 1" in capsys.readouterr().err
    assert not (folder / "spring.assignment.yaml").exists()


def test_an_empty_answer_uses_up_no_attempt(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is kept, and the candidate is told."""
    said(capsys, "assign", "new", "spring", "--prompts", "airbnb", "--attempts", "1")
    said(capsys, "assign", "open", "spring.assignment.yaml")
    assert run(["assign", "answer", "spring", "airbnb", "--text", "  \n"]) == 2
    assert "nothing was kept" in capsys.readouterr().err
    assert "0 of 1 answered" in said(capsys, "assign", "list")[0]


def test_every_mark_sheet_says_how_far_to_trust_it(capsys: pytest.CaptureFixture[str]) -> None:
    """When an answer to an assignment is marked, and when it is looked at later."""
    said(capsys, "assign", "new", "spring", "--prompts", "airbnb")
    said(capsys, "assign", "open", "spring.assignment.yaml")
    out, _ = said(capsys, "assign", "answer", "spring", "airbnb", "--text", "I count nights stayed.")
    assert "How far to trust these marks" in out
    assert "How far to trust these marks" in said(capsys, "sessions", "show", "last")[0]
