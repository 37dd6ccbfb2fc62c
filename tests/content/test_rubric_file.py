"""Rubric files: criteria that can be marked, and what `extends` changes."""

from __future__ import annotations

import pytest

from nsmtrainer.content.models import Rubric
from nsmtrainer.content.parsed import Parsed
from nsmtrainer.content.rubric_file import read_rubric, resolve_rubric
from tests.content.samples import AROUND, RUBRIC


def parsed(text: str, parent: Rubric | None = None, stem: str = "house") -> Parsed[Rubric]:
    """Read a rubric file and lay it over its parent."""
    return resolve_rubric(read_rubric(text.encode(), f"{stem}.yaml", stem), parent, AROUND)


def house() -> Rubric:
    """Return the sample rubric."""
    rubric = parsed(RUBRIC).value
    assert rubric is not None
    return rubric


def extended(changes: str) -> Parsed[Rubric]:
    """Lay a file with these changes over the sample rubric."""
    return parsed(f"format: 1\nid: mine\ntitle: Mine\nextends: house\n{changes}", house(), "mine")


def test_a_good_file_becomes_a_frozen_rubric() -> None:
    """Criteria, levels, needs, patterns and bars arrive with their numbers and truth values."""
    rubric = house()
    guardrail, owner = rubric.criteria
    assert (guardrail.weight, guardrail.levels[3].needs) == (20.0, ("abuse_or_consequence",))
    assert [pattern.finding for pattern in owner.patterns] == ["team", "owner", "report"]
    assert owner.patterns[1].within == 5
    assert (owner.patterns[2].negatable, owner.patterns[2].role) == (False, "north_star")
    assert {pattern.criterion for pattern in owner.patterns} == {"names_owner"}
    assert (rubric.bars.strong_hire, rubric.bars.require) == (90.0, {"guardrail": 2})


