"""How many processes mark a file of answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nsmtrainer.practice.batch import MOST_JOBS, PAYS_OFF, Line, fitting_jobs


def some(count: int) -> list[Line]:
    """Return lines with their numbers."""
    return [Line(number, {}) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "cores", "jobs"),
    [(0, 4, 1), (PAYS_OFF - 1, 4, 1), (PAYS_OFF, 4, 4), (PAYS_OFF, 1, 1), (PAYS_OFF, 64, MOST_JOBS)],
)
def test_processes_are_started_where_they_pay_off(count: int, cores: int, jobs: int) -> None:
    """A short file is marked in one process, a long one on every core, and no line is lost or moved."""
    chosen, lines = fitting_jobs(some(count), cores)
    assert chosen == jobs
    assert list(lines) == some(count)


def test_a_long_file_is_not_read_ahead() -> None:
    """The choice needs the first lines only, so that a file of any size never lies in memory whole."""
    taken = 0

    def source() -> Iterator[Line]:
        nonlocal taken
        for line in some(10 * PAYS_OFF):
            taken += 1
            yield line

    fitting_jobs(source(), 2)
    assert taken == PAYS_OFF
