"""One sentence per mark: the author's own where a rubric has one, and the same wherever a mark is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nsmtrainer.cli.run import run
from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.library import load_library
from nsmtrainer.feedback.steps import step_at, with_steps
from nsmtrainer.feedback.wording import step_wording
from nsmtrainer.practice.score import score_answer

TEXT = "My north star is nights booked. I would watch refunds."
OWN = "Tell Kim what the refunds would give away."
OVERLAY = f"""\
format: 1
id: kims
title: Kim's rubric
extends: core
criteria:
  - id: guardrail
    levels:
      - {{}}
      - advice: Name a worry in Kim's words.
      - advice: Name a number in Kim's words.
      - advice: {OWN}
"""


def kims(folder: Path) -> Path:
    """Return a content folder with a rubric that has an advice of its own for a built-in criterion."""
    (folder / "rubrics").mkdir()
    (folder / "rubrics" / "kims.yaml").write_text(OVERLAY, encoding="utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command that succeeds prints, on one line."""
    assert run(list(arguments)) == 0
    return " ".join(capsys.readouterr().out.split())


def test_an_authors_advice_is_what_the_candidate_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On every level of a built-in criterion that the rubric words itself; elsewhere as ever."""
    library = load_library(kims(tmp_path))
    for text, advice in (("Nights booked.", "Name a worry in Kim's words."), (TEXT, OWN)):
        scored = score_answer(library, "airbnb", text, "kims")
        lack = scored.sheet.marks["guardrail"]
        assert scored.feedback.advice["guardrail"].step == lack.missing[0].advice == advice
    other = score_answer(library, "airbnb", TEXT, "kims").feedback.advice["game_type"].step
    assert "Airbnb" in other
    arguments = ("score", "airbnb", "--rubric", "kims", "--content", str(tmp_path), "--text", TEXT)
    assert OWN in said(capsys, *arguments)
    record = json.loads(said(capsys, *arguments, "--json"))
    assert record["marks"]["guardrail"]["missing"][0]["advice"] == OWN


def test_marks_have_one_advice_wherever_they_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The card, the JSON, the session and its report say the same of the same mark."""
    monkeypatch.chdir(tmp_path)
    record = json.loads(said(capsys, "score", "airbnb", "--text", TEXT, "--json"))
    advices = [mark["missing"][0]["advice"] for mark in record["marks"].values() if mark["missing"]]
    assert len(advices) > 3
    assert any('"refunds"' in advice for advice in advices)
    said(capsys, "assign", "new", "spring", "--prompts", "airbnb")
    said(capsys, "assign", "open", "spring.assignment.yaml")
    card = said(capsys, "assign", "answer", "spring", "airbnb", "--text", TEXT)
    shown = said(capsys, "sessions", "show", "last")
    report = said(capsys, "sessions", "report", "last").replace("\\", "")
    for advice in advices:
        assert advice in card
        assert advice in shown
        assert advice in report


def test_each_template_stands_in_for_the_advice_that_is_shipped() -> None:
    """Reworded in a rubric or here, the two would part and candidates read the plainer one: both are held."""
    library = load_library()
    asked = {c.id: c for r in ("core", "ai-product") for c in library.rubric(r).criteria}
    for criterion in asked.values():
        for level in criterion.levels[1:]:
            assert step_wording(criterion.id, level.needs[0], level.advice, named=False), level.advice
            assert step_wording(criterion.id, level.needs[0], "Another one.", named=False) is None
    assert set(asked) < set(FINDINGS)


def test_steps_are_put_in_once() -> None:
    """A sheet that has its sentences keeps them, whatever is read into it again."""
    scored = score_answer(load_library(), "airbnb", TEXT)
    again = with_steps(scored.sheet, scored.prompt, "other words, longer than the answer was " * 3)
    assert again.marks == scored.sheet.marks


def test_the_step_follows_the_level_that_counts() -> None:
    """Where a person gave another level than the program, the step leads on from that one."""
    scored = score_answer(load_library(), "airbnb", TEXT)
    mark, asked = scored.sheet.marks["guardrail"], scored.rubric.criterion("guardrail")
    assert asked is not None
    assert step_at(mark.level, (mark,), asked) == mark.missing[0].advice
    assert step_at(1, (mark,), asked) == asked.levels[2].advice
    assert step_at(1, (mark,), None) == ""
    assert step_at(3, (mark,), asked) == ""


def test_names_of_a_key_may_be_plurals() -> None:
    """ "Searches is one" is said of no key."""
    library = load_library()
    for prompt in library.prompts:
        step = score_answer(library, prompt, "I would count something.").feedback.advice["vanity_distinction"]
        assert "is one" not in step.step
