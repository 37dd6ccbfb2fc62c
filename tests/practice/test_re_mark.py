"""Old marks stay as they were given; what would change now is shown first and kept beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.practice.re_mark import keep_re_marks, would_change
from nsmtrainer.practice.score import score_answer
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.models import AskedPrompt, Attempt, yardstick_of
from nsmtrainer.sessions.store import Store
from tests.sessions.build import START, attempt

TEXT = "My north star is nights stayed, because a stay houses the guest and pays the host."


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the built-in library."""
    return load_library()


def scored(library: Library, number: int, text: str = TEXT) -> Attempt:
    """Return an attempt that was really marked."""
    found = score_answer(library, "airbnb", text)
    prompt = found.prompt
    asked = AskedPrompt(
        "airbnb", prompt.title, prompt.product, prompt.question, prompt.kind, ("transaction",)
    )
    return attempt(
        number, text=found.text, volunteered=found.sheet, prompt=asked, yardstick=yardstick_of(found.rubric)
    )


def lowered(one: Attempt) -> Attempt:
    """Return an attempt whose marks an older program gave, all lower than now."""
    marks = {name: replace(mark, level=0) for name, mark in one.volunteered.marks.items()}
    reader = replace(one.volunteered.reader, rules="an older one")
    sheet = replace(one.volunteered, marks=marks, reader=reader, score=0.0, verdict="no_hire")
    return replace(one, volunteered=sheet)


def test_marks_of_now_do_not_change(store: Store, library: Library) -> None:
    """What was marked by this program under this rubric would be marked the same."""
    store.save_attempt(scored(library, 1))
    (one,) = would_change(store, library)
    assert not one.changes
    assert keep_re_marks(store, [one], START) == 0
    assert store.attempt(1).re_marks == ()


def test_both_marks_are_kept(store: Store, library: Library) -> None:
    """The marks of then stay and count, those of now stand beside them; a second time nothing is left."""
    before = store.save_attempt(lowered(scored(library, 1)))
    (one,) = would_change(store, library)
    assert one.changes
    assert one.levels["single_metric"][0] == 0 < one.levels["single_metric"][1]
    assert store.attempt(1) == before  # looking changes nothing
    assert keep_re_marks(store, [one], START) == 1
    after = store.attempt(1)
    assert (after.volunteered, after.score) == (before.volunteered, 0.0)
    assert after.re_marks[0].sheet == one.after
    assert not any(again.changes for again in would_change(store, library))


def test_a_prompt_that_is_gone_is_named(store: Store, library: Library) -> None:
    """What cannot be marked now says why, and the others go on."""
    gone = scored(library, 1)
    store.save_attempt(replace(gone, prompt=replace(gone.prompt, id="no-such-prompt")))
    store.save_attempt(lowered(scored(library, 2)))
    first, second = would_change(store, library)
    assert (first.after, first.changes) == (None, False)
    assert "no-such-prompt" in first.problem
    assert second.changes


def test_an_edited_rubric_shows_its_effect(store: Store, library: Library, tmp_path: Path) -> None:
    """Before a coach publishes an edit, saved answers show its effect; nothing is written."""
    store.save_attempt(scored(library, 1))
    (tmp_path / "rubrics").mkdir()
    file = tmp_path / "rubrics" / "core.yaml"
    file.write_text(
        "format: 1\nid: core\ntitle: Mild\nextends: core\nbars: {hire: 3, mixed: 2, strong_hire: 99}\n",
        encoding="utf-8",
    )
    edited = load_library(paths=[file]).rubric("core")
    (one,) = would_change(store, library, rubric=edited)
    assert one.changes
    assert one.after is not None
    assert one.after.verdict == "hire"
    assert list(would_change(store, library, rubric=replace(edited, id="another"))) == []
    assert list(would_change(store, library, Filter(prompt="slack"))) == []
    assert store.attempt(1).re_marks == ()
