"""Prompt files: what a good one becomes, and what is said of a bad one."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nsmtrainer.content.models import KeyGuardrail, Prompt
from nsmtrainer.content.parsed import Parsed
from nsmtrainer.content.prompt_file import parse_prompt
from tests.content.samples import AROUND, PROMPT


def parsed(text: str) -> Parsed[Prompt]:
    """Read a prompt file called bakery.yaml."""
    return parse_prompt(text.encode(), "bakery.yaml", "bakery", AROUND)


def test_a_good_file_becomes_a_frozen_prompt() -> None:
    """Every key arrives where the rest of the program looks for it, with defaults for what is left out."""
    prompt = parsed(PROMPT).value
    assert prompt is not None
    assert (prompt.id, prompt.product, prompt.rubric, prompt.minutes) == (
        "bakery",
        "a bakery chain",
        "core",
        8,
    )
    assert prompt.guardrails == (
        KeyGuardrail("bread thrown away", "Baking more than people want.", for_metric="loaves eaten"),
    )
    assert prompt.exemplars[0].text == "I would count visits, because visits are good."
    assert prompt.exemplars[0].claims == {"single_metric": 1, "guardrail": 0}
    assert isinstance(prompt.exemplars[0].claims, MappingProxyType)
    assert prompt.follow_ups["guardrail"] == ("How would you notice?",)
    assert prompt.sources[0].year == 1999
    assert len(prompt.content_hash) == 64


SPOILED = [
    ("format: 1", "format: 2", 1, "written in format 2, later than this version knows", "update"),
    ("format: 1", "format: one", 1, "`format` must be 1", "write `format: 1`"),
    ("format: 1\n", "", 1, "`format` is missing", "add `format"),
    (
        "id: bakery",
        "id: bakers",
        2,
        'the id "bakers" and the file\'s name "bakery" differ',
        "write `id: bakery`",
    ),
    ("id: bakery", "id: Bakery!", 2, '`id` must be an id, not "Bakery!"', "lower-case letters"),
    ("title: A north star for a bakery", "title:", 3, "`title` is missing", "add `title"),
    ("title: A north star for a bakery", 'title: "  "', 3, "`title` is empty", "write something"),
    ("title: A north star for a bakery", "title: [a]", 3, "`title` must be a text, not a list", "quotes"),
    ("kind: choose", "kind: choise", 6, '`kind` cannot be "choise"', "did you mean `choose`?"),
    ("kind: choose", "kind: quiz", 6, '`kind` cannot be "quiz"', "choose one of choose, ai, pre_fit"),
    (
        "game: transaction",
        "game: Transaction",
        8,
        '`game` cannot be "Transaction"',
        "did you mean `transaction`?",
    ),
    ("guardrails:", "guardrials:", 17, "unknown key `guardrials`", "did you mean `guardrails`?"),
    ("    catches:", "    cathces:", 19, "unknown key `cathces`", "did you mean `catches`?"),
    ("    catches: Baking more than people want.\n", "", 18, "`catches` is missing", "add `catches"),
    ("    for: loaves eaten", "    for: loafs eaten", 20, "no metric of this prompt", "`loaves eaten`?"),
    ("[bread finished]", "bread finished", 12, "`variants` must be a list, not", "write `[one, another]`"),
    ("[bread finished]", "[{a: b}]", 12, "entry 1 of `variants` must be a text", "quotes"),
    (
        "  guardrail: How",
        "  guardrial: How",
        22,
        "there is no criterion `guardrial`",
        "did you mean `guardrail`?",
    ),
    ("  guardrail:\n    -", "  gaurdrail:\n    -", 24, "there is no criterion `gaurdrail`", "`guardrail`?"),
    ("single_metric: 1", "single_metric: 4", 31, "must be at most 3, not", ""),
    ("single_metric: 1", "single_metric: high", 31, "must be a whole number, not", ""),
    ("single_metric: 1", "single_metrik: 1", 31, "there is no criterion `single_metrik`", "`single_metric`?"),
    ("{single_metric: 1, guardrail: 0}", "{}", 31, "`claims` is empty", "at least one"),
    ("{single_metric: 1, guardrail: 0}", "[1, 2]", 31, "must be a set of `key: value` lines", ""),
    ("{single_metric: 1,", '{"Single metric!": 1,', 31, '"Single metric!" is not an id', "lower-case"),
    ("label: weak", "label: feeble", 27, '`label` cannot be "feeble"', "weak, middling"),
    (
        "quote: I would count visits, because",
        "quote: I would count vistas",
        33,
        "do not occur",
        "…I would count vis",
    ),
    (
        "quote: I would count visits, because",
        "quote: Nothing like it",
        33,
        "do not occur",
        "letter by letter",
    ),
    ("year: 1999", "year: 2020-13-45", 38, '`year` must be a whole number, not "2020-13-45"', ""),
    ("year: 1999", "year: 199", 38, "`year` must be at least 1,900".replace(",", ""), ""),
    ("year: 1999", f"year: {'9' * 5000}", 38, "`year` must be a whole number", ""),
    ("sources:", "minutes: .nan\nsources:", 35, '`minutes` must be a whole number, not ".nan"', ""),
    ("sources:", "minutes: 0\nsources:", 35, "`minutes` must be at least 1", ""),
    ("sources:", "asks: [guardrail]\nsources:", 35, "`guardrail` is a core criterion", "always"),
    ("sources:", "asks: [validation, validation]\nsources:", 35, "listed twice", "entry 1"),
    ("sources:", "asks: [validatoin]\nsources:", 35, "no criterion `validatoin`", "`validation`?"),
    ("sources:", "tolerated: [{name: A}, {name: a}]\nsources:", 35, '"a" is listed twice', "entry 1"),
]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message", "hint"), SPOILED, ids=[str(n) for n in range(len(SPOILED))]
)
def test_each_fault_is_named_with_its_line_and_a_hint(
    right: str, wrong: str, line: int, message: str, hint: str
) -> None:
    """A writer reads where the fault is, what it is, and what to type instead."""
    assert right in PROMPT
    result = parsed(PROMPT.replace(right, wrong, 1))
    assert result.value is None
    told = next((problem for problem in result.problems if message in problem.message), None)
    assert told is not None, [problem.render() for problem in result.problems]
    assert hint in told.hint
    assert told.line == line
    assert "pydantic" not in told.render()


def test_all_faults_of_a_file_are_told_at_once() -> None:
    """Unknown keys, wrong values, missing ones and broken references do not hide one another."""
    text = (
        PROMPT.replace("id: bakery", "id: bakers")
        .replace("kind: choose", "kind: quiz\nkynd: x")
        .replace("    why: Looking is free.", "    why: [x]")
        .replace("    catches: Baking", "    catchs: Baking")
        .replace("follow_ups:\n  guardrail", "follow_ups:\n  gardrail")
        .replace("label: weak", "label: feeble")
        .replace("{single_metric: 1, guardrail: 0}", "{single_metric: 9}")
        .replace("quote: I would", "quote: You would")
        .replace("year: 1999", "year: x")
    )
    told = [(problem.line, problem.message) for problem in parsed(text).problems]
    assert told == [
        (2, 'the id "bakers" and the file\'s name "bakery" differ'),
        (6, '`kind` cannot be "quiz"'),
        (7, "unknown key `kynd`"),
        (17, "`why` must be a text, not a list"),
        (20, "unknown key `catchs`"),
        (25, "there is no criterion `gardrail`"),
        (28, '`label` cannot be "feeble"'),
        (32, '`single_metric` must be at most 3, not "9"'),
        (34, 'the words "You would count visits, because" do not occur in the exemplar\'s text'),
        (39, '`year` must be a whole number, not "x"'),
    ]


def test_words_that_yaml_would_convert_stay_words() -> None:
    """A product called NO, a metric 1.10 and a variant 12:30 are read as they were typed."""
    text = PROMPT.replace("product: a bakery chain", "product: NO").replace(
        "[bread finished]", "[1.10, 12:30, 010]"
    )
    prompt = parsed(text).value
    assert prompt is not None
    assert prompt.product == "NO"
    assert prompt.metrics[0].variants == ("1.10", "12:30", "010")


def test_a_key_left_empty_counts_as_left_out() -> None:
    """`context:` with nothing behind it is no mistake."""
    prompt = parsed(PROMPT + "context:\ntraps:\nminutes:\n").value
    assert prompt is not None
    assert (prompt.context, prompt.traps, prompt.minutes) == ("", (), 8)


def test_criteria_of_a_coach_are_known() -> None:
    """Exemplars may claim levels of a criterion that some rubric adds."""
    assert parsed(PROMPT.replace("guardrail: 0}", "names_owner: 0}")).value is not None


def test_an_unknown_rubric_is_told_and_the_prompt_still_serves() -> None:
    """A prompt can be used under another rubric while its own is missing."""
    result = parsed(PROMPT + "rubric: hose\n")
    assert result.value is not None
    (problem,) = result.problems
    assert (problem.message, problem.hint) == ("there is no rubric `hose`", "did you mean `house`?")


def test_invisible_text_is_dropped_on_the_way_in() -> None:
    """Bidi overrides and tag characters in a content file never reach a screen."""
    prompt = parsed(PROMPT.replace("a bakery chain", "a ba\u202ekery\U000e0041 chain")).value
    assert prompt is not None
    assert prompt.product == "a bakery chain"


def test_the_hash_follows_the_content_and_nothing_else() -> None:
    """Comments, order and quoting change no hash; a word does."""
    plain, other = parsed(PROMPT).value, parsed(PROMPT.replace("Bread changes", "Money changes")).value
    moved = parsed(
        "# mine\n" + PROMPT.replace("format: 1\n", "").replace("choose", "'choose'") + "format: 1\n"
    ).value
    assert plain is not None
    assert other is not None
    assert moved is not None
    assert plain == moved
    assert plain.content_hash != other.content_hash


LINES = PROMPT.splitlines(keepends=True)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_file_is_told_or_read_and_never_crashes(data: st.DataObject) -> None:
    """Lines lost, doubled, swapped or overwritten at random: a prompt or a problem."""
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        junk = data.draw(
            st.sampled_from(["", "x\n", "  - a\n", "metrics: []\n", lines[place] * 2, "  ", "id:\n"])
        )
        lines[place] = junk or data.draw(st.text(max_size=8)) + lines[place]
    result = parse_prompt("".join(lines).encode("utf-8", "surrogatepass"), "bakery.yaml", "bakery", AROUND)
    assert result.value is not None or result.problems
