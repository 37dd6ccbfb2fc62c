"""What the YAML border lets through, what it refuses, and how it says so."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nsmtrainer.content import border
from nsmtrainer.content.border import peek, read_document
from nsmtrainer.content.document import plain
from nsmtrainer.content.problems import MAX_PROBLEMS
from nsmtrainer.text import clean_text

KEPT_AS_TYPED = [
    "NO",
    "yes",
    "on",
    "1.10",
    "12:30",
    "010",
    "0x1F",
    "1e3",
    "2024-02-30",
    ".nan",
    "~",
    "null",
    "=",
]


@pytest.mark.parametrize("word", KEPT_AS_TYPED)
def test_scalars_stay_the_text_that_was_typed(word: str) -> None:
    """Nothing becomes a truth value, a number, a time or a date behind a writer's back."""
    root = read_document(f"key: {word}\nlist: [{word}]\n{word}: here\n".encode(), "a.yaml").root
    assert root is not None
    assert plain(root) == {"key": word, "list": [word], word: "here"}


REFUSED = [
    ("a: 1\nb: &x 2\n", 2, 4, "anchors (`&x`)", "write it out"),
    ("a: 1\nb: *x\n", 2, 4, "aliases (`*x`)", "write out what it stands for"),
    ("a: 1\nb:\n  <<: {c: 1}\n", 3, 3, "merge keys", "write the keys out"),
    ("a: !!python/object:os.system x\n", 1, 4, "tags (`!!python/object:os.system", "all values are text"),
    ("a: ! x\n", 1, 4, "tags (`!`)", "all values are text"),
    ("a: 1\nb: 2\na: 3\n", 3, 1, 'the key "a" is given twice', "the first is in line 1"),
    ("a: 1\n---\nb: 2\n", 2, 1, "a second document", "remove the `---`"),
    ("a: " + "[" * 25 + "]" * 25, 1, 23, "more than 20 deep", "no kind of file"),
    ("a:\n" + "- x\n" * 60_000, 49_999, 3, "more than 50,000 entries", "split it"),
    ("", 1, 1, "the file is empty", "start with `format: 1`"),
    ("# only a comment\n", 1, 1, "the file is empty", "start with `format: 1`"),
    ("- a\n- b\n", 1, 1, "not a set of `key: value` lines", ""),
    ("just words\n", 1, 1, "not a set of `key: value` lines", ""),
    ("? [a, b]\n: c\n", 1, 3, "a key must be a word", ""),
    ("a: b: c\n", 1, 5, "does not expect a `:`", "in quotes"),
    ("a:\n\tb: c\n", 2, 1, "a tab stands where spaces are needed", "indent with spaces"),
    ("a: 'open\nb: c\n", 1, 4, "a quote that is opened here is never closed", "closing quote"),
    ("a: @home\n", 1, 4, 'a text cannot start with "@"', "in quotes"),
    ("a: [b, c\nd: e\n", 2, 2, "a list opened with `[`", "`]`"),
    ("a: {b: 1\n", 2, 1, "keys opened with `{`", "`}`"),
    ("a:\n  - b\n c: d\n", 3, 2, "does not line up", "indentation"),
    ('a: "\\q"\n', 1, 5, "starts a code", "single quotes"),
    ('a: "\\ud800"\n', 1, 7, "not a character", "type the character"),
    ('a: "x\\0y"\n', 1, 4, "control character U+0000", "remove its `\\` code"),
    ('a: "\\e[2J"\n', 1, 4, "control character U+001B", "remove its `\\` code"),
    ("a: x\0y\n", 1, 5, "an invisible control character (U+0000)", "delete it"),
    ("a: \x1b[31mred\n", 1, 4, "an invisible control character (U+001B)", "delete it"),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), REFUSED, ids=range(len(REFUSED)))
