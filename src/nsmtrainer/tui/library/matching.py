"""Which prompts a search and the filters leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nsmtrainer.content.models import PromptKind
from nsmtrainer.tui.library.offers import Offer

KIND_NAMES: Mapping[PromptKind, str] = {
    "choose": "choose a metric",
    "ai": "AI product",
    "pre_fit": "before fit",
    "two_sided": "two-sided",
    "critique": "critique",
    "framework": "framework",
}
"""How a kind of prompt is called in lists."""

SHORT_KINDS: Mapping[PromptKind, str] = {
    **KIND_NAMES,
    "choose": "choose",
    "ai": "AI",
    "pre_fit": "pre-fit",
}
"""The same for a filter's one line."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty field lets everything pass.

    `asked` is a criterion that a prompt asks for beside those that every prompt is marked on.
    """

    search: str = ""
    game: str = ""
    kind: str = ""
    asked: str = ""
    untried: bool = False


def matching(offers: Iterable[Offer], wanted: Wanted) -> tuple[Offer, ...]:
    """Return the offers that hold every word of the search and pass the filters.

    One whose product starts with the first word comes first; otherwise the order stays.
    """
    words = wanted.search.casefold().split()
    left = [one for one in offers if _passes(one, wanted) and all(word in _searched(one) for word in words)]
    if words:
        left.sort(key=lambda one: not one.prompt.product.casefold().startswith(words[0]))
    return tuple(left)


def _passes(offer: Offer, wanted: Wanted) -> bool:
    prompt = offer.prompt
    return (
        (not wanted.game or any(g.game == wanted.game for g in prompt.games))
        and (not wanted.kind or prompt.kind == wanted.kind)
        and (not wanted.asked or wanted.asked in prompt.asks)
        and not (wanted.untried and offer.best is not None)
    )


def asked_criteria(offers: Iterable[Offer]) -> tuple[tuple[str, str], ...]:
    """Return the criteria that some prompt asks for beside the usual ones: id and title, by title."""
    titles = {}
    for one in offers:
        for criterion_id in one.prompt.asks:
            criterion = one.rubric.criterion(criterion_id)
            if criterion is not None:
                titles[criterion_id] = criterion.title
    return tuple(sorted(titles.items(), key=lambda named: named[1]))


def _searched(offer: Offer) -> str:
    p = offer.prompt
    return " ".join((p.id, p.title, p.product, p.question, KIND_NAMES[p.kind])).casefold()
