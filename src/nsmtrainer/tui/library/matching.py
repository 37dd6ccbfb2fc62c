"""Which prompts a search and the filters leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nsmtrainer.content.models import Prompt, PromptKind

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


def matching(
    prompts: Iterable[Prompt], search: str = "", game: str = "", kind: str = ""
) -> tuple[Prompt, ...]:
    """Return the prompts that hold every word of `search` and pass the filters ("" lets all pass).

    A prompt whose title or product starts with the first word comes first; otherwise the order stays.
    """
    words = search.casefold().split()
    left = [
        p
        for p in prompts
        if (not game or any(g.game == game for g in p.games))
        and (not kind or p.kind == kind)
        and all(word in _searched(p) for word in words)
    ]
    if words:
        left.sort(key=lambda p: not p.product.casefold().startswith(words[0]))
    return tuple(left)


def _searched(prompt: Prompt) -> str:
    parts = (prompt.id, prompt.title, prompt.product, prompt.question, KIND_NAMES[prompt.kind])
    return " ".join(parts).casefold()