def test_what_content_does_not_need_is_refused(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    """Each refusal says in plain words what is wrong, where, and what to do."""
    document = read_document(text.encode(), "mine.yaml")
    (problem,) = document.problems[:1]
    assert message in problem.message
    assert hint in problem.hint
    assert (problem.file, problem.line, problem.column) == ("mine.yaml", line, column)
    assert problem.render().startswith(f"mine.yaml:{line}:{column}: {problem.message}")


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        ("a: café\n".encode("latin-1"), "is not UTF-8: line 1 has the byte 0xE9", "encoding UTF-8"),
        ("a: b\n".encode("utf-16"), "is not UTF-8", "UTF-16"),
        (b"\x7fELF\x02\x01\x00\x00\xff\xfe", "is not UTF-8", "not look like a text file"),
        (b"a: \xed\xa0\x80\n", "is not UTF-8", "encoding UTF-8"),
        (b"a: b\n" * 250_000, "larger than 1 MB", "split it"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, message: str, hint: str) -> None:
    """Other encodings, surrogates, binaries and giants are refused as files, with what to do."""
    document = read_document(raw, "mine.yaml")
    (problem,) = document.problems
    assert document.root is None
    assert message in problem.message
    assert hint in problem.hint


def test_all_problems_are_told_at_once() -> None:
    """A writer mends a file in one go: what is wrong in line 1 does not hide line 4."""
    text = "a: &one 1\nb: !!int 2\na: 3\nd: *one\n"
    problems = read_document(text.encode(), "mine.yaml").problems
    assert [problem.line for problem in problems] == [1, 2, 3, 4]


def test_an_open_bracket_is_named_with_its_line() -> None:
    """The parser stops at the next line that makes no sense; the writer has to mend the one before."""
    for text, sign in (("a: x\nb: [oops\nc: y\n", "["), ("a: x\nb: {oops: 1\nc: y\n", "{")):
        (problem,) = read_document(text.encode(), "a.yaml").problems
        assert f"`{sign}`" in problem.message
        assert "opened in line 2" in problem.hint


def test_many_problems_end_in_a_last_word() -> None:
    """A file with thousands of problems names the first ones and says that there are more."""
    problems = read_document(b"a: 1\n" * 5000, "mine.yaml").problems
    assert len(problems) == MAX_PROBLEMS
    assert "more problems" in problems[-1].message


def test_excerpts_are_clean_and_short() -> None:
    """A hostile line cannot control the terminal that shows where it stands."""
    problem = read_document(("a: \x1b]0;x\x07" + "y" * 300).encode(), "evil\x1b[2J\n.yaml").problems[0]
    assert problem.file == "evil .yaml"
    assert len(problem.excerpt) <= 60
    assert clean_text(problem.render()) == problem.render()


def test_lines_are_counted_as_editors_count_them() -> None:
    """Windows line ends, byte order marks and emoji do not move the place that is named."""
    document = read_document("\ufeffa: 1\r\n# \U0001f600\u2028\r\nb: 2\r\nb: 3\r\n".encode(), "mine.yaml")
    assert [(problem.line, problem.column) for problem in document.problems] == [(4, 1)]


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_either_read_or_refused(text: str) -> None:
    """Whatever a file holds, there is a tree or a problem, and never a crash."""
    document = read_document(text.encode("utf-8", "surrogatepass"), "mine.yaml")
    assert document.root is not None or document.problems
    peek(text.encode("utf-8", "surrogatepass"), "id")


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "b: ",
                "\n",
                "  ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "'",
                '"',
                "|",
                ">",
                "&x ",
                "*x",
                "!t ",
                "<<: ",
                "---",
                "#",
                "%",
                "? ",
                ": ",
                "\t",
                "\\",
            ]
        ),
        max_size=40,
    )
)
def test_any_yaml_like_text_is_either_read_or_refused(parts: list[str]) -> None:
    """The marks of YAML in any order: a tree or a problem with its place inside the file."""
    text = "".join(parts)
    document = read_document(text.encode(), "mine.yaml")
    assert document.root is not None or document.problems
    for problem in document.problems:
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.column >= 1


@pytest.mark.parametrize("number", [n for n, case in enumerate(REFUSED) if len(case[0]) < 1000])
def test_without_the_fast_parser_the_same_is_refused(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, its own parser guards the border: slower, as strict."""
    monkeypatch.setattr(border, "_PARSER", yaml.BaseLoader)
    text, line, *_ = REFUSED[number]
    document = read_document(text.encode(), "mine.yaml")
    assert document.problems[0].line in (line, line - 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id: x\nproduct: Bread & co\nrest: [", "Bread & co"),
        ("games: [{product: no}]\nproduct: yes\n", "yes"),
        ("id: product\nx: y\n", ""),
        ("id: [", ""),
        ("", ""),
    ],
)
def test_one_key_can_be_looked_up_quickly(text: str, found: str) -> None:
    """A top-level key is found without reading on, and never mistaken for a nested one or a value."""
    assert peek(text.encode(), "product") == found
