"""The card that `score` prints: verdict, a bar per criterion, the answer with its evidence, the next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from nsmtrainer.content.models import Exemplar
from nsmtrainer.feedback.models import Advice
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.marking.wording import LEVEL_NAMES, VERDICT_NAMES
from nsmtrainer.practice.score import Scored
from nsmtrainer.spans import Span, merge_spans
from nsmtrainer.text import clean_line

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
VERDICT_STYLES = {
    "strong_hire": "bold green",
    "hire": "bold cyan",
    "mixed": "bold yellow",
    "no_hire": "bold red",
}
LEVEL_STYLES = ("red", "yellow", "cyan", "green")
WIDEST = 100
_STEP_HEADINGS = ("The one change", "Then")


def print_card(console: Console, scored: Scored, exemplars: bool = False) -> None:
    """Print the marks of an answer for a person to read; at the end, how far to trust such marks."""
    width = min(console.width, WIDEST)
    sheet = scored.sheet
    console.print(_headline(scored), width=width)
    console.print()
    console.print(_bars(scored), width=width)
    console.print()
    if scored.text.strip():
        console.print(Rule("Your answer", align="left", style="dim"), width=width)
        console.print(Padding(marked_answer(sheet, scored.text), (0, 2)), width=width)
        console.print()
    _print_advice(console, scored)
    if exemplars:
        _print_exemplars(console, scored, width)
    if sheet.calibration and sheet.attempt.counts:
        console.print()
        console.print(Text(trust_sentence(sheet.calibration), "dim"), width=width)


def _headline(scored: Scored) -> Text:
    sheet = scored.sheet
    line = Text()
    line.append(clean_line(scored.prompt.title), "bold")
    line.append(f"  {clean_line(scored.rubric.title)}\n", "dim")
    line.append(VERDICT_NAMES[sheet.verdict], VERDICT_STYLES[sheet.verdict])
    line.append(f"  {sheet.score:.0f} of 100", "bold")
    if sheet.verdict_reason:
        line.append(f"  {sheet.verdict_reason}", "dim")
    return line


def _bars(scored: Scored) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for number, criterion in enumerate(scored.rubric.criteria, start=1):
        mark = scored.sheet.marks[criterion.id]
        table.add_row(
            Text(str(number), "dim"),
            Text(clean_line(criterion.title), "bold"),
            _bar(mark),
            Text(f"{mark.level} {LEVEL_NAMES[mark.level]}", LEVEL_STYLES[mark.level]),
            Text(
                "" if mark.sure or not mark.between else f"not sure: {mark.between[0]} or {mark.between[1]}",
                "italic",
            ),
        )
    return table


def _bar(mark: Mark) -> Text:
    bar = Text("■" * mark.level, LEVEL_STYLES[mark.level])
    bar.append("□" * (MAX_LEVEL - mark.level), "dim")
    return bar


def marked_answer(sheet: MarkSheet, text: str) -> Text:
    """Return the answer with evidence in brackets, the numbers of its criteria behind each."""
    numbers: dict[Span, str] = {}
    for number, mark in enumerate(sheet.marks.values(), start=1):
        for span in merge_spans((e.span for e in mark.evidence), gap=1):
            if len(span):
                numbers[span] = numbers.get(span, "") + _superscript(number)
    opens = Counter(span.start for span in numbers)
    shown = Text()
    depth = 0
    for start, end in _pieces(len(text), {cut for span in numbers for cut in (span.start, span.end)}):
        closing = sorted((s for s in numbers if s.end == start), key=len)
        for span in closing:
            shown.append(f"]{numbers[span]}", "bold magenta")
        depth += opens[start] - len(closing)
        shown.append("[" * opens[start], "bold magenta")
        shown.append(text[start:end], "underline" if depth else "")
    return shown


def _pieces(length: int, cuts: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between cuts, and an empty one at the end so that the last marks close."""
    points = sorted({0, length, *cuts})
    yield from pairwise(points)
    yield length, length


def _superscript(number: int) -> str:
    return "".join(SUPERSCRIPTS[int(digit)] for digit in str(number))


def print_steps(
    console: Console, steps: Sequence[Advice], titles: Mapping[str, str], remarks: Iterable[str] = ()
) -> None:
    """Print what would better an answer: the first of the steps on top, remarks on the metric under it."""
    width = min(console.width, WIDEST)
    for number, advice in enumerate(steps):
        if number < len(_STEP_HEADINGS):
            if number:
                console.print()
            console.print(Rule(_STEP_HEADINGS[number], align="left", style="dim"), width=width)
        line = Text(clean_line(titles[advice.criterion]) + ": ", "bold")
        line.append(clean_line(advice.step))
        if number == 0:
            line.append(f"  (+{advice.gain:.0f} points)", "dim")
        console.print(Padding(line, (0, 2)), width=width)
        for remark in () if number else remarks:
            console.print(Padding(Text(clean_line(remark), "italic"), (0, 2)), width=width)


def _print_advice(console: Console, scored: Scored) -> None:
    feedback = scored.feedback
    if feedback.first is None:
        console.print(Text("Nothing is missing under this rubric.", "bold green"))
        for remark in feedback.remarks:
            console.print(Padding(Text(clean_line(remark), "italic"), (0, 2)))
        return
    rest = [advice for advice in feedback.advice.values() if advice is not feedback.first]
    titles = {c.id: c.title for c in scored.rubric.criteria}
    print_steps(console, [feedback.first, *rest], titles, feedback.remarks)


def _print_exemplars(console: Console, scored: Scored, width: int) -> None:
    shown = (("A weak answer", scored.feedback.weak), ("A strong answer", scored.feedback.strong))
    for title, exemplar in shown:
        if exemplar is not None:
            console.print()
            console.print(Rule(title, align="left", style="dim"), width=width)
            console.print(Padding(_exemplar(exemplar), (0, 2)), width=width)


def _exemplar(exemplar: Exemplar) -> Text:
    text = Text(clean_line(exemplar.text) + "\n")
    for note in exemplar.notes:
        text.append(f"\n“{clean_line(note.quote)}”", "underline")
        text.append(f" {clean_line(note.says)}", "dim")
    return text