SPOILED = [
    ("weight: 20", "weight: -3", 7, "`weight` must be more than 0", ""),
    ("weight: 20", "weight: heavy", 7, '`weight` must be a number, not "heavy"', ""),
    ("weight: 20", "weight: .nan", 7, "`weight` must be a number", ""),
    ("weight: 20", "weight: nan", 7, "`weight` must be a number", ""),
    ("weight: 20", "weight: 1e999", 7, "`weight` must be a number", ""),
    ("    weight: 20\n", "", 5, "`weight` is missing from `guardrail`", "add `weight"),
    ("      - descriptor: none\n", "", 9, "`levels` has 3 entries and needs at least 4", ""),
    (
        "{descriptor: a worry, needs",
        "{needs",
        10,
        "`descriptor` is missing from level 1",
        "say in a sentence",
    ),
    (
        "needs: [bearing_measure]",
        "needs: [baring_measure]",
        11,
        "no finding `baring_measure`",
        "`bearing_measure`?",
    ),
    (
        "{descriptor: a worry, needs: [worry_or_measure]}",
        "{descriptor: a worry}",
        10,
        "level 1 needs no finding",
        "such as",
    ),
    (
        "- descriptor: none",
        "- {descriptor: none, needs: [bearing_measure]}",
        9,
        "level 0 is what is left",
        "",
    ),
    ("needs: [owner]", "needs: [ownr]", 19, "no pattern of this criterion makes", "did you mean `owner`?"),
    (
        "finding: report",
        "finding: raport",
        20,
        "no pattern of this criterion makes",
        "did you mean `raport`?",
    ),
    (
        "finding: report",
        "finding: raport",
        24,
        "no level needs the finding `raport`",
        "did you mean `report`?",
    ),
    ("any_of: [team, squad]", "any_of: []", 22, "`any_of` has 0 entries and needs at least 1", ""),
    ("any_of: [team, squad]", f"any_of: [{'a b ' * 8}]", 22, "more than 12 words", "a phrase is a few words"),
    ("within: 5", "within: 900", 23, "`within` must be at most 50", ""),
    ("negatable: no", "negatable: maybe", 24, '`negatable` must be yes or no, not "maybe"', ""),
    ("role: north_star", "role: northstar", 24, '`role` cannot be "northstar"', "did you mean `north_star`?"),
    ("hire: 70", "hire: 95", 25, "the bars must descend", ""),
    ("hire: 70", "hire: 170", 25, "`hire` must be at most 100", ""),
    (
        "require: {guardrail: 2}",
        "require: {gardrail: 2}",
        25,
        "no criterion `gardrail` in this rubric",
        "`guardrail`?",
    ),
    ("require: {guardrail: 2}", "require: {guardrail: 5}", 25, "`guardrail` must be at most 3", ""),
    ("id: names_owner", "id: guardrail", 13, '"guardrail" is listed twice', "entry 1"),
    (
        "title: House rules",
        "title: House rules\nnot_asked: [guardrail]",
        4,
        "this one extends none",
        "add `extends`",
    ),
    ("id: names_owner", "id: game_type", 22, "`game_type` is built in", "an id of your own"),
    (
        "bars:",
        "exemplars: [{text: x, prompt: bakery, claims: {game_type: 1}}]\nbars:",
        25,
        "no criterion `game_type`",
        "",
    ),
    ("bars:", "exemplars: [{text: x, claims: {guardrail: 1}}]\nbars:", 25, "`prompt` is missing", ""),
]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message", "hint"), SPOILED, ids=[str(n) for n in range(len(SPOILED))]
)
def test_each_fault_is_named_with_its_line_and_a_hint(
    right: str, wrong: str, line: int, message: str, hint: str
) -> None:
    """A coach reads where the fault is, what it is, and what to type instead."""
    assert right in RUBRIC
    result = parsed(RUBRIC.replace(right, wrong, 1))
    assert result.value is None
    told = [problem for problem in result.problems if message in problem.message]
    assert told, [problem.render() for problem in result.problems]
    assert any(problem.line == line and hint in problem.hint for problem in told), [p.render() for p in told]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    """A wrong number, a wrong need, a lost level text and a bar out of order, each once, in order."""
    text = (
        RUBRIC.replace("title: House rules", "titel: House rules")
        .replace("weight: 20", "weight: heavy")
        .replace("{descriptor: a worry,", "{descriptor: [a],")
        .replace("needs: [owner]", "needs: [ownr]")
        .replace("within: 5", "within: 500")
        .replace("mixed: 45", "mixed: 75")
    )
    told = [(problem.line, problem.message) for problem in parsed(text).problems]
    assert told == [
        (3, "unknown key `titel`"),
        (7, '`weight` must be a number, not "heavy"'),
        (10, "`descriptor` must be a text, not a list"),
        (19, "no pattern of this criterion makes the finding `ownr`"),
        (23, "no level needs the finding `owner`"),
        (23, '`within` must be at most 50, not "500"'),
        (25, "the bars must descend: strong_hire 90, hire 70, mixed 75 do not"),
    ]


def test_a_rubric_without_criteria_is_refused() -> None:
    """There is nothing to mark under it."""
    result = parsed("format: 1\nid: house\ntitle: House\n")
    assert [problem.message for problem in result.problems] == ["the rubric has no criteria"]


def test_extending_without_changes_keeps_everything() -> None:
    """A rubric that only extends marks as the other one does."""
    rubric = extended("").value
    assert rubric is not None
    assert (rubric.criteria, rubric.bars, rubric.extends) == (house().criteria, house().bars, "house")


def test_extending_changes_only_what_is_named() -> None:
    """A new weight keeps levels and title; a changed bar keeps the others; new criteria come last."""
    rubric = extended(
        "criteria:\n"
        "  - {id: guardrail, weight: 40}\n"
        "  - id: game_type\n"
        "    title: Game\n"
        "    weight: 5\n"
        "    levels:\n"
        "      - {descriptor: a}\n"
        "      - {descriptor: b, needs: [game_described]}\n"
        "      - {descriptor: c, needs: [game_named]}\n"
        "      - {descriptor: d, needs: [metric_derived]}\n"
        "bars: {strong_hire: 95, require: {guardrail: 0, game_type: 1}}\n"
    ).value
    assert rubric is not None
    assert [criterion.id for criterion in rubric.criteria] == ["guardrail", "names_owner", "game_type"]
    assert rubric.criteria[0].weight == 40
    assert rubric.criteria[0].levels == house().criteria[0].levels
    assert (rubric.bars.strong_hire, rubric.bars.hire, rubric.bars.mixed) == (95, 70, 45)
    assert rubric.bars.require == {"game_type": 1}


