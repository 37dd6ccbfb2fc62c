"""How well marks agree, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from nsmtrainer.counts import counted
from nsmtrainer.marking.agreement import Agreement
from nsmtrainer.marking.gates import LEAST_ANSWERS, LEAST_QWK, MOST_DIFFERENCE, Gated
from nsmtrainer.practice.cohort_agreement import DeskAgreement
from nsmtrainer.text import clean_line

FEW = f"Under {LEAST_ANSWERS} marks on a criterion, figures say little yet; `--json` has them all the same."
"""What is said in the place of figures that would look exact and are chance."""


def agreement_record(found: DeskAgreement) -> dict[str, Any]:
    """Return an agreement as JSON values."""
    return {
        "blind": _gated_record(found.blind),
        "in_sight": _gated_record(found.in_sight),
        "coaches": {" and ".join(pair): _gated_record(one) for pair, one in found.coaches.items()},
    }


def _gated_record(found: Mapping[str, Gated]) -> dict[str, Any]:
    return {
        name: {
            "count": one.agreement.count,
            "qwk": one.agreement.qwk,
            "interval": one.agreement.interval,
            "exact": one.agreement.exact,
            "exact_interval": one.exact,
            "adjacent": one.agreement.adjacent,
            "adjacent_interval": one.adjacent,
            "bias": one.agreement.bias,
            "difference": one.difference,
            "passes": one.passes,
            "confusion": one.agreement.confusion,
        }
        for name, one in found.items()
    }


def print_agreement(found: DeskAgreement) -> None:
    """Print an agreement, and what may be concluded from it."""
    console = Console(highlight=False)
    if not (found.blind or found.in_sight):
        console.print("Nothing was judged yet. Begin with: nsmtrainer coach next --blind")
        return
    program = ("coach", "program")
    if found.blind:
        _print_section(
            console, "Coaches who did not see the program's marks, and the program", found.blind, program
        )
    if found.in_sight:
        title = "Coaches who saw the program's marks, and the program (not independent)"
        _print_section(console, title, found.in_sight, program)
    for (first, second), one in found.coaches.items():
        names = clean_line(first, 40), clean_line(second, 40)
        _print_section(console, " and ".join(names), one, names)
    every = [*found.blind.values(), *found.in_sight.values()]
    every += [one for listed in found.coaches.values() for one in listed.values()]
    if not all(one.enough for one in every):
        console.print(Text(FEW, "dim"))
    if any(one.enough for one in every):
        gates = f"QWK at least {LEAST_QWK:.2f}, difference at most {MOST_DIFFERENCE:.2f} deviations"
        console.print(Text(f"Gates: {gates}, {LEAST_ANSWERS} answers.", "dim"))


def _print_section(console: Console, title: str, found: Mapping[str, Gated], sides: tuple[str, str]) -> None:
    console.print(Text(title, "bold"))
    for name, one in found.items():
        console.print(Text(f"  {name}: {counted(one.agreement.count, 'mark')}, {_said(one)}"))
        for figures in _figures(one) if one.enough else ():
            console.print(Text(f"    {figures}"))
        for row in levels_table(one.agreement.confusion, *sides):
            console.print(Text(f"    {row}", "dim"))
    console.print()


def _said(one: Gated) -> str:
    if not one.enough:
        return apart_words(one.agreement)
    return "gates passed" if one.passes else "gates not passed"


def apart_words(found: Agreement) -> str:
    """Return how many marks are the same, one level apart and further apart, leaving out what is none."""
    same = round(found.exact * found.count)
    near = round(found.adjacent * found.count)
    parts = ((same, "the same"), (near - same, "one level apart"), (found.count - near, "further apart"))
    return ", ".join(f"{number} {what}" for number, what in parts if number)


def _figures(one: Gated) -> Iterator[str]:
    a = one.agreement
    qwk = "not defined" if a.qwk is None else f"{a.qwk:.2f}"
    if a.interval is not None:
        qwk += f" ({a.interval[0]:.2f} to {a.interval[1]:.2f})"
    gap = "not defined" if one.difference is None else f"{one.difference:+.2f}"
    yield f"QWK {qwk}, bias {a.bias:+.2f} levels, difference {gap}"
    yield f"exact {_share(a.exact, one.exact)}, adjacent {_share(a.adjacent, one.adjacent)}"


def _share(share: float, interval: tuple[float, float]) -> str:
    return f"{share:.0%} ({interval[0]:.0%} to {interval[1]:.0%})"


def levels_table(confusion: Sequence[Sequence[int]], first: str, second: str) -> Iterator[str]:
    """Yield counts of marks as the lines of a table: down the levels of the first, across the second's."""
    wide = max(len(str(count)) for row in confusion for count in row) + 2
    side = max(len(first), len(second))
    yield f"{second:>{side}}    {''.join(f'{level:>{wide}}' for level in range(len(confusion)))}"
    for level, row in enumerate(confusion):
        cells = "".join(f"{count or '·':>{wide}}" for count in row)
        yield f"{first if level == 0 else '':>{side}}   {level}{cells}"
