"""Points for small charts, worked out here so that a template only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

MOST_POINTS = 120
"""More attempts than this are drawn as the means of neighbours."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A line over attempts inside a box of `width` by `height`; `line` is ready for an SVG polyline."""

    width: int
    height: int
    line: str
    dots: tuple[tuple[float, float], ...]
    grid: tuple[tuple[float, str], ...]


def draw(values: Sequence[float], top: float, steps: int, width: int = 640, height: int = 160) -> Chart:
    """Return the chart of values between 0 and `top`, oldest first, with `steps` lines of grid."""
    drawn = thinned(values)
    left, edge = 28, 8
    wide, high = width - left - edge, height - 2 * edge
    across = [left + (wide * i / (len(drawn) - 1) if len(drawn) > 1 else wide / 2) for i in range(len(drawn))]
    dots = tuple(
        (round(x, 1), round(edge + high * (1 - v / top), 1)) for x, v in zip(across, drawn, strict=True)
    )
    grid = tuple((round(edge + high * (1 - n / steps), 1), f"{top * n / steps:g}") for n in range(steps + 1))
    return Chart(width, height, " ".join(f"{x:g},{y:g}" for x, y in dots), dots, grid)


def thinned(values: Sequence[float]) -> list[float]:
    """Return at most 120 values: the means of equal stretches of many."""
    if len(values) <= MOST_POINTS:
        return list(values)
    cuts = [round(i * len(values) / MOST_POINTS) for i in range(MOST_POINTS + 1)]
    return [fmean(values[a:b]) for a, b in pairwise(cuts)]
