"""The content that comes with the program."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from nsmtrainer.content import places
from nsmtrainer.content.findings import ALL_CRITERIA, CORE_CRITERIA
from nsmtrainer.content.library import Library, load_library
from tests.content.samples import PROMPT, write_content


@pytest.fixture
def built_in(tmp_path: Path) -> Library:
    """Return the library of a user who has written nothing."""
    return load_library(None, {}, tmp_path)


def test_every_built_in_file_loads_without_a_problem(built_in: Library) -> None:
    """Nobody is greeted by faults of ours."""
    assert [problem.render() for problem in built_in.problems] == []
    assert set(built_in.prompts) == set(built_in.ids("prompt"))
    assert set(built_in.rubrics) == set(built_in.ids("rubric"))
    assert {"core", "ai-product", "early-stage", "two-sided", "framework", "senior"} <= set(built_in.rubrics)


def test_every_built_in_prompt_can_be_learnt_from(built_in: Library) -> None:
    """Each has a weak, a middling and a strong exemplar that claim what its rubric marks."""
    for prompt in built_in.prompts.values():
        assert {one.label for one in prompt.exemplars} >= {"weak", "middling", "strong"}, prompt.id
        marked = {criterion.id for criterion in built_in.rubric(prompt.rubric).criteria}
        assert {*CORE_CRITERIA, *prompt.asks} <= marked, prompt.id
        for exemplar in prompt.exemplars:
            assert set(exemplar.claims) >= {*CORE_CRITERIA, *prompt.asks}, prompt.id
            assert exemplar.notes, prompt.id


def test_built_in_rubrics_use_built_in_criteria(built_in: Library) -> None:
    """The program itself can read whatever its own rubrics mark."""
    used = {criterion.id for rubric in built_in.rubrics.values() for criterion in rubric.criteria}
    assert used == set(ALL_CRITERIA)


def test_the_whole_library_loads_within_a_moment(tmp_path: Path) -> None:
    """One prompt is there at once, all of them before anybody notices (with room for a slow machine)."""
    load_library(None, {}, tmp_path).prompt("airbnb")
    started = time.thread_time()
    load_library(None, {}, tmp_path).prompt("airbnb")
    one = time.thread_time() - started
    assert len(load_library(None, {}, tmp_path).prompts) > 1
    assert one < 0.1
    assert time.thread_time() - started < 1.0


def test_an_installed_library_is_found_before_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel the content lies inside the package."""
    write_content(tmp_path / "_builtin", prompts__bakery=PROMPT)
    monkeypatch.setattr(places, "files", lambda package: tmp_path)
    assert set(load_library(None, {}, tmp_path).prompts) == {"bakery"}
