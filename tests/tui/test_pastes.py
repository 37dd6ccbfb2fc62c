"""Pastes are cleaned before anything reads them, in whatever pieces a terminal sends them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsmtrainer.text import MAX_ANSWER, clean_text
from nsmtrainer.tui.pastes import END, START, Pastes

sent = st.lists(
    st.sampled_from(
        [START, END, "\x1b", "\x1b[", "[200~", "[201~", "\x1b[A", "\x04", "\r", "word", "\x00", "é"]
    )
).map("".join)


def in_pieces(text: str, cuts: list[int]) -> str:
    """Return what is passed on of a text that comes cut at some places."""
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    pastes = Pastes()
    return "".join(pastes.pass_on(text[a:b]) for a, b in pairwise(places))


@pytest.mark.case(12, "pastes cut into pieces anywhere", 100)
@given(sent, st.lists(st.integers(0, 1000), max_size=6))
def test_pieces_make_no_difference(text: str, cuts: list[int]) -> None:
    """However a paste is cut on its way, the same is read."""
    assert in_pieces(text, cuts) == Pastes().pass_on(text)


@given(st.text(), st.text(st.characters(exclude_categories=())), st.text())
def test_a_paste_is_cleaned_and_keys_are_not_touched(before: str, pasted: str, after: str) -> None:
    """What is typed before and after goes through as it is; between the marks only text is left."""
    inside = pasted.replace(END, "")
    if START in before or START in after or END in inside + END[:-1]:
        return
    passed = Pastes().pass_on(before + START + inside + END + after)
    assert passed == before + START + clean_text(inside)[: MAX_ANSWER + 1] + END + after


@pytest.mark.parametrize("unit", ["x", "\x1b[31m", "\x00", "\r\n"])
def test_of_too_much_only_so_much_goes_on_that_it_is_refused(unit: str) -> None:
    """Five million characters take no time, and are one more than an answer holds when they arrive."""
    text = (unit * 5_000_000)[:5_000_000]
    pastes = Pastes()
    began = time.process_time()
    passed = pastes.pass_on(START)
    passed += "".join(pastes.pass_on(text[at : at + 4096]) for at in range(0, len(text), 4096))
    passed += pastes.pass_on(END)
    assert time.process_time() - began < 1
    assert len(passed) == len(START) + MAX_ANSWER + 1 + len(END)
