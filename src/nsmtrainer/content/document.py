"""A YAML file as a tree of texts, lists and mappings, each of which knows where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nsmtrainer.content.problems import MAX_PROBLEMS, Problem
from nsmtrainer.content.whereabouts import Step
from nsmtrainer.text import clean_line

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
    """A list and where it starts; `pruned` holds places of entries that were taken out again."""

    at: int
    items: list[Node] = field(default_factory=list)
    pruned: set[Step] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping, where it starts, and its keys with their own places; `pruned` as in a list."""

    at: int
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    pruned: set[Step] = field(default_factory=set)


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
        """Note a problem at a place in the tree (at its key, with `key`), unless one was told before."""
        at, told = self._locate(path, key=key)
        if not told:
            self.report(at, message, hint)

    def found(self) -> tuple[Problem, ...]:
        """Return the problems from the file's top to its end."""
        cut = self.problems[MAX_PROBLEMS - 1 :]  # the one that says that there are more stays last
        listed = sorted(self.problems[: MAX_PROBLEMS - 1], key=lambda one: (one.line, one.column))
        return (*listed, *cut)

    def prune(self, path: Sequence[Step]) -> None:
        """Take out what stands at a place, or where nothing does what it would belong to.

        Used once a problem was told there, so that the rest of the file can be looked at too.
        """
        parent: Node | None = self.root
        trail: list[tuple[ListNode | MapNode, Step]] = []
        for step in path:
            child = _child(parent, step)
            if child is None or not isinstance(parent, ListNode | MapNode):
                break
            trail.append((parent, step))
            parent = child
        if trail:
            inner, step = trail[-1]
            inner.pruned.add(step)
            if isinstance(inner, MapNode):
                del inner.entries[str(step)]
            else:
                del inner.items[int(step)]

    def _locate(self, path: Sequence[Step], *, key: bool) -> tuple[int, bool]:
        """Return the offset of the deepest node of `path` that exists, and whether one was told there."""
        node: Node | None = self.root
        at = node.at if node else 0
        for number, step in enumerate(path):
            child = _child(node, step)
            if child is None:
                return at, isinstance(node, MapNode) and step in node.pruned
            last = number == len(path) - 1
            at = node.keys[str(step)] if key and last and isinstance(node, MapNode) else child.at
            node = child
        return at, node.refused if isinstance(node, TextNode) else bool(node and node.pruned and path)

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


def _child(node: Node | None, step: Step) -> Node | None:
    """Return what stands one step further down, None where nothing does."""
    if isinstance(node, MapNode):
        return node.entries.get(str(step))
    if isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


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
