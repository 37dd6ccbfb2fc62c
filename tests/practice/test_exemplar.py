"""A judged answer as an exemplar: in the coach's own file, which over a built-in rubric is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nsmtrainer.cli.run import run
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.errors import ContentError
from nsmtrainer.practice import cohort_exemplar
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


@pytest.mark.parametrize(
    "title",
    [
        "Core \U0001f31f \U0001f468\u200d\U0001f4bb",
        "\u05dc\u05d9\u05d1\u05d4: \u201e\u05e2\u05d1\u201c",
        'The "core": a # b\\c',
    ],
)
def test_the_title_of_a_made_file_is_that_of_the_rubric(
    title: str, judged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Emoji, text from right to left, and what YAML takes for its own stay as they are."""

    def titled(**where: Any) -> Library:
        library = load_library(**where)
        if not where:
            core = replace(library.rubric("core"), title=title)
            monkeypatch.setattr(library, "rubric", lambda name: core)
        return library

    (judged / ".nsmtrainer").mkdir()
    monkeypatch.setattr(cohort_exemplar, "load_library", titled)
    assert run(["coach", "exemplar", "1"]) == 0
    assert load_library().rubric("core").title == title


def test_a_rubric_that_is_not_here_is_named(judged: Path) -> None:
    """Another coach's rubric, known from an assignment only, is not invented."""
    with pytest.raises(ContentError, match="nobodys"):
        own_file("nobodys")


def test_a_file_that_is_named_has_to_be_there(judged: Path) -> None:
    """A mistyped name makes no file of its own, even where its stem is a rubric's."""
    assert run(["coach", "exemplar", "1", "--rubric-file", "mistyped/core.yaml"]) == 2
    assert not (judged / "mistyped").exists()
