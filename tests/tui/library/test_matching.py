"""Search and filters leave the prompts that one means."""

from __future__ import annotations

from nsmtrainer.tui.library.matching import Wanted, asked_criteria, matching
from nsmtrainer.tui.library.offers import Offer
from tests.tui.room import tiny_library

LIBRARY = tiny_library()
OFFERS = tuple(
    Offer(prompt, LIBRARY.rubric(prompt.rubric), best=61.0 if prompt.id == "bakery" else None)
    for prompt in LIBRARY.prompts.values()
)


def ids(
    search: str = "", game: str = "", kind: str = "", asked: str = "", untried: bool = False
) -> list[str]:
    """Return the ids that are left."""
    return [one.prompt.id for one in matching(OFFERS, Wanted(search, game, kind, asked, untried))]


def test_search_finds_every_word_in_any_order_and_case() -> None:
    """All words have to occur, wherever they stand."""
    assert ids("CRUMB metric") == ["bakery"]
    assert ids("metric crumb") == ["bakery"]
    assert ids("crumb lingo") == []


def test_filters_narrow_by_game_and_kind() -> None:
    """A filter leaves only what it names; none leaves everything."""
    assert ids() == ["bakery", "tutor"]
    assert ids(game="transaction") == ["bakery"]
    assert ids(kind="ai") == ["tutor"]
    assert ids(game="transaction", kind="ai") == []


def test_filters_narrow_by_what_is_asked_and_by_what_was_tried() -> None:
    """What a prompt asks beside the usual criteria is offered by title; a tried prompt is left out."""
    assert asked_criteria(OFFERS) == (
        ("ai_outcome", "Outcome, not usage"),
        ("review_cadence", "Review cadence"),
    )
    assert ids(asked="ai_outcome") == ["tutor"]
    assert ids(asked="guardrail") == [], "every prompt is marked on it, none asks for it"
    assert ids(untried=True) == ["tutor"]
    assert ids(search="crumb", untried=True) == []
