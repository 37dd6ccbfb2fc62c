"""The measurements' own sums: what they compare, what they show, and that the page shows what is stored."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from benchmarks.__main__ import BEGIN, END, PAGE
from benchmarks.clocks import in_turn, share
from benchmarks.figures import Figure, joined, stored, table, worse
from benchmarks.pictures import drawn
from benchmarks.texts import answers
from benchmarks.weights import weights

ONE = Figure("Reading", "150 words", 3.0, "ms", 8.0, "the tokenizer", 10.0, "ratio")


def kept(*figures: Figure) -> dict[str, list[dict[str, object]]]:
    """Return figures as a stored run."""
    return {"figures": [asdict(one) for one in figures]}


@pytest.mark.parametrize(("ratio", "fails"), [(8.0, False), (15.9, False), (16.0, True), (4.0, False)])
def test_a_ratio_that_doubled_is_named(ratio: float, fails: bool) -> None:
    """Twice the stored ratio fails, and less does not; milliseconds are not compared."""
    now = replace(ONE, ratio=ratio, value=900.0)
    assert bool(worse([now], kept(ONE))) is fails


def test_what_is_not_stored_is_not_compared() -> None:
    """A new figure, or one without a ratio, fails nothing."""
    assert worse([replace(ONE, name="new"), replace(ONE, ratio=None)], kept(ONE)) == {}


def test_what_is_measured_again_takes_the_place_of_its_group() -> None:
    """Groups that a run left out keep their stored figures, and all keep their order."""
    other = replace(ONE, group="Starting")
    again = replace(ONE, name="600 words")
    assert joined([again], kept(ONE, other)) == [again, other]


def test_the_table_says_what_keeps_its_limit() -> None:
    """A limit stands beside the figure, with whether it is kept."""
    shown = table([ONE, replace(ONE, name="600 words", ratio=12.0)])
    assert "| 150 words | 3.00 ms | 8.00 x the tokenizer | at most 10.0 x: met |" in shown
    assert "at most 10.0 x: **not met**" in shown


def test_the_page_shows_the_stored_figures() -> None:
    """docs/performance.md has the table of benchmarks/stored.json, as the same command writes both."""
    figures = [Figure(**one) for one in stored()["figures"]]
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    page, _, _ = rest.partition(END)
    assert table(figures) in page


def test_answers_are_the_same_in_every_run_and_as_long_as_asked() -> None:
    """Figures of two runs are about the same answers."""
    assert answers(30, 3) == answers(30, 3)
    assert {len(text.split()) for text in answers(150, 4)} == {150}


def test_the_least_time_is_kept_and_all_take_turns() -> None:
    """Each act runs once per turn."""
    said: list[str] = []
    took = in_turn({"a": lambda: said.append("a"), "b": lambda: said.append("b")}, 2)
    assert said == ["a", "b", "a", "b"]
    assert all(0 <= seconds < 1 for seconds in took.values())


def test_a_share_of_ordered_values() -> None:
    """The 95th percentile of a hundred values is the 96th of them, of one value that one."""
    assert share([float(n) for n in range(100)], 0.95) == 95.0
    assert share([7.0], 0.95) == 7.0


def test_a_picture_is_as_wide_as_the_time_is_long() -> None:
    """A function's box spans its share, and its name is text, whatever signs it holds."""
    picture = drawn({("run", "<listcomp>"): 0.75, ("run",): 0.25}, "a & b")
    assert "<title>run: 100.0%</title>" in picture
    assert "<title>&lt;listcomp&gt;: 75.0%</title>" in picture
    assert "a &amp; b: 1.00 s" in picture


def test_every_dependency_is_weighed() -> None:
    """Nothing weighs less than nothing, and spaCy is among the heaviest."""
    found = weights()
    assert {"spacy", "onnxruntime", "textual"} <= {one.name for one in found}
    assert all(one.own > 0 for one in found)