def test_one_level_can_be_changed_alone() -> None:
    """Entries of `{}` keep their level; a new descriptor keeps the level's needs."""
    rubric = extended(
        "criteria: [{id: guardrail, levels: [{}, {}, {descriptor: a count, advice: Count it.}, {}]}]"
    ).value
    assert rubric is not None
    level = rubric.criteria[0].levels[2]
    assert (level.descriptor, level.advice, level.needs) == ("a count", "Count it.", ("bearing_measure",))
    assert rubric.criteria[0].levels[1] == house().criteria[0].levels[1]


def test_criteria_can_be_left_out() -> None:
    """What is not asked is gone, with what the bars required of it."""
    rubric = extended("not_asked: [guardrail]").value
    assert rubric is not None
    assert [criterion.id for criterion in rubric.criteria] == ["names_owner"]
    assert rubric.bars.require == {}


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ("not_asked: [gardrail]", "there is no criterion in `house` called `gardrail`", "`guardrail`?"),
        (
            "not_asked: [guardrail]\ncriteria: [{id: guardrail, weight: 3}]",
            "left out here and given",
            "keep one",
        ),
        ("not_asked: [guardrail, names_owner]", "the rubric has no criteria", "add some"),
        ("bars: {mixed: 80}", "the bars must descend", "asks for more"),
        ("criteria: [{id: other, weight: 3}]", "`title` is missing from `other`", "add `title"),
    ],
)
def test_faults_of_an_extension_are_named(changes: str, message: str, hint: str) -> None:
    """A slip in what is changed is told like any other."""
    result = extended(changes)
    assert result.value is None
    assert any(message in one.message and hint in one.hint for one in result.problems)


def test_inherited_exemplars_claim_what_is_left() -> None:
    """Exemplars come along with `extends`, without their claims about criteria that are left out."""
    exemplars = "exemplars: [{text: x, prompt: bakery, claims: {guardrail: 1, names_owner: 0}}]\n"
    parent = parsed(RUBRIC + exemplars).value
    rubric = parsed(
        "format: 1\nid: mine\ntitle: Mine\nextends: house\nnot_asked: [guardrail]\n", parent, "mine"
    ).value
    assert rubric is not None
    assert rubric.exemplars[0].claims == {"names_owner": 0}


def test_the_hash_is_of_the_resolved_content() -> None:
    """Two ways to write the same rubric have the same hash; another weight has another."""
    same, other = extended("").value, extended("criteria: [{id: guardrail, weight: 40}]").value
    again = parsed(RUBRIC.replace("id: house", "id: mine").replace("House rules", "Mine"), None, "mine").value
    assert same is not None
    assert other is not None
    assert again is not None
    assert same.content_hash == again.content_hash != other.content_hash


def test_an_exemplar_of_an_unknown_prompt_is_told_and_the_rubric_still_serves() -> None:
    """A missing prompt is a problem of the exemplar, not of the marks."""
    result = parsed(RUBRIC + "exemplars: [{text: x, prompt: bakry, claims: {guardrail: 1}}]\n")
    assert result.value is not None
    assert [(one.message, one.hint) for one in result.problems] == [
        ("there is no prompt `bakry`", "did you mean `bakery`?")
    ]


def test_a_change_to_a_misspelt_criterion_is_told_from_a_new_one() -> None:
    """Where only what changes is given, an existing criterion is meant, and the nearest is named."""
    (problem,) = extended("criteria:\n  - id: guardrial\n    weight: 30\n").problems
    assert problem.message == "there is no criterion `guardrial` to change"
    assert "did you mean `guardrail`?" in problem.hint
    assert problem.line == 6
