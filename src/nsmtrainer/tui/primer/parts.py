"""A page as parts: running text in Markdown, and tables that keep every word whole in a narrow terminal."""

from __future__ import annotations

import re
from itertools import groupby

from rich import box
from rich.table import Table
from rich.text import Text

_EMPHASIS = re.compile(r"(\*\*?)(.+?)\1")


def parts(text: str) -> list[str | Table]:
    """Return the running text and the tables of a page in their order."""
    found: list[str | Table] = []
    for is_table, lines in groupby(text.split("\n"), key=lambda line: line.startswith("|")):
        block = list(lines)
        if is_table:
            found.append(_table(block))
        elif any(line.strip() for line in block):
            found.append("\n".join(block).strip())
    return found


def _table(lines: list[str]) -> Table:
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for column, title in enumerate(head):
        cells = [_styled(row[column]).plain for row in (head, *rows)]
        longest = max(len(word) for cell in cells for word in (cell.split() or [""]))
        table.add_column(_styled(title, "bold"), min_width=longest)
    for row in rows:
        table.add_row(*(_styled(cell) for cell in row))
    return table


def _styled(cell: str, style: str = "") -> Text:
    """Return a cell with its **bold** and *italic* words."""
    text = Text(style=style)
    done = 0
    for found in _EMPHASIS.finditer(cell):
        text.append(cell[done : found.start()])
        text.append(found[2], "bold" if found[1] == "**" else "italic")
        done = found.end()
    return text.append(cell[done:])
