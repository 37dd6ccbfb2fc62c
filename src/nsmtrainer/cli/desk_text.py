"""What candidate and coach read of the coach's desk, as plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from nsmtrainer.content.submission import FeedbackAnswer, ReturnedFeedback
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.marking.wording import LEVEL_NAMES, VERDICT_NAMES
from nsmtrainer.text import clean_line


def feedback_lines(found: ReturnedFeedback) -> Iterator[str]:
    """Yield the lines of a feedback file as its candidate reads it."""
    yield clean_line(f"{found.title}: feedback for {found.name}")
    if found.message:
        yield ""
        yield found.message
    for answer in found.answers:
        yield ""
        yield from _answer_lines(answer)


def _answer_lines(answer: FeedbackAnswer) -> Iterator[str]:
    verdict = next((name for key, name in VERDICT_NAMES.items() if key == answer.verdict), answer.verdict)
    yield clean_line(f"{answer.title}, attempt {answer.attempt}: {verdict}, {answer.score:.0f} of 100")
    if answer.calibration:
        yield f"  {trust_sentence(answer.calibration)}"
    for mark in answer.marks:
        line = f"  {mark.title}: {mark.given} {LEVEL_NAMES[mark.given]}"
        if mark.given != mark.machine:
            line += f" (the program gave {mark.machine})"
        yield line
        if mark.comment:
            yield f"    {mark.by or 'Coach'}: {clean_line(mark.comment)}"
        for words in mark.evidence[:3]:
            yield f"    rests on “{clean_line(words, 90)}”"
        if mark.advice:
            yield f"    next: {clean_line(mark.advice)}"
