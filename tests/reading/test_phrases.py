"""The look-up of many phrases at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nsmtrainer.reading.phrases import Phrases
from nsmtrainer.reading.words import FULL, HALF, NONE, Words

words_of = st.lists(st.sampled_from("abc"), max_size=12)
phrase = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple)


def answer(norms: list[str], breaks: list[int] | None = None) -> Words:
    """Return words without places."""
    size = len(norms)
    strengths = tuple(breaks) if breaks else (FULL, *(NONE,) * (size - 1))[:size]
    return Words("", tuple(norms), tuple(norms), (0,) * size, (0,) * size, strengths, (False,) * size)


@given(norms=words_of, breaks=st.data(), listed=st.lists(phrase, max_size=6))
def test_finds_what_comparing_everywhere_finds(
    norms: list[str], breaks: st.DataObject, listed: list[tuple[str, ...]]
) -> None:
    """Each phrase is found wherever its words stand in a row without a strong break, in order, once."""
    strengths = breaks.draw(st.lists(st.integers(NONE, FULL), min_size=len(norms), max_size=len(norms)))
    said = answer(norms, strengths)
    phrases: Phrases[tuple[str, ...]] = Phrases()
    for one in listed:
        phrases.add(one, [one])
    expected = [
        (tuple(norms[first:stop]), first, stop)
        for first in range(len(norms))
        for stop in range(first + 1, len(norms) + 1)
        if tuple(norms[first:stop]) in listed and all(b < HALF for b in strengths[first + 1 : stop])
    ]
    assert phrases.find(said) == expected


def test_a_phrase_has_all_its_labels_each_once() -> None:
    """A phrase of two lists is found for both, and not twice for the list that has it twice."""
    phrases: Phrases[str] = Phrases()
    phrases.add("cue", [("north", "star"), ("north", "star")])
    phrases.add("mark", [("north", "star")])
    assert phrases.find(answer(["my", "north", "star"])) == [("cue", 1, 3), ("mark", 1, 3)]


def test_a_phrase_without_words_is_never_found() -> None:
    """Nothing is looked for where a phrase has only fillers."""
    phrases: Phrases[str] = Phrases()
    phrases.add("nothing", [()])
    assert phrases.find(answer(["a", "b"])) == []
