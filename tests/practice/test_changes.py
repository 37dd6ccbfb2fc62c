"""What changed between two attempts is told whole and in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nsmtrainer.practice.changes import LevelChange, changed_levels, changed_words

TEXT = st.text(alphabet="ab .,\n'é\U0001f642", max_size=60)


@given(TEXT, TEXT)
def test_the_stretches_make_up_both_texts(before: str, after: str) -> None:
    """Nothing is lost: without what was added the former text is left, without what was removed the later."""
    stretches = changed_words(before, after)
    assert "".join(s.text for s in stretches if s.kind != "added") == before
    assert "".join(s.text for s in stretches if s.kind != "removed") == after


def test_words_change_as_words() -> None:
    """A replaced word is one removal and one addition, with the rest in between left alone."""
    found = changed_words("I count nights booked.", "I count nights stayed.")
    assert [(s.kind, s.text) for s in found] == [
        ("same", "I count nights"),
        ("removed", " booked"),
        ("added", " stayed"),
        ("same", "."),
    ]


def test_levels_of_either_attempt_are_all_there() -> None:
    """A criterion that only one of the attempts was marked on has no level on the other side."""
    assert changed_levels({"a": 1, "b": 2}, {"b": 3, "c": 0}) == (
        LevelChange("b", 2, 3),
        LevelChange("c", None, 0),
        LevelChange("a", 1, None),
    )
