"""A YAML file as a tree of texts, lists and mappings, each of which knows where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nsmtrainer.content.problems import MAX_PROBLEMS, Problem
from nsmtrainer.text import clean_line

Step = str | int
"""One step down the tree: a key of a mapping, or a place in a list."""

EXCERPT_LIMIT = 60


class TextNode(NamedTuple):  # most of a file is these, and a tuple is made in half the time of a dataclass
    """A scalar, always as text. `at` and `end` are character offsets into the file.

    `empty` says that nothing was written at all (`key:`), `refused` that what stood here was reported
    already, so that nothing more need be said about it.
    """

    at: int
    end: int
    value: str
    empty: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list and where it starts."""

    at: int
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping, where it starts, and its keys with their own places."""

    at: int
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)


Node = TextNode | ListNode | MapNode
Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class Document:
    """One file being read: its text, its tree (None where it could not be read), its problems so far."""

    file: str
    text: str
    root: MapNode | None = None
    problems: list[Problem] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether so many problems were found that more are not listed."""
        return len(self.problems) >= MAX_PROBLEMS

    def report(self, at: int, message: str, hint: str = "") -> None:
        """Note a problem at a character offset; past `MAX_PROBLEMS` only that there are more."""
        if self.full:
            return
        if len(self.problems) == MAX_PROBLEMS - 1:
            message, hint = "there are more problems from here on, which are not listed", "mend these first"
        line, column = self.place(at)
        self.problems.append(Problem(self.file, line, column, self._excerpt(line), message, hint))

    def report_at(self, path: Sequence[Step], message: str, hint: str = "", *, key: bool = False) -> None:
        """Note a problem at a place in the tree (at its key, with `key`), unless it was refused before."""
        at, refused = self._locate(path, key=key)
        if not refused:
            self.report(at, message, hint)

    def _locate(self, path: Sequence[Step], *, key: bool) -> tuple[int, bool]:
        """Return the offset of the deepest node of `path` that exists, and whether it was refused."""
        node: Node | None = self.root
        at = node.at if node else 0
        for number, step in enumerate(path):
            last = number == len(path) - 1
            if isinstance(node, MapNode) and step in node.entries:
                at = node.keys[str(step)] if key and last else node.entries[str(step)].at
                node = node.entries[str(step)]
            elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                at = node.at
            else:
                break
        return at, isinstance(node, TextNode) and node.refused

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column (from 1) of a character offset."""
        if not self._lines:
            self._lines = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", self.text))]
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def _excerpt(self, line: int) -> str:
        start = self._lines[line - 1]
        end = self._lines[line] if line < len(self._lines) else len(self.text)
        return clean_line(self.text[start : min(end, start + 1000)], EXCERPT_LIMIT)


def plain(node: Node) -> Plain:
    """Return a tree as plain texts, lists and dictionaries; keys with nothing behind them are left out."""
    if isinstance(node, TextNode):
        return node.value
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {
        key: plain(value)
        for key, value in node.entries.items()
        if not (isinstance(value, TextNode) and value.empty)
    }
