"""Search and filters leave the prompts that one means."""

from __future__ import annotations

from nsmtrainer.tui.library.matching import matching
from tests.tui.room import tiny_library

PROMPTS = tuple(tiny_library().prompts.values())


def ids(search: str = "", game: str = "", kind: str = "") -> list[str]:
    """Return the ids that are left."""
    return [p.id for p in matching(PROMPTS, search, game, kind)]


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
