"""The pages of the primer, and which of them speaks of a criterion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_OF_CRITERION = {
    "single_metric": "north-star",
    "game_type": "games",
    "guardrail": "guardrails",
    "vanity_distinction": "vanity",
    "frame_confusion": "terms",
}
_FURTHER = "further"


@dataclass(frozen=True, slots=True)
class PrimerPage:
    """A page: its name, its title, its text in Markdown."""

    name: str
    title: str
    text: str


@cache
def primer_pages() -> tuple[PrimerPage, ...]:
    """Return all pages in reading order."""
    found = sorted(
        (
            one
            for one in files("nsmtrainer.tui.primer").joinpath("pages").iterdir()
            if one.name.endswith(".md")
        ),
        key=lambda one: one.name,
    )
    pages = []
    for one in found:
        text = one.read_text(encoding="utf-8")
        title, _, body = text.partition("\n")
        name = one.name.removesuffix(".md").partition("-")[2]
        pages.append(PrimerPage(name, title.removeprefix("# "), body.strip()))
    return tuple(pages)


def page_of(criterion: str) -> int:
    """Return the index of the page on a criterion; the first page for none."""
    if not criterion:
        return 0
    wanted = _OF_CRITERION.get(criterion, _FURTHER)
    return next(number for number, page in enumerate(primer_pages()) if page.name == wanted)
