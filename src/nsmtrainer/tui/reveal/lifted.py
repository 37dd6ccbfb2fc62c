"""The candidate's own answer, lifted: suggestions put in where they belong, marked as suggestions."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.feedback.lifted import Insertion, lift
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import superscript
from nsmtrainer.tui.reveal.revealed import Revealed

SUGGESTED = "$added-text on $added-ground"


def lifted(revealed: Revealed, focus: str = "") -> Content:
    """Return the answer with what is missing put in; with a criterion as `focus`, only its pieces."""
    scored = revealed.scored
    pieces = [p for p in lift(scored.sheet, scored.prompt, scored.text) if focus in ("", p.criterion)]
    if not pieces:
        return joined(
            Content.styled("Nothing to put in: this is at the top already.", "$level-3"),
            Content(" "),
            plain(scored.text),
        )
    numbers = {c.id: number for number, c in enumerate(scored.rubric.criteria, start=1)}
    said = [p for p in pieces if not p.is_advice]
    parts = [
        Content.styled("Suggestions stand between « and », one way of many to say it.", "$quiet"),
        Content(" "),
    ]
    parts.append(_put_in(scored.text, said, numbers))
    advice = [p for p in pieces if p.is_advice]
    if advice:
        parts += [Content(" "), Content.styled("And in your own words:", "bold $star")]
        parts += [
            Content.assemble((f"{superscript(numbers[p.criterion])} ", "bold $star"), line(p.text))
            for p in advice
        ]
    return joined(*parts)


def _put_in(text: str, pieces: list[Insertion], numbers: dict[str, int]) -> Content:
    parts: list[Content] = []
    done = 0
    for piece in pieces:
        before = text[done : piece.at]
        done = piece.at
        parts.append(plain(before))
        suggested = Content.styled(f"«{piece.text}»{superscript(numbers[piece.criterion])}", SUGGESTED)
        lead = " " if piece.at and not before.endswith((" ", "\n")) else ""
        follow = " " if piece.at == 0 else ""
        parts += [Content(lead), suggested, Content(follow)]
    parts.append(plain(text[done:]))
    return Content("").join(parts)
