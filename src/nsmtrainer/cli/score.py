"""`nsmtrainer score`: one answer, a readable card or JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from nsmtrainer.cli.options import STDIN, AsJson, ContentDir, RubricId, print_json, read_text
from nsmtrainer.errors import UsageError


def score(
    prompt: Annotated[
        str, typer.Argument(metavar="PROMPT", help="Id of the prompt; see `nsmtrainer prompts list`.")
    ],
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE|-]", help="File with the answer, or - for standard input.", show_default=False
        ),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", "-t", metavar="T", help="The answer itself.")] = None,
    rubric: RubricId = None,
    as_json: AsJson = False,
    exemplars: Annotated[
        bool, typer.Option("--exemplars", "-e", help="Show a weak and a strong answer after the marks.")
    ] = False,
    content: ContentDir = None,
) -> None:
    """Mark one answer and say what would lift it.

    Examples:
      nsmtrainer score airbnb --text "I would count nights stayed, because ..."
      nsmtrainer score spotify answer.txt --exemplars
      pbpaste | nsmtrainer score slack - --json
    """
    answer = _answer(file, text)
    from nsmtrainer.content.library import load_library
    from nsmtrainer.marking.record import sheet_record
    from nsmtrainer.practice.score import score_answer

    scored = score_answer(load_library(content), prompt, answer, rubric)
    if as_json:
        record = {"id": prompt, **sheet_record(scored.sheet, scored.text)}
        print_json(record)
        return
    from rich.console import Console

    from nsmtrainer.cli.card import print_card

    print_card(Console(highlight=False), scored, exemplars)


def _answer(file: str | None, text: str | None) -> str:
    if (file is None) == (text is None):
        raise UsageError(
            "score needs one answer: a file, - for standard input, or --text.",
            'For example: nsmtrainer score airbnb --text "I would count nights stayed, because ..."',
        )
    return text if text is not None else read_text(file or STDIN)
