"""How well marks agree, as a page to read: whose marks, on what, and which levels met which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.counts import counted, listed
from nsmtrainer.marking.gates import LEAST_ANSWERS, LEAST_QWK, MOST_DIFFERENCE
from nsmtrainer.text import clean_line
from nsmtrainer.tui.common.content import joined, line
from nsmtrainer.tui.common.marks import level_style

if TYPE_CHECKING:
    from nsmtrainer.marking.gates import Gated
    from nsmtrainer.practice.cohort_agreement import DeskAgreement

BLANK = Content(" ")
PROGRAM = "program"

_FIGURES = 28
"""Cells of the figures to the left of a table; both fit into the smallest window."""
_NAME = 8
_MOST_NAMED = 4


def agreement(found: DeskAgreement, coach: str, titles: Mapping[str, str]) -> Content:
    """Return how marks agree by criterion, with intervals, and whether the gates are passed.

    `coach` is who reads it; criteria are called by `titles`, and come in their order.
    """
    if not (found.blind or found.in_sight):
        return joined(
            Content.styled("Nothing was judged yet.", "bold"),
            Content("Judge some answers blind: only then your marks are independent of the program's."),
        )
    parts: list[Content] = []
    if found.blind:
        said = f"{_all_of(found.blind_by, coach)}, not seeing the program's marks"
        parts += _section(said, (_marker(found.blind_by, coach), PROGRAM), _named(found.blind, titles))
    if found.in_sight:
        said = f"{_all_of(found.in_sight_by, coach)}, seeing the program's marks (not independent)"
        parts += _section(said, (_marker(found.in_sight_by, coach), PROGRAM), _named(found.in_sight, titles))
    for pair, one in found.coaches.items():
        first, second = _own_first(pair, coach)
        # The figures compare the second name with the first: they stay the right way round.
        sides = (_marker(pair[:1], coach), _marker(pair[1:], coach))
        said = f"{_called(first, coach)} and {_called(second, coach)}"
        parts += _section(said, sides, _named(one, titles))
    return joined(*parts, *_legend())


def _legend() -> Iterator[Content]:
    yield Content.styled("Reading it", "bold $star")
    most = f"a difference of {MOST_DIFFERENCE:.2f} at most"
    gates = f"Gates: QWK {LEAST_QWK:.2f} or more, {most}, {LEAST_ANSWERS} answers."
    for said in (
        "A table counts answers by their levels from both sides; on its diagonal both are the same.",
        "Adjacent: at most one level apart. QWK: 1 is full agreement, 0 is what chance gives.",
        "Bias: levels that the second side gives more on average; difference: the same in deviations.",
        gates,
    ):
        yield Content.styled(said, "$quiet")


# Who


def _own_first(names: Sequence[str], coach: str) -> list[str]:
    return sorted(names, key=lambda name: name != coach)


def _called(name: str, coach: str) -> str:
    return "You" if name == coach else clean_line(name, 40)


def _all_of(names: Sequence[str], coach: str) -> str:
    """Return everybody whose marks are meant, or how many they are."""
    called = [_called(name, coach) for name in _own_first(names, coach)]
    if len(called) > _MOST_NAMED:
        return f"{len(called)} coaches"
    return listed(called)


def _marker(names: Sequence[str], coach: str) -> str:
    """Return what the side of a table is called."""
    if len(names) > 1:
        return "coaches"
    return "you" if names[0] == coach else clean_line(names[0])


# What


def _named(found: Mapping[str, Gated], titles: Mapping[str, str]) -> list[tuple[str, Gated]]:
    """Return what was found by title, with the id where two criteria go by the same one."""
    order = {name: at for at, name in enumerate(titles)}
    ids = sorted(found, key=lambda name: order.get(name, len(order)))
    times = Counter(titles.get(name, name) for name in {*titles, *found})
    called = {name: titles.get(name, name) for name in ids}
    return [(f"{said} ({name})" if times[said] > 1 else said, found[name]) for name, said in called.items()]


def _section(title: str, sides: tuple[str, str], found: Sequence[tuple[str, Gated]]) -> list[Content]:
    parts = [line(title, "bold $star")]
    for name, one in found:
        count = counted(one.agreement.count, "mark")
        parts.append(Content.assemble(line(name, "bold"), f"  {count}, ", _gates(one)))
        table = levels_table(one.agreement.confusion, *sides)
        parts += [
            Content.assemble(said.ljust(_FIGURES), row)
            for said, row in zip(_figures(one), table, strict=True)
        ]
        parts.append(BLANK)
    return parts


def _figures(one: Gated) -> tuple[str, ...]:
    """Return what is measured, in as many lines as the table has."""
    a = one.agreement
    kappa = "not defined" if a.qwk is None else f"{a.qwk:.2f}"
    if a.interval is not None:
        kappa += f"  {a.interval[0]:.2f} to {a.interval[1]:.2f}"
    gap = "not defined" if one.difference is None else f"{one.difference:+.2f}"
    return (
        f"exact    {a.exact:>4.0%}  {one.exact[0]:.0%} to {one.exact[1]:.0%}",
        f"adjacent {a.adjacent:>4.0%}  {one.adjacent[0]:.0%} to {one.adjacent[1]:.0%}",
        f"QWK      {kappa}",
        f"bias    {a.bias:+.2f}",
        f"difference {gap}",
    )


def levels_table(confusion: Sequence[Sequence[int]], first: str, second: str) -> list[Content]:
    """Return counts of answers as rows of a table: down the levels of the first side, across the second's."""
    wide = max(2, *(len(str(count)) for row in confusion for count in row)) + 1
    heads = [Content.styled(f"{level:>{wide}}", level_style(level)) for level in range(len(confusion))]
    lines = [Content.assemble(_side(second), "  ", *heads)]
    for level, row in enumerate(confusion):
        cells = [_cell(count, level == across, wide) for across, count in enumerate(row)]
        side = _side(first if level == 0 else "")
        lines.append(Content.assemble(side, " ", (str(level), level_style(level)), *cells))
    return lines


def _cell(count: int, same: bool, wide: int) -> Content:
    if not count:
        return Content.styled("·".rjust(wide), "$quiet")
    return Content.styled(f"{count:>{wide}}", "bold $level-3" if same else "bold")


def _side(name: str) -> Content:
    cut = line(name).truncate(_NAME, ellipsis=True)
    return Content.styled(" " * max(0, _NAME - cut.cell_length) + cut.plain, "$quiet")


def _gates(one: Gated) -> Content:
    if not one.enough:
        return Content.styled("too few for the gates", "$quiet")
    if one.passes:
        return Content.styled("gates passed", "bold $level-3")
    return Content.styled("gates not passed", "bold $level-0")
