"""Score one answer: the way from text to marks and feedback, in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nsmtrainer.content.library import Library
from nsmtrainer.content.models import Prompt, Rubric
from nsmtrainer.feedback.advise import advise
from nsmtrainer.feedback.models import Feedback
from nsmtrainer.feedback.steps import with_steps
from nsmtrainer.marking.mark import mark
from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.practice.calibrated import calibration_words
from nsmtrainer.reading.read import read
from nsmtrainer.text import check_answer_length, clean_text


@dataclass(frozen=True, slots=True)
class Scored:
    """An answer with its marks and feedback; offsets on the sheet refer to `text`."""

    prompt: Prompt
    rubric: Rubric
    text: str
    sheet: MarkSheet
    feedback: Feedback


def score_answer(library: Library, prompt_id: str, text: str, rubric_id: str | None = None) -> Scored:
    """Mark `text` as an answer to a prompt, under the prompt's own rubric unless another is named.

    Raises ContentError for an unknown prompt or rubric (its hint names the nearest) and for an answer
    that is too long.
    """
    prompt = library.prompt(prompt_id)
    rubric = library.rubric(rubric_id or prompt.rubric)
    cleaned = clean_text(text)
    check_answer_length(cleaned)
    reading = read(cleaned, library.lexicon(prompt, rubric))
    sheet = with_steps(mark(reading, prompt, rubric), prompt, cleaned)
    sheet = replace(sheet, calibration=calibration_words(rubric))
    return Scored(prompt, rubric, cleaned, sheet, advise(sheet, prompt, rubric, cleaned))
