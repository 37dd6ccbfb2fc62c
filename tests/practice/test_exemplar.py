"""A judged answer as an exemplar: in the coach's own file, which over a built-in rubric is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.cli.run import run
from nsmtrainer.content.library import load_library
from nsmtrainer.errors import ContentError
from nsmtrainer.practice.cohort_exemplar import own_file
from tests.practice.desk import MIDDLING, Candidate, write_assignment


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a coach who judged one answer under the built-in core rubric."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    monkeypatch.chdir(tmp_path)
    assignment = write_assignment(tmp_path)
    ana = Candidate("Ana", tmp_path / "ana")
    ana.answer(assignment, ("airbnb", MIDDLING))
    (tmp_path / "inbox").mkdir()
    ana.submit(assignment, tmp_path / "inbox")
    assert run(["coach", "import", "inbox", "--assignment", str(assignment)]) == 0
    assert run(["coach", "mark", "1", "guardrail=3", "--comment", "Refunds say why."]) == 0
    return tmp_path


def test_over_a_built_in_rubric_a_file_is_made(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It adds the exemplar and changes nothing else, and a second time it says that it is there."""
    before = load_library().rubric("core")
    (judged / ".nsmtrainer").mkdir()
    assert run(["coach", "exemplar", "1"]) == 0
    assert "That file is new." in capsys.readouterr().out
    own = judged / ".nsmtrainer" / "rubrics" / "core.yaml"
    after = load_library().rubric("core")
    assert after.exemplars[-1].text == MIDDLING
    assert after.exemplars[-1].claims == {"guardrail": 3}
    assert (after.criteria, after.bars, after.title) == (before.criteria, before.bars, before.title)
    assert load_library().problems == ()
    written = own.read_text(encoding="utf-8")
    assert run(["coach", "exemplar", "1"]) == 1
    assert own.read_text(encoding="utf-8") == written
    assert own_file("core") == own


def test_a_rubric_that_is_not_here_is_named(judged: Path) -> None:
    """Another coach's rubric, known from an assignment only, is not invented."""
    with pytest.raises(ContentError, match="nobodys"):
        own_file("nobodys")


def test_a_file_that_is_named_has_to_be_there(judged: Path) -> None:
    """A mistyped name makes no file of its own, even where its stem is a rubric's."""
    assert run(["coach", "exemplar", "1", "--rubric-file", "mistyped/core.yaml"]) == 2
    assert not (judged / "mistyped").exists()
