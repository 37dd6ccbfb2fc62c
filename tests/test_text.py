"""What people rely on when text of strangers is shown, kept and quoted."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nsmtrainer.errors import ContentError
from nsmtrainer.text import MAX_ANSWER, check_answer_length, clean_line, clean_text, decode_utf8, quote

HOSTILE = [
    ("\x1b[31mred\x1b[0m", "red"),
    ("\x1b[2J\x1b[Hgone", "gone"),
    ("\x1b]0;title\x07text", "text"),
    ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("\x1b]52;c;aGVsbG8=\x07copied", "copied"),
    ("\x9b31mred", "red"),
    ("\x9d0;title\x9ctext", "text"),
    ("\x90qdevice\x9ctext", "text"),
    ("\x1bPdevice\x1b\\text", "text"),
    ("\x1b_app\x1b\\text", "text"),
    ("\x1b^note\x1b\\text", "text"),
    ("\x1bXstart\x1b\\text", "text"),
    ("\x1b]0;never closed", "0;never closed"),
    ("\x1bc reset", " reset"),
    ("\x1b(0line drawing", "line drawing"),
    ("\x1b", ""),
    ("a\x1b\x1b[0m[0mb", "a[0mb"),
    ("a\x00b", "ab"),
    ("a\x08b\x7fc", "abc"),
    ("a\x84b", "ab"),
    ("safe\u202egnp.exe", "safegnp.exe"),
    ("\u2066isolated\u2069", "isolated"),
    ("hid\U000e0041\U000e0042den", "hidden"),
    ("\ufeffstart", "start"),
    ("half\ud83d", "half"),
    ("\uffff\ufdd0\U0010fffe", ""),
    ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ("page\x0cpage\x0bpage\x85page", "page\npage\npage\npage"),
]

KEPT = [
    "plain words, with marks: -- (so) [bold]not markup[/bold]",
    "tab\tand\nnewline",
    "e\u0301 stays two characters, \u00e9 one",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # family emoji
    "\u2764\ufe0f",  # variation selector
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian needs its non-joiner
    "\u05e9\u200f!",
    "typographic “quotes” – and … dots",
]


@pytest.mark.parametrize(("hostile", "expected"), HOSTILE)
def test_what_controls_a_terminal_is_dropped(hostile: str, expected: str) -> None:
    """Sequences go as wholes, so no remains of a colour or a title stand in the text."""
    assert clean_text(hostile) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_people_write_is_kept(text: str) -> None:
    """Emoji, other scripts and brackets stay exactly as they are."""
    assert clean_text(text) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_is_safe_and_settles_at_once(text: str) -> None:
    """Whatever comes in, no control or surrogate stays, and a second cleaning changes nothing."""
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    kinds = {unicodedata.category(character) for character in cleaned if character not in "\n\t"}
    assert not kinds & {"Cc", "Cs"}
    cleaned.encode("utf-8")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())), st.integers(1, 80))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    """A line for display has no break, is not longer than asked, and stays as it is when cleaned again."""
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert clean_line(line, limit) == line


def test_quotes_are_cut_with_an_ellipsis() -> None:
    """A message shows at most sixty characters of what somebody wrote."""
    assert quote("short\ntext") == '"short text"'
    assert quote("x" * 100) == '"' + "x" * 59 + '…"'


@pytest.mark.parametrize("unit", ["\x1b[0", "\x1b]0;a", "\x9d", "\x1b", "\x1b[0 ", "\x90x\x1b", "\r"])
def test_cleaning_takes_time_in_proportion(unit: str) -> None:
    """Unfinished sequences, thousands of them, are cleaned at once."""
    before = time.thread_time()
    clean_text(unit * 100_000)
    assert time.thread_time() - before < 1.0


def test_utf8_is_decoded_without_its_mark() -> None:
    """A byte order mark, as Windows editors write it, is not part of the text."""
    assert decode_utf8("\ufeffnaïve".encode(), "a.txt") == "naïve"


@pytest.mark.parametrize(
    ("raw", "where", "hint"),
    [
        (
            "one\ncaf\u00e9".encode("latin-1"),
            "line 2 has the byte 0xE9 (byte 8 of the file)",
            "encoding UTF-8",
        ),
        ("\ufeffone\ncaf".encode() + b"\xe9", "line 2 has the byte 0xE9 (byte 11 of the file)", "UTF-8"),
        ("two".encode("utf-16"), "byte 1 of the file", "UTF-16"),
        (b"\x7fELF\0\0\xff\xfe\xfa", "byte 7 of the file", "not look like a text file"),
    ],
)
def test_other_encodings_are_refused_with_what_to_do(raw: bytes, where: str, hint: str) -> None:
    """The message says where the first foreign byte stands, the hint what to do about it."""
    with pytest.raises(ContentError) as refused:
        decode_utf8(raw, "answers.txt")
    assert refused.value.message.startswith("answers.txt is not UTF-8")
    assert where in refused.value.message
    assert hint in refused.value.hint


def test_an_answer_too_long_is_refused_whole() -> None:
    """The longest answer passes, one character more does not, and the message gives both lengths."""
    check_answer_length("x" * MAX_ANSWER)
    with pytest.raises(ContentError, match=r"20,001 characters; up to 20,000"):
        check_answer_length("x" * (MAX_ANSWER + 1))
