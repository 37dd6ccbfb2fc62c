"""Options that several commands share, and reading what a command is given."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

import typer

from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.text import clean_line, clean_text, decode_utf8

STDIN = "-"

ContentDir = Annotated[
    Path | None,
    typer.Option(
        "--content", metavar="DIR", help="Look for prompts and rubrics here first.", show_default=False
    ),
]
RubricId = Annotated[
    str | None,
    typer.Option(
        "--rubric",
        metavar="ID",
        help="Mark under this rubric instead of the prompt's own.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs instead of text.")]


def print_json(value: object) -> None:
    """Print a value as JSON for other programs."""
    typer.echo(json_text(value, indent=2))


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that is safe on a terminal; a program that reads it gets the value as it is.

    Letters of all scripts stay legible. Where anything could steer a terminal or hide from the eye, all that
    is not ASCII is escaped.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if clean_text(text) == text else json.dumps(value, indent=indent)


def check_known(what: str, value: str | None, known: Collection[str]) -> None:
    """Raise UsageError, naming what there is, where a value is given that is not known."""
    if value is not None and value not in known:
        raise UsageError(f"There is no {what} {clean_line(value, 40)}.", f"Known: {', '.join(known)}.")


def read_text(source: str) -> str:
    """Return the text of a file, or of standard input for "-".

    Raises UsageError where the file cannot be read and ContentError where it is not UTF-8.
    """
    return decode_utf8(read_bytes(source), "standard input" if source == STDIN else source)


def read_bytes(source: str) -> bytes:
    """Return the bytes of a file, or of standard input for "-"."""
    if source == STDIN:
        return sys.stdin.buffer.read()
    from nsmtrainer.practice.named_files import reading

    with reading(Path(source)):
        return Path(source).read_bytes()


def read_lines(source: str) -> Iterator[str]:
    """Yield the lines of a JSON Lines file one at a time; a line that is not UTF-8 is yielded unreadable.

    A long file never lies in memory whole. Raises UsageError where it cannot be opened.
    """
    if source == STDIN:
        yield from (_decoded(raw) for raw in sys.stdin.buffer)
        return
    from nsmtrainer.practice.named_files import reading

    with reading(Path(source)), Path(source).open("rb") as file:
        yield from (_decoded(raw) for raw in file)


def _decoded(raw: bytes) -> str:
    try:
        return decode_utf8(raw, "the line")
    except ContentError:
        return raw.decode("utf-8", errors="replace") if raw.strip() == b"" else "not UTF-8 text"
