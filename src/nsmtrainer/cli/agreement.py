"""`nsmtrainer agreement`: how well the program's marks agree with human ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.options import AsJson, ContentDir, RubricId, print_json, read_lines
from nsmtrainer.counts import counted
from nsmtrainer.errors import ContentError, ExitStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from nsmtrainer.marking.agreement import Agreement
    from nsmtrainer.practice.agreement import Comparison


def agreement(
    marked: Annotated[
        str,
        typer.Argument(
            metavar="MARKED.jsonl", help='Lines of {"id", "prompt", "text", "marks"}; - for standard input.'
        ),
    ],
    rubric: RubricId = None,
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """Compare the program's marks with human ones: QWK, exact and adjacent agreement per criterion.

    Example:
      nsmtrainer agreement marked.jsonl --json
    """
    from nsmtrainer.cli.run import say
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.agreement import compare
    from nsmtrainer.practice.batch import parse_lines

    found = compare(parse_lines(read_lines(marked)), load_library(content), rubric)
    for problem in found.problems:
        say(problem)
    if not found.answers:
        raise ContentError("No line could be compared.", 'Each line needs "prompt", "text" and "marks".')
    if as_json:
        print_json(_record(found))
    else:
        _print(found)
    if found.problems:
        raise typer.Exit(int(ExitStatus.CONTENT))


def _record(found: Comparison) -> dict[str, Any]:
    return {
        "answers": found.answers,
        "core_qwk": found.core_qwk,
        "sure": None if found.sure is None else {"share": found.sure.sure, "right": found.sure.right},
        "criteria": {
            name: {
                "count": a.count,
                "qwk": a.qwk,
                "interval": a.interval,
                "exact": a.exact,
                "adjacent": a.adjacent,
                "bias": a.bias,
                "confusion": a.confusion,
            }
            for name, a in found.criteria.items()
        },
    }


def _print(found: Comparison) -> None:
    """Print figures where there are marks enough for them, counts where there are few."""
    from rich.console import Console

    from nsmtrainer.cli.agreement_tables import FEW, apart_words
    from nsmtrainer.content.findings import CORE_CRITERIA
    from nsmtrainer.marking.gates import LEAST_ANSWERS

    console = Console(highlight=False)
    enough = {name: a for name, a in found.criteria.items() if a.count >= LEAST_ANSWERS}
    if enough:
        console.print(_table(enough))
    for name, a in found.criteria.items():
        if name not in enough:
            console.print(f"{name}: {counted(a.count, 'answer')}, {apart_words(a)}", markup=False)
    if len(enough) < len(found.criteria):
        console.print(FEW, style="dim")
    if found.core_qwk is not None and all(c in enough for c in found.criteria if c in CORE_CRITERIA):
        over = counted(found.answers, "answer")
        console.print(f"Mean QWK of the core criteria: {found.core_qwk:.2f} over {over}.")
    if enough and found.sure is not None:
        console.print(
            f"Called sure: {found.sure.sure:.0%} of marks, exactly right: {found.sure.right:.0%} of those."
        )


def _table(measured: Mapping[str, Agreement]) -> Table:
    from rich.table import Table

    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("criterion")
    for heading in ("answers", "QWK", "95 % interval", "exact", "adjacent", "bias"):
        table.add_column(heading, justify="right")
    for name, a in measured.items():
        interval = f"{a.interval[0]:.2f} to {a.interval[1]:.2f}" if a.interval else "-"
        qwk = "-" if a.qwk is None else f"{a.qwk:.2f}"
        table.add_row(
            name, str(a.count), qwk, interval, f"{a.exact:.0%}", f"{a.adjacent:.0%}", f"{a.bias:+.2f}"
        )
    return table
