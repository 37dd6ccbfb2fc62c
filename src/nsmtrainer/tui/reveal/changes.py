"""What changed since the attempt before: mark by mark, and word by word."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from nsmtrainer.practice.changes import LevelChange, changed_levels, changed_words
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import level_bar
from nsmtrainer.tui.reveal.revealed import Revealed
from nsmtrainer.tui.written import Former

STYLES = {
    "same": "",
    "added": "$added-text on $added-ground",
    "removed": "strike $removed-text on $removed-ground",
}


def changes(revealed: Revealed, former: Former) -> Content:
    """Return the change of score and levels, then the text with what was taken out and put in."""
    attempt = revealed.attempt
    titles = {c.id: c.title for c in revealed.scored.rubric.criteria}
    rows = level_rows(former, attempt.score, attempt.levels, titles)
    return Content("\n\n").join([rows, changed_text(former.text, attempt.text)])


def level_rows(former: Former, score: float, levels: Mapping[str, int], titles: Mapping[str, str]) -> Content:
    """Return score and levels before and after, a row each."""
    by = _difference(round(score) - round(former.score))  # of the numbers as they are shown
    return joined(
        Content.assemble(("Score ", "bold"), f"{former.score:.0f} → ", (f"{score:.0f}", "bold"), by),
        *(_row(titles.get(c.criterion, c.criterion), c) for c in changed_levels(former.levels, levels)),
    )


def changed_text(before: str, after: str) -> Content:
    """Return both texts in one: removed words struck out in [-...-], new ones in [+...+]."""
    if before == after:
        return joined(Content.styled("The text is the same.", "$quiet"), plain(after))
    parts: list[Content] = []
    for stretch in changed_words(before, after):
        signs = {"same": ("", ""), "added": ("[+", "+]"), "removed": ("[-", "-]")}[stretch.kind]
        words = stretch.text.lstrip()
        blank = stretch.text[: len(stretch.text) - len(words)]
        parts.append(plain(blank))
        if words:
            parts.append(plain(f"{signs[0]}{words}{signs[1]}", STYLES[stretch.kind]))
    return Content("").join(parts)


def _row(title: str, change: LevelChange) -> Content:
    if change.before is None or change.after is None:
        only = change.after if change.before is None else change.before
        return Content.assemble(level_bar(only or 0), " ", line(title), ("  in one attempt only", "$quiet"))
    return Content.assemble(
        level_bar(change.before),
        " → ",
        level_bar(change.after),
        " ",
        line(title),
        _difference(change.after - change.before),
    )


def _difference(by: float) -> Content:
    if round(by) == 0:
        return Content("")
    return Content.styled(f"  {by:+.0f}", "bold $level-3" if by > 0 else "bold $level-0")
