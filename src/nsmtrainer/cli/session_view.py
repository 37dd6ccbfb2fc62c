"""How the `sessions` commands show sessions in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from nsmtrainer.cli.card import LEVEL_STYLES, VERDICT_STYLES, marked_answer, print_steps
from nsmtrainer.counts import counted
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.marking.wording import LEVEL_NAMES, VERDICT_NAMES
from nsmtrainer.practice.next_steps import next_steps
from nsmtrainer.practice.progress import Calibration, Course, Progress
from nsmtrainer.practice.re_mark import WouldBe
from nsmtrainer.sessions.models import Attempt, Summary
from nsmtrainer.text import clean_line, clean_text

WIDEST = 100
TELLING = 0.25
"""From this mean difference on a guess is called too high or too low."""


def console() -> Console:
    """Return the console that tables and cards are printed on."""
    return Console(highlight=False)


def session_table(summaries: Sequence[Summary], width: int) -> Table:
    """Return a list of sessions, one line each; notes only where there is room for them."""
    wide = width >= WIDEST
    table = Table(box=None, header_style="dim", pad_edge=False)
    # Only the prompt's title gives way where the terminal is narrow.
    widths = {"#": 3, "day": 10, "prompt": None, "mode": 8, "min": 3, "score": 5, "verdict": 11}
    for heading, least in {**widths, **({"note": None} if wide else {})}.items():
        numeric = heading in ("#", "min", "score")
        table.add_column(
            heading,
            justify="right" if numeric else "left",
            no_wrap=True,
            overflow="ellipsis",
            min_width=least,
        )
    for one in summaries:
        table.add_row(
            str(one.seq),
            f"{one.started_at.astimezone():%Y-%m-%d}",
            Text(("★ " if one.starred else "") + clean_line(one.prompt_title)),
            one.mode,
            f"{one.seconds / 60:.0f}",
            f"{one.score:.0f}",
            Text(VERDICT_NAMES[one.verdict], VERDICT_STYLES[one.verdict]),
            *([Text(clean_line(one.note, 40), "dim")] if wide else []),
        )
    return table


def print_session(out: Console, attempt: Attempt) -> None:
    """Print one session: verdict, a bar per criterion, the answer with its evidence, what followed, steps."""
    width = min(out.width, WIDEST)
    verdict, reason = attempt.verdict
    head = Text(clean_line(attempt.prompt.title), "bold")
    head.append(f"  session {attempt.seq}, {attempt.started_at.astimezone():%Y-%m-%d %H:%M}", "dim")
    head.append(f", {attempt.mode}, {attempt.seconds / 60:.0f} min\n", "dim")
    head.append(VERDICT_NAMES[verdict], VERDICT_STYLES[verdict])
    head.append(f"  {attempt.score:.0f} of 100", "bold")
    head.append(f"  {reason}", "dim")
    out.print(head, width=width)
    out.print()
    out.print(_level_table(attempt), width=width)
    _print_text(out, "The answer", marked_answer(attempt.volunteered, attempt.text), width)
    for reply in attempt.replies:
        said = Text(clean_line(reply.question) + "\n", "italic")
        said.append(clean_text(reply.text))
        _print_text(
            out, f"Asked about {clean_line(attempt.yardstick.title_of(reply.criterion))}", said, width
        )
    steps = next_steps(attempt)
    if steps:
        out.print()
        print_steps(out, steps, {one.criterion: attempt.yardstick.title_of(one.criterion) for one in steps})
    if attempt.note:
        _print_text(out, "Note", Text(clean_text(attempt.note)), width)
    for again in attempt.re_marks:
        line = (
            f"Marked again {again.at:%Y-%m-%d}: {VERDICT_NAMES[again.sheet.verdict]}, {again.sheet.score:.0f}"
        )
        out.print(Text(f"{line} of 100.", "dim"), width=width)
    given = attempt.volunteered
    if given.calibration and given.attempt.counts:
        out.print()
        out.print(Text(trust_sentence(given.calibration), "dim"), width=width)


def _print_text(out: Console, title: str, text: Text, width: int) -> None:
    out.print()
    out.print(Rule(Text(title), align="left", style="dim"), width=width)
    out.print(Padding(text, (0, 2)), width=width)


def _level_table(attempt: Attempt) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    counted, given = attempt.levels, attempt.volunteered_levels
    overridden = {one.criterion: one for one in attempt.overrides}
    for number, name in enumerate(given, start=1):
        level = counted[name]
        remarks = []
        if name in overridden:
            remarks.append(
                f"set by {clean_line(overridden[name].by, 30) or 'hand'}, the program gave {given[name]}"
            )
        elif level != given[name]:
            remarks.append(f"{given[name]} before follow-ups")
        if name in attempt.predictions:
            remarks.append(f"guessed {attempt.predictions[name]}")
        if name in attempt.decisions:
            remarks.append(f"you decided {attempt.decisions[name]}")
        table.add_row(
            Text(str(number), "dim"),
            Text(clean_line(attempt.yardstick.title_of(name)), "bold"),
            bar(level),
            Text(f"{level} {LEVEL_NAMES[level]}", LEVEL_STYLES[level]),
            Text(", ".join(remarks), "dim"),
        )
    return table


def bar(level: int) -> Text:
    """Return a level as filled and empty boxes."""
    return Text("■" * level, LEVEL_STYLES[level]) + Text("□" * (MAX_LEVEL - level), "dim")


def comparison_table(first: Attempt, second: Attempt) -> Table:
    """Return the levels of two sessions side by side."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("criterion")
    for one in (first, second):
        table.add_column(f"session {one.seq}")
    table.add_column("change")
    before, after = first.levels, second.levels
    for name in dict.fromkeys([*before, *after]):
        title = second.yardstick.title_of(name) if name in after else first.yardstick.title_of(name)
        table.add_row(
            Text(clean_line(title), "bold"),
            *(bar(levels[name]) if name in levels else Text("-") for levels in (before, after)),
            _change(after[name] - before[name]) if name in before and name in after else Text(""),
        )
    shown = round(first.score), round(second.score)
    table.add_row("score", *map(str, shown), _change(shown[1] - shown[0]))
    table.add_row("verdict", *(VERDICT_NAMES[one.verdict[0]] for one in (first, second)))
    table.add_row("words", *(str(len(one.text.split())) for one in (first, second)))
    table.add_row("minutes", *(f"{one.seconds / 60:.0f}" for one in (first, second)))
    return table


