"""Reports: they say what happened, hold nothing that runs, and lose nobody's words."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from nsmtrainer.marking.trust import NOT_MEASURED
from nsmtrainer.reports.markdown import escape_line, quote_block
from nsmtrainer.reports.render import ReportKind, render_period, render_sessions
from nsmtrainer.reports.session_view import answer_pieces
from nsmtrainer.reports.table import inert, write_table
from nsmtrainer.sessions.models import Attempt, Override, ReMark, Reply
from nsmtrainer.sessions.store import Store
from tests.sessions.build import AIRBNB, START, attempt, sheet

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</style><script>x</script>",
    "</blockquote><script>x</script>", '"><script>x</script>', "'><script>x</script>", "<iframe src=//x></iframe>",
    "<a href='javascript:alert(1)'>x</a>", "<body onload=x>", "<style>*{display:none}</style>", "<base href=//x>",
    "<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=0>", "<form action=//x><input></form>",
    "<object data=//x>", "<embed src=//x>", "<video src=//x>", "<audio src=//x>", "<math><mi xlink:href=//x>",
    "<details open ontoggle=x>", "<marquee onstart=x>", "<input autofocus onfocus=x>", "<select onfocus=x>",
    "<textarea onfocus=x>", "<keygen onfocus=x>", "<button onclick=x>", "<table background=//x>", "<td background=//x>",
    "<div style=background:url(//x)>", "<p style='x:expression(y)'>", "<!--<script>x</script>-->", "<![CDATA[<script>]]>",
    "&lt;script&gt;", "&#60;script&#62;", "\\u003cscript\\u003e", "%3Cscript%3E", "{{ 7*7 }}", "{% raw %}", "${7*7}",
    "<%= 7*7 %>", "{{ ''.__class__ }}", "#{7*7}", "<ScRiPt>x</sCrIpT>", "<script\n>x</script>", "<script/x>x</script>",
    "<<script>x//<</script>", "<script src=//x></script>", "javascript:alert(1)", "data:text/html,<script>x</script>",
    "vbscript:x", "<img src='data:x'>", "<image href=x onerror=y>", "<use href=//x#y>", "<set attributeName=onload>",
    "<animate onbegin=x>", "<foreignObject><script>x</script>", "<template><script>x</script>", "<noscript><p title='",
    "<plaintext>", "<xmp><script>x</script></xmp>", "`<script>`",
]  # fmt: skip

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"//x\")", " =1", "  +1",
    "=IMPORTXML(A1)", "=WEBSERVICE(A1)", "-2+3+cmd|' /C calc'!A0", "@import", "+44 20", "-", "=", "+", "@",
    "=\"a\"", "='a'", "=(1)", "=-1", "=+1", "+-1", "-+1", "@@", "==", "|calc", "%0A=1", "＝1", "＋1", "－1", "＠1",
    "\u00a0=1", "=1\n=2", "=1,2", '="1""2"', "=\t1",
]  # fmt: skip


class Page(HTMLParser):
    """The elements, attributes and words of a page as a browser's parser would find them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data


