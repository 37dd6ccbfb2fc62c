"""The one cleaner: text from other people becomes text that is safe to keep, show and quote.

Terminals obey control sequences, wherever they come from, so text is cleaned where it enters
(answers, content files, submissions). Nothing else about it is changed: letters stay as they were typed,
so that offsets into an answer keep their meaning.
"""

from __future__ import annotations

import re
from functools import cache

from nsmtrainer.errors import ContentError

MAX_ANSWER = 20_000
"""The longest answer that is accepted, in characters; more is refused whole, never cut."""

QUOTE_LIMIT = 60
"""How much of somebody's text a message shows, in characters."""

# Compiled when they are first needed: text that is plain and printable, which is most of it, needs none.


@cache
def _sequences() -> re.Pattern[str]:
    """Whole control sequences (ECMA-48). No part can match in two ways, so the time is linear in the text."""
    return re.compile(
        r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, modes
        r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])"  # OSC, DCS, SOS, PM, APC: titles, clipboard, links
        r"[^\x00-\x08\x0a-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"
        r"|\x1b[ -/]{0,2}[0-~]"  # the short ones, and the openings of those that are cut off
    )


@cache
def _breaks() -> re.Pattern[str]:
    """Line breaks of other systems, and of pages pasted out of a PDF."""
    return re.compile(r"\r\n|[\r\x0b\x0c\x85]")


@cache
def _dropped() -> re.Pattern[str]:
    """Single characters that steer a terminal or hide from the eye."""
    planes = range(0, 0x110000, 0x10000)
    return re.compile(
        "["
        "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 control characters
        "\ud800-\udfff"  # halves of surrogate pairs
        "\u202a-\u202e\u2066-\u2069"  # bidi overrides and isolates: they reorder what is read
        "\u206a-\u206f\ufff9-\ufffb"  # deprecated controls, annotation marks
        "\ufeff"  # byte order mark
        "\ufdd0-\ufdef"
        + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in planes)
        + "\U000e0000-\U000e007f"  # tag characters: invisible text
        "]"
    )


def clean_text(text: str) -> str:
    """Return `text` without what could control a terminal or hide from the eye.

    Control sequences go as wholes, control characters, bidi overrides and isolates, tag characters,
    surrogates, byte order marks and noncharacters singly; line breaks become newlines. Tabs, joiners of
    scripts and emoji, and variation selectors stay. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.replace("\n", " ").replace("\t", " ").isprintable():
        return text
    text = _sequences().sub("", text)
    text = _breaks().sub("\n", text)
    return _dropped().sub("", text)


def clean_line(text: str, limit: int | None = None) -> str:
    """Return `text` cleaned and on one line, runs of white space as one space.

    With `limit` (characters, at least 1) a longer line is cut and ends in an ellipsis.
    """
    line = " ".join(clean_text(text).split())
    if limit is None or len(line) <= limit:
        return line
    return line[: limit - 1].rstrip() + "…"


def quote(text: str, limit: int = QUOTE_LIMIT) -> str:
    """Return `text` for a message: one cleaned line, cut to `limit` characters, in double quotes."""
    return f'"{clean_line(text, limit)}"'


def decode_utf8(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes; a leading byte order mark is not part of it.

    `name` is what the message calls the file. Raises ContentError where the bytes are not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Python counts from after a byte order mark; people count from the start of the file.
        at = error.start + len(raw) - len(error.object)
        raise _not_utf8(raw, at, clean_line(name)) from None


def _not_utf8(raw: bytes, at: int, name: str) -> ContentError:
    line = raw.count(b"\n", 0, at) + 1
    message = f"{name} is not UTF-8: line {line} has the byte 0x{raw[at]:02X} (byte {at + 1} of the file)."
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "It looks like UTF-16. In your editor, save it again with the encoding UTF-8."
    elif b"\0" in raw[:4096]:
        hint = "It does not look like a text file. Check that it is the file you meant."
    else:
        hint = "In your editor, save it again with the encoding UTF-8 (it is often Windows-1252 before)."
    return ContentError(message, hint)


def check_answer_length(text: str) -> None:
    """Raise ContentError where an answer is longer than `MAX_ANSWER` characters."""
    if len(text) > MAX_ANSWER:
        raise ContentError(
            f"The answer has {len(text):,} characters; up to {MAX_ANSWER:,} are accepted.",
            "Shorten it; an answer of two or three minutes is about 2,000 characters.",
        )