def _change(by: float) -> Text:
    return Text(f"{by:+g}" if by else "", "green" if by > 0 else "red")


def print_progress(out: Console, progress: Progress) -> None:
    """Print how somebody is getting on."""
    if progress.score is None:
        out.print("No sessions yet. `nsmtrainer` begins one.")
        return
    answers, products = counted(progress.attempts, "answer"), counted(progress.products, "product")
    out.print(
        Text(f"{answers} on {products}, lately ", "")
        + Text(f"{progress.score.lately:.0f} of 100", "bold")
        + Text(f", usually {(progress.seconds or 0) / 60:.0f} min each", "")
    )
    for title, courses, digits in (
        ("level lately", progress.criteria, 1),
        ("score lately", (*progress.games, *progress.kinds), 0),
    ):
        out.print()
        out.print(_course_table(title, courses, digits))
    for one in progress.calibration:
        out.print(Text(_calibration_words(one), "dim"))


def _course_table(title: str, courses: Sequence[Course], digits: int) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("")
    by_follow_ups = ["by follow-ups"] if digits else []  # a score may have been changed by hand too
    for heading in ("answers", title, "change", *by_follow_ups):
        table.add_column(heading, justify="right")
    for one in courses:
        table.add_row(
            Text(clean_line(one.title), "bold"),
            str(len(one.points)),
            f"{one.lately:.{digits}f}",
            _signed(one.change, digits),
            *([_signed(one.prompted_gain, digits)] if digits else []),
        )
    return table


def _signed(value: float | None, digits: int) -> str:
    return f"{value:+.{digits}f}" if value is not None and round(value, digits) else ""


def _calibration_words(one: Calibration) -> str:
    said = f"{clean_line(one.title)}: {one.exact:.0%} of {counted(one.count, 'guess', 'guesses')} right"
    if abs(one.bias) < TELLING:
        return said
    return f"{said}, on average {abs(one.bias):.1f} too {'high' if one.bias > 0 else 'low'}"


def would_be_lines(found: WouldBe) -> Text:
    """Return what one answer would be given now, in a line or two."""
    attempt = found.attempt
    line = Text(f"session {attempt.seq}  ", "dim")
    line.append(clean_line(attempt.prompt.title, 50), "bold")
    if found.after is None:
        line.append(f"\n  cannot be marked now: {clean_line(found.problem, 200)}", "yellow")
        return line
    line.append(f"  {found.before.score:.0f} to {found.after.score:.0f}")
    if found.after.verdict != found.before.verdict:
        before, after = VERDICT_NAMES[found.before.verdict], VERDICT_NAMES[found.after.verdict]
        line.append(f", {before} to {after}", VERDICT_STYLES[found.after.verdict])
    changes = ", ".join(
        f"{clean_line(attempt.yardstick.title_of(name))} {before} to {after}"
        for name, (before, after) in found.levels.items()
    )
    line.append(f"\n  {changes}" if changes else "")
    return line