def hostile(payload: str) -> Attempt:
    """Return an attempt that has a payload in every text of other people."""
    prompt = replace(AIRBNB, title=payload, product=payload, question=payload, context=payload)
    made = attempt(1, 1, prompt=prompt, note=payload, text="My north star is nights booked. " + payload)
    yardstick = replace(
        made.yardstick,
        title=payload,
        criteria=tuple(replace(c, title=payload) for c in made.yardstick.criteria),
    )
    return replace(
        made,
        yardstick=yardstick,
        follow_ups=(Reply("guardrail", payload, payload),),
        prompted=sheet(2),
        overrides=(Override("game_type", 3, payload, payload, START),),
        re_marks=(ReMark(START, sheet(2)),),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_an_element(store: Store, payload: str) -> None:
    """The page has the same elements whatever people wrote, no script, no handler, nothing remote."""
    made = store.save_attempt(hostile(payload))
    pages = [
        render_sessions([made], "html", START),
        render_period(store.summaries(), {"guardrail": payload}, "html", START),
    ]
    plain = [
        render_sessions([hostile("plain words")], "html", START),
        render_period(store.summaries(), {"guardrail": "plain words"}, "html", START),
    ]
    for text, other in zip(pages, plain, strict=True):
        page = Page(text)
        assert [tag for tag, _ in page.elements] == [tag for tag, _ in Page(other).elements]
        allowed = {"class", "lang", "charset", "http-equiv", "content", "name", "role", "aria-label"}
        drawing = {
            "viewbox",
            "width",
            "height",
            "x",
            "y",
            "rx",
            "x1",
            "x2",
            "y1",
            "y2",
            "cx",
            "cy",
            "r",
            "points",
        }
        for tag, attributes in page.elements:
            assert tag not in {"script", "img", "link", "iframe", "a", "object", "form", "base"}
            assert attributes.keys() <= allowed | drawing | {"text-anchor"}
    assert payload.split("\n", maxsplit=1)[0] in Page(pages[0]).words


def test_the_page_forbids_everything_but_its_own_style() -> None:
    """The policy allows one style by its hash, and the hash is that of the style."""
    text = render_sessions([attempt(1)], "html", START)
    policy = dict(Page(text).elements[3][1])["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert " style=" not in text
    assert not re.search(r"(?:https?:)?//\w", text)


def test_the_marked_answer_is_the_answer() -> None:
    """Cut into pieces and joined again, no character is lost, and evidence carries its criterion's number."""
    one = attempt(1, 2)
    pieces = answer_pieces(one.volunteered, one.text)
    assert "".join(piece.text for piece in pieces) == one.text
    first = next(piece for piece in pieces if piece.numbers)
    assert first.text == "My"
    assert set(first.ending) == {1, 2, 3, 4, 5}


def test_what_a_report_of_a_session_says() -> None:
    """Verdict, question, levels with their words and next steps, follow-ups, overrides, origin."""
    one = attempt(
        7,
        1,
        seq=3,
        follow_ups=(Reply("guardrail", "What could go wrong?", "Cancelled stays."),),
        prompted=sheet(3),
        overrides=(Override("game_type", 3, "said it plainly", "Ann", START),),
        re_marks=(ReMark(START, sheet(3)),),
        note="a note",
        hints_used=("guardrail",),
    )
    for kind in ("md", "html"):
        text = render_sessions([one], kind, START)
        for said in (
            "Airbnb", "What would you count?", "8 March 2026", "5 min", "1 hint used", "Mixed", "53", "2", "solid",
            "1 before follow-ups", "own guess", "Cancelled stays.", "said it plainly", "Ann", "the program gave 1",
            "a note", "Marked again on 1 March 2026", "rules 1", "Answer number 7",
        ):  # fmt: skip
            assert said in text, (kind, said)


def test_how_far_to_trust_the_marks_is_a_sentence_of_its_own() -> None:
    """It follows on what the marks were given under, a space between; without it nothing does."""
    one = attempt(1, 1, seq=1)
    known = replace(one, volunteered=replace(one.volunteered, calibration=NOT_MEASURED))
    said = render_sessions([known], "md", START)
    assert re.search(r"^\*Marked under .*, rules \S+\. How far to trust .*yet\.\*$", said, re.MULTILINE)
    unsaid = replace(one, volunteered=replace(one.volunteered, calibration=""))
    assert re.search(
        r"^\*Marked under .*, rules \S+\.\*$", render_sessions([unsaid], "md", START), re.MULTILINE
    )


@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_report_promises_its_reader_nothing_about_how_it_was_sent(kind: ReportKind) -> None:
    """It says how it was made; whoever reads it elsewhere knows that it left the computer."""
    for text in (render_sessions([attempt(1, 1, seq=1)], kind, START), render_period((), {}, kind, START)):
        assert "Made offline on 1 March 2026 by nsmtrainer" in text
        assert "Nothing left" not in text


@pytest.mark.parametrize("given", [True, False])
def test_a_begun_reply_is_in_no_report(given: bool) -> None:
    """A reply is shown where it was given and marked, not where it was only begun."""
    begun = (Reply("guardrail", "What could go wrong?", "Cancelled stays"),)
    one = attempt(1, follow_ups=begun, prompted=sheet(2) if given else None)
    table = io.StringIO()
    write_table(table, [one])
    for text in (
        render_sessions([one], "md", START),
        render_sessions([one], "html", START),
        table.getvalue(),
    ):
        assert ("Cancelled stays" in text) is given


def test_what_a_report_of_a_period_says(store: Store) -> None:
    """The course of the score and of each criterion, guesses, and every session with its note."""
    store.add_all([attempt(n, min(n // 3, 3), note="look here" if n == 4 else "") for n in range(1, 11)])
    for kind in ("md", "html"):
        text = render_period(store.summaries(), {"guardrail": "Guard rail"}, kind, START)
        for said in (
            "10 answers",
            "2 March 2026",
            "11 March 2026",
            "Guard rail",
            "look here",
            "too high",
            "lately",
        ):
            assert said in text, (kind, said)
    assert "<polyline" in render_period(store.summaries(), {}, "html", START)


@pytest.mark.parametrize("kind", ["md", "html"])
def test_an_empty_period(kind: str) -> None:
    """Nothing to report is said, not drawn."""
    assert "No sessions" in render_period((), {}, "md" if kind == "md" else "html", START)


def test_a_report_of_many_sessions_stays_readable(store: Store) -> None:
    """The list is cut with a count, the chart drawn from means."""
    store.save_attempt(attempt(1))
    (one,) = store.summaries()
    summaries = [replace(one, seq=n, started_at=START + timedelta(hours=n)) for n in range(1, 1001)]
    text = render_period(summaries, {}, "html", START)
    assert "And 600 earlier ones." in text
    line = re.search(r'<polyline points="([^"]+)"', text)
    assert line is not None
    assert len(line[1].split()) == 120


MARKDOWN = [
    "```", "~~~", "````x", "> a", "# a", "- a", "+ a", "* a", "1. a", "1) a", "---", "===", "***", "___", "a | b",
    "|---|", "[a](//x)", "![a](//x)", "[a]: //x", "<b>a</b>", "<!-- a -->", "&copy;", "`a`", "**a**", "__a__", "~~a~~",
    "http://x.y", "www.x.y", "a\\", "    code", "\tcode", "$x$", "[^1]", "- [ ] a", "a  ", ":---:", "\\*a\\*",
]  # fmt: skip


def markdown_tokens(text: str) -> tuple[set[str], str]:
    """Return the kinds of element that Markdown makes of a text, and its words."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = [one for token in reader.parse(text) for one in (token, *(token.children or ()))]
    words = "".join(one.content if one.type == "text" else " " for one in inline)
    return {one.type for one in inline}, " ".join(words.split())


@pytest.mark.parametrize("said", MARKDOWN)
def test_markdown_of_other_people_is_text(said: str) -> None:
    """No fence, heading, list, link, image, table or HTML is made of it, and every letter is shown."""
    plain = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline", "text"}
    kinds, words = markdown_tokens(quote_block(f"{said}\n{said} and more\n\n{said}"))
    assert kinds <= plain | {"hardbreak", "softbreak", "text_special"}
    shown = " ".join(said.split())
    assert words == f"{shown} {shown} and more {shown}"
    _, cell = markdown_tokens(f"| a |\n|---|\n| {escape_line(said)} |")
    assert cell == f"a {shown}"


def test_a_table_of_markdown_keeps_its_columns() -> None:
    """A line break or a bar in a title does not break the table."""
    text = render_sessions([hostile("a | b\nc")], "md", START)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell: str) -> None:
    """Whatever a spreadsheet would run begins with an apostrophe, and comes back whole otherwise."""
    file = io.StringIO()
    write_table(file, [attempt(1, note=cell, prompt=replace(AIRBNB, title=cell))])
    header, row = rows_of(file)
    for name in ("note", "title"):
        found = row[header.index(name)]
        assert found == inert(cell) == f"'{cell}"


def rows_of(file: io.StringIO) -> list[list[str]]:
    """Return the rows of a table as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(file.getvalue(), newline="")))


def test_the_table_has_a_row_per_session_and_a_column_per_criterion() -> None:
    """Levels, times and answers stand under their names; a criterion not marked stays empty."""
    made: Sequence[Attempt] = [attempt(1, 2, seq=1), attempt(2, {"guardrail": 3}, seq=2, starred=True)]
    file = io.StringIO()
    write_table(file, made)
    header, first, second = rows_of(file)
    assert len(header) == len(first) == len(second) == len(set(header))
    assert first[header.index("guardrail")] == "2"
    assert second[header.index("guardrail")] == "3"
    assert second[header.index("starred")] == "yes"
    assert first[header.index("answer")] == made[0].text
    assert first[header.index("seconds")] == "300"
