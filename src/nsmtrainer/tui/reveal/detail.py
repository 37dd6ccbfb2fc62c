"""What is said about one criterion, and about the whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.tui.common.content import joined, level_label, line, plain

if TYPE_CHECKING:
    from nsmtrainer.practice.score import Scored

BLANK = Content(" ")


def whole(scored: Scored, guess: Mapping[str, int]) -> Content:
    """Return what would lift the answer most, why the verdict is not higher, remarks on the metric."""
    feedback, titles = scored.feedback, {c.id: c.title for c in scored.rubric.criteria}
    parts: list[Content] = []
    if not scored.sheet.attempt.counts:
        parts.append(plain(scored.sheet.attempt.reason, "bold $level-0"))
    elif scored.sheet.verdict_reason:
        parts.append(plain(scored.sheet.verdict_reason, "$quiet"))
    if feedback.first is None:
        parts += [BLANK, Content.styled("Nothing is missing under this rubric.", "bold $level-3")]
    else:
        parts += [
            BLANK,
            Content.styled("The one thing to add", "bold $star"),
            Content.assemble(
                line(titles[feedback.first.criterion], "bold"),
                (f"  +{feedback.first.gain:.0f} points", "$quiet"),
            ),
            plain(feedback.first.step),
        ]
    for remark in feedback.remarks:
        parts += [BLANK, plain(remark, "italic")]
    if guess:
        parts += [BLANK, _guessed(scored, guess)]
    return joined(*_trimmed(parts))


def criterion(scored: Scored, criterion_id: str, guess: Mapping[str, int]) -> Content:
    """Return level and descriptor of a criterion, what is missing, and the next step."""
    asked = scored.rubric.criterion(criterion_id)
    mark = scored.sheet.marks[criterion_id]
    if asked is None:
        return Content("")
    parts = [
        Content.assemble(line(asked.title, "bold"), "  ", level_label(mark.level)),
        plain(asked.levels[mark.level].descriptor),
    ]
    if not mark.sure and mark.between is not None:
        low, high = mark.between
        parts += [
            BLANK,
            Content.assemble(
                ("Not sure: ", "bold $level-1"),
                f"between {low} and {high}. Read both descriptors and judge yourself:",
            ),
        ]
        parts += [
            Content.assemble((f"{n} ", f"bold $level-{n}"), plain(asked.levels[n].descriptor, "$quiet"))
            for n in mark.between
        ]
    advice = scored.feedback.advice.get(criterion_id)
    if advice is not None:
        parts += [
            BLANK,
            Content.assemble(
                (f"To reach {mark.level + 1}", "bold $star"), (f"  +{advice.gain:.0f} points", "$quiet")
            ),
            plain(advice.step),
        ]
    elif mark.level == MAX_LEVEL:
        parts += [BLANK, Content.styled("Nothing to add here.", "$level-3")]
    if not mark.evidence and mark.level < MAX_LEVEL:
        parts += [BLANK, Content.styled("No words of the answer count for this yet.", "$quiet")]
    if criterion_id in guess:
        parts += [BLANK, Content.styled(f"You guessed {guess[criterion_id]}.", "$quiet")]
    return joined(*parts)


def _guessed(scored: Scored, guess: Mapping[str, int]) -> Content:
    gaps = {name: guess[name] - mark.level for name, mark in scored.sheet.marks.items() if name in guess}
    right = sum(gap == 0 for gap in gaps.values())
    lean = sum(gaps.values())
    said = f"You guessed {right} of {len(gaps)} levels exactly"
    if lean > 0:
        said += ", and were kinder to yourself than the rubric."
    elif lean < 0:
        said += ", and were harder on yourself than the rubric."
    else:
        said += "."
    return Content.styled(said, "$quiet")


def _trimmed(parts: list[Content]) -> list[Content]:
    """Return the parts without blank lines at the start."""
    while parts and not parts[0].plain.strip():
        parts = parts[1:]
    return parts
