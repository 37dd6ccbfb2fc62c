"""YAML's own complaints in plain words."""

from __future__ import annotations

import yaml

from nsmtrainer.text import clean_line, quote

_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "YAML does not expect a `:` here",
        "put text that holds `: ` in quotes, or check the indentation",
    ),
    ("block sequence entries are not allowed", "a list cannot start here", "start it on a line of its own"),
    (
        "while scanning a quoted scalar",
        "a quote that is opened here is never closed",
        "add the closing quote",
    ),
    (
        "unknown escape character",
        "a `\\` in double quotes starts a code",
        "use single quotes, or write `\\\\`",
    ),
    ("invalid Unicode character escape", "this `\\` code is not a character", "type the character itself"),
    (
        "did not find expected hexdecimal",
        "this `\\` code is not complete",
        "use single quotes, or write `\\\\`",
    ),
    (
        "while parsing a flow sequence",
        "a list opened with `[` is not closed rightly",
        "check commas and the `]`",
    ),
    (
        "while parsing a flow mapping",
        "keys opened with `{` are not closed rightly",
        "check commas and the `}`",
    ),
    ("while parsing a flow node", "a value is missing here", "check the brackets and commas of this line"),
    ("while parsing a block collection", "this line does not line up with its list", "line up all `-`"),
    (
        "while parsing a block mapping",
        "this line does not line up with the keys above",
        "check its indentation",
    ),
    (
        "while scanning a simple key",
        "a `key:` was expected here",
        "check for a missing colon or a wrong indent",
    ),
    ("while scanning a block scalar", "the lines after `|` or `>` are not indented alike", "line them up"),
    ("while parsing a block node", "a value is missing here", "put text that starts like this in quotes"),
    ("while scanning a directive", "a line cannot start with `%`", "put the text in quotes"),
    ("did not find expected <document start>", "text after the end of the content", "check its indentation"),
    ("expected '<document start>'", "text after the end of the content", "check its indentation"),
)
"""Part of libyaml's or PyYAML's message, what it means for a writer, and what to do."""


def syntax_words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """Return where a file stops being YAML (a character offset), what is wrong there, and a hint."""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    if "cannot start any token" in said:
        return at, *_bad_start(text[at : at + 1])
    for part, message, hint in _WORDS:
        if part in said:
            if "never closed" in message and error.context_mark:
                at = error.context_mark.index
            elif "not closed" in message and error.context_mark:
                return at, message, f"{hint} (it was opened in line {error.context_mark.line + 1})"
            return at, message, hint
    return at, f"this is not YAML: {clean_line(error.problem or '', 100)}", "check indentation and quotes"


def _bad_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab stands where spaces are needed", "indent with spaces"
    return f"a text cannot start with {quote(character)}", "put the text in quotes"
