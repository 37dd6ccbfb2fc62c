"""A coach's own criteria: what patterns can say, how coverage is told, and what calibration means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pytest

from nsmtrainer.cli.watch import changes, files_of
from nsmtrainer.content.exemplar_file import with_exemplar
from nsmtrainer.content.library import load_library
from nsmtrainer.content.models import Exemplar
from nsmtrainer.content.templates import new_prompt
from nsmtrainer.errors import ContentError
from nsmtrainer.marking.gates import gated, standardised_difference, wilson
from nsmtrainer.marking.record import sheet_of, sheet_record
from nsmtrainer.marking.trust import NOT_MEASURED
from nsmtrainer.practice.batch import Line
from nsmtrainer.practice.calibrated import (
    calibration_of,
    calibration_words,
    keep_calibration,
)
from nsmtrainer.practice.calibration import calibrate
from nsmtrainer.practice.check import Proof, check_library, choose
from nsmtrainer.practice.coverage import uncovered_levels
from nsmtrainer.practice.score import score_answer
from nsmtrainer.reading.measured import reader_agreement

ROOT = Path(__file__).resolve().parents[2]

RUBRIC = """\
format: 1
id: ours
title: Ours
criteria:
  - id: names_an_owner
    title: Names an owner
    weight: 10
    levels:
      - descriptor: Nobody.
      - {descriptor: A team., needs: [team], advice: Name a team.}
      - {descriptor: An owner., needs: [owner], advice: Name the owner.}
      - {descriptor: An owner who guards., needs: [guards], advice: Say what the owner guards.}
    patterns:
      - {finding: team, any_of: [squad, marketplace team]}
      - {finding: owner, any_of: [is responsible for, owns], near: [squad, marketplace team], within: 4}
      - {finding: guards, any_of: [watches, keeps an eye on], role: guardrail}
"""

EXEMPLARS = """\
exemplars:
  - prompt: airbnb
    text: My north star at Airbnb is nights stayed, because a stay houses the guest.
    claims: {names_an_owner: 0}
  - prompt: airbnb
    text: My north star at Airbnb is nights stayed, and there is a squad.
    claims: {names_an_owner: 1}
  - prompt: airbnb
    text: My north star at Airbnb is nights stayed. The squad owns it.
    claims: {names_an_owner: 2}
  - prompt: airbnb
    text: My north star at Airbnb is nights stayed. The squad owns it; as a guardrail it watches refund rate.
    claims: {names_an_owner: 3}
"""


def write(folder: Path, text: str) -> Path:
    """Write a rubric into a content folder and return its file."""
    path = folder / "content" / "rubrics" / "ours.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def level(folder: Path, answer: str) -> int:
    """Return the level of an answer under the rubric above."""
    library = load_library(folder / "content", env={})
    return score_answer(library, "airbnb", answer, "ours").sheet.marks["names_an_owner"].level


def proof(path: Path) -> Proof:
    """Prove one rubric's file."""
    return check_library(choose(load_library(env={}), [path]))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("The squad owns nights stayed at Airbnb.", 2),
        ("The squd owns nights stayed at Airbnb.", 0),
        ("The marketplce team is responsble for nights stayed at Airbnb.", 2),
        ("The SQUAD owns nights stayed at Airbnb!", 2),
        ("No squad owns nights stayed at Airbnb.", 0),
        ("The squad does not own nights stayed at Airbnb.", 1),
        (
            "There is a squad. Long after all of that had been said, she owns nights stayed at Airbnb.",
            1,
        ),
        ("My north star at Airbnb is nights stayed. The squad owns it and watches the sea.", 2),
    ],
)
def test_what_patterns_can_say(tmp_path: Path, said: str, wanted: int) -> None:
    """Variants, slips of longer words, nearness, negation and the role of a metric all count as described."""
    write(tmp_path, RUBRIC)
    assert level(tmp_path, said) == wanted


def test_a_covered_rubric_is_proven(tmp_path: Path) -> None:
    """With exemplars on every level that get what they claim, nothing is uncovered or silent."""
    found = proof(write(tmp_path, RUBRIC + EXEMPLARS))
    assert found.problems == ()
    assert found.uncovered == ()
    assert found.silent == ()
    assert found.exact == 1.0
    assert found.attacks > 0
    assert found.passed


def test_what_is_not_covered_is_said(tmp_path: Path) -> None:
    """Levels that nothing reaches or misses, and patterns that never fire, are named."""
    head, *_, strong = EXEMPLARS.split("  - prompt")
    only_strong = f"{RUBRIC}{head}  - prompt{strong}"
    found = proof(write(tmp_path, only_strong))
    assert "rubric ours, names_an_owner: no exemplar misses level 1" in found.uncovered
    none = proof(write(tmp_path, RUBRIC))
    assert "rubric ours, names_an_owner: no exemplar reaches level 3" in none.uncovered
    assert sum("no exemplar makes it fire" in one for one in none.silent) == 3
    assert not none.passed


def test_a_pattern_that_fires_wrongly_is_named_with_its_words(tmp_path: Path) -> None:
    """Where a pattern lifts an exemplar over its claim, the words are quoted."""
    text = (RUBRIC + EXEMPLARS).replace(
        "any_of: [squad, marketplace team]}\n", "any_of: [squad, guest, houses]}\n", 1
    )
    found = proof(write(tmp_path, text))
    wrong = [one for one in found.silent if "fires wrongly" in one]
    assert wrong
    assert "guest" in wrong[0]
    missed = next(claim for claim in found.claims if claim.gap)
    assert any("guest" in words for words in missed.words)
    assert not found.passed


def test_one_broken_rubric_takes_no_other_down(tmp_path: Path) -> None:
    """A prompt whose rubric cannot be used is named; everything else is proven all the same."""
    path = write(tmp_path, RUBRIC + EXEMPLARS)
    (path.parent / "torn.yaml").write_text("format: 1\nid: torn\ncriteria: 7\n", encoding="utf-8")
    prompts = tmp_path / "content" / "prompts"
    prompts.mkdir()
    text = (ROOT / "prompts" / "airbnb.yaml").read_text(encoding="utf-8")
    text = text.replace("id: airbnb", "id: homes", 1).replace("rubric: core", "rubric: torn", 1)
    (prompts / "homes.yaml").write_text(text, encoding="utf-8")
    found = check_library(choose(load_library(env={}), [tmp_path / "content"]))
    said = " ".join(problem.render() for problem in found.problems)
    assert "torn.yaml" in said
    assert "homes" in said
    assert any(claim.where.startswith("rubric ours") for claim in found.claims)


def test_a_rubric_on_another_subject_is_proven() -> None:
    """The example on prioritisation, made of phrase patterns alone, holds its own bar."""
    folder = ROOT / "examples" / "prioritisation"
    choice = choose(load_library(env={}), [folder])
    found = check_library(choice)
    assert found.passed, (found.problems, found.silent, found.uncovered, [c for c in found.claims if c.gap])
    assert all(criterion.patterns for criterion in choice.library.rubric("prioritisation").criteria)
    assert found.threshold.exact == 0.9, "the folder's own bar holds without --content"


def test_a_rubric_on_another_subject_does_not_ask_for_a_metric() -> None:
    """Short points and modest words earn what they hold; who marks north stars still asks for one."""
    library = load_library(ROOT / "examples" / "prioritisation", env={})
    text = "I don't know the team. Goal: fewer steps. Reordering first, because it serves that goal."
    earned = score_answer(library, "which-first", text)
    assert earned.sheet.attempt.counts
    assert earned.sheet.marks["serves_a_goal"].level == 2
    assert score_answer(library, "which-first", "", None).sheet.score == 0
    assert not score_answer(library, "which-first", "I don't know the team.", "core").sheet.attempt.counts


def test_a_folders_bar_holds_where_a_file_of_it_is_named(tmp_path: Path) -> None:
    """`check FOLDER` and `check FOLDER/rubrics/x.yaml` ask for the same."""
    folder = tmp_path / "ours"
    (folder / "rubrics").mkdir(parents=True)
    (folder / "rubrics" / "ours.yaml").write_text(RUBRIC, encoding="utf-8")
    (folder / "library.yaml").write_text("format: 1\nthreshold: {exact: 0.5}\n", encoding="utf-8")
    for named in (folder, folder / "rubrics", folder / "rubrics" / "ours.yaml"):
        assert choose(load_library(env={}), [named]).library.threshold.exact == 0.5


# Exemplars from judgements


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "exemplars: []\n",
        "exemplars: []  # none yet\nbars: {strong_hire: 90, hire: 70, mixed: 45}\n",
        "exemplars:\nbars: {strong_hire: 90, hire: 70, mixed: 45}\n",
        EXEMPLARS,
        EXEMPLARS + "\n# The bars.\nbars: {strong_hire: 90, hire: 70, mixed: 45}\n",
        "exemplars:\n- prompt: airbnb\n  text: x\n  claims: {names_an_owner: 0}\n",
    ],
)
def test_an_exemplar_joins_a_file_that_stays_its_authors(tmp_path: Path, ending: str) -> None:
    """Comments and order stay, the exemplar is there, and the file is read without a problem."""
    before = "# mine\n" + RUBRIC + ending
    new = Exemplar(
        "One: two\n\nthree # not a comment", MappingProxyType({"names_an_owner": 1}), prompt="airbnb"
    )
    after = with_exemplar(before, new, "Judged.")
    path = write(tmp_path, after)
    library = load_library(path.parents[1], env={})
    assert [problem for problem in library.problems if "ours" in problem.file] == []
    assert library.rubric("ours").exemplars[-1].text == new.text
    assert library.rubric("ours").exemplars[-1].claims == new.claims
    kept = [line for line in before.splitlines() if line.startswith("#") or "bars" in line]
    assert [line for line in after.splitlines() if line in kept] == kept
    assert with_exemplar(after, new).count("three # not a comment") == 2


def test_a_list_in_brackets_is_left_alone() -> None:
    """Where an exemplar cannot be added without rewriting, the author is told how to write the list."""
    text = RUBRIC + "exemplars: [{prompt: airbnb, text: x, claims: {names_an_owner: 0}}]\n"
    with pytest.raises(ContentError, match="brackets"):
        with_exemplar(text, Exemplar("y", MappingProxyType({"names_an_owner": 0}), prompt="airbnb"))


# Calibration and gates


def marked_lines(path: Path, count: int, flipped: int = 0) -> list[Line]:
    """Return answers with the levels that people gave; of `flipped` ones the program will differ."""
    texts = [line.split("text: ")[1].split("\n")[0] for line in EXEMPLARS.split("  - prompt")[1:]]
    lines = []
    for number in range(count):
        right = number % 4
        given = 3 - right if number < flipped else right
        record = {
            "id": str(number),
            "prompt": "airbnb",
            "text": texts[right],
            "marks": {"names_an_owner": given},
        }
        lines.append(Line(number + 1, record))
    return lines


def test_a_rubric_is_calibrated_by_people(tmp_path: Path) -> None:
    """Thirty agreeing answers calibrate exactly this content; fewer, differing or edited ones do not."""
    path = write(tmp_path, RUBRIC + EXEMPLARS)
    library = load_library(path.parents[1], env={})
    rubric = library.rubric("ours")
    home = tmp_path / "home-of-it"
    assert calibration_words(rubric, home) == NOT_MEASURED
    good = calibrate(library, rubric, marked_lines(path, 32))
    assert good.calibrated
    assert not calibrate(library, rubric, marked_lines(path, 28)).calibrated
    assert not calibrate(library, rubric, marked_lines(path, 32, flipped=16)).calibrated
    few = calibrate(library, rubric, marked_lines(path, 28)).words
    assert few == "not calibrated: compared on 28 of 30 answers"
    assert "short of QWK 0.70" in calibrate(library, rubric, marked_lines(path, 32, flipped=16)).words
    keep_calibration(good, home)
    assert calibration_of(rubric, home) == good
    assert "QWK" in calibration_words(rubric, home)
    path.write_text((RUBRIC + EXEMPLARS).replace("weight: 10", "weight: 11"), encoding="utf-8")
    edited = load_library(path.parents[1], env={}).rubric("ours")
    assert calibration_words(edited, home) == NOT_MEASURED
    (home / "calibrations.json").write_text(json.dumps([1]), encoding="utf-8")
    assert calibration_words(rubric, home) == NOT_MEASURED
    with pytest.raises(ContentError, match="could be compared"):
        calibrate(library, rubric, [])


def test_a_marked_line_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    """A line without marks is told with its number, and the rest are measured."""
    path = write(tmp_path, RUBRIC + EXEMPLARS)
    library = load_library(path.parents[1], env={})
    lines = [*marked_lines(path, 30), Line(31, {"id": "x", "prompt": "airbnb", "text": "Nights."})]
    told: list[str] = []
    found = calibrate(library, library.rubric("ours"), lines, tell=told.append)
    assert found.criteria["names_an_owner"].count == 30
    assert len(told) == 1
    assert "line 31" in told[0]


def test_a_started_prompt_gets_what_it_claims(tmp_path: Path) -> None:
    """The first check of a file that `prompts new` wrote finds nothing wrong with its exemplar."""
    path = tmp_path / "prompts" / "bakery.yaml"
    path.parent.mkdir()
    path.write_text(new_prompt("bakery", "A bakery"), encoding="utf-8")
    proof = check_library(choose(load_library(None, env={}), [path]), attacks_per_kind=0)
    assert proof.passed
    assert [claim.gap for claim in proof.claims] == [0] * 5


def test_built_in_criteria_come_with_their_agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rubrics that only weigh built-in criteria show what was measured; own demands were not measured."""
    library = load_library(env={})
    found = calibration_of(library.rubric("core"), tmp_path)
    assert found is not None
    assert found.calibrated
    shipped = files("nsmtrainer.reading.model") / "files" / "agreement.json"
    assert f"{found.made_at:%Y-%m-%d}" == json.loads(shipped.read_text(encoding="utf-8"))["measured_at"]
    early = library.rubric("early-stage")
    assert calibration_of(early, tmp_path) is not None
    measured = reader_agreement()
    assert measured is not None
    short = {**measured.criteria, "frame_fit": (313, 0.66, (0.6, 0.7))}
    weaker = replace(measured, criteria=MappingProxyType(short))
    monkeypatch.setattr("nsmtrainer.practice.calibrated.reader_agreement", lambda: weaker)
    assert "frame_fit short of QWK 0.70" in calibration_words(early, tmp_path)
    assert "short" not in calibration_words(library.rubric("core"), tmp_path)
    core = library.rubric("core")
    first = core.criteria[0]
    stricter = replace(first, levels=(*first.levels[:3], replace(first.levels[3], needs=("proposal",))))
    assert calibration_of(replace(core, criteria=(stricter, *core.criteria[1:])), tmp_path) is None


def test_changed_demands_on_a_built_in_criterion_need_exemplars_of_their_own(tmp_path: Path) -> None:
    """The library's exemplars prove what is built in; other words and weights need no more than that."""
    core = load_library(env={}).rubric("core")
    first = core.criteria[0]
    stricter = replace(first, levels=(*first.levels[:3], replace(first.levels[3], needs=("proposal",))))
    assert list(uncovered_levels(replace(core, criteria=(replace(first, weight=1),)), [])) == []
    lacking = list(uncovered_levels(replace(core, criteria=(stricter,)), [("single_metric", 0)]))
    said = "rubric core, single_metric: no exemplar reaches level"
    assert lacking == [f"{said} {level}" for level in (1, 2, 3)]


def test_every_mark_sheet_says_whether_its_rubric_is_calibrated(tmp_path: Path) -> None:
    """What held when the marks were given goes with them, as JSON too."""
    path = write(tmp_path, RUBRIC + EXEMPLARS)
    library = load_library(path.parents[1], env={})
    line = marked_lines(path, 32)[0]
    before = score_answer(library, line.record["prompt"], line.record["text"], "ours")
    assert before.sheet.calibration == NOT_MEASURED
    keep_calibration(calibrate(library, library.rubric("ours"), marked_lines(path, 32)))
    after = score_answer(library, line.record["prompt"], line.record["text"], "ours")
    assert "QWK" in after.sheet.calibration
    record = json.loads(json.dumps(sheet_record(after.sheet, after.text)))
    assert record["calibration"] == after.sheet.calibration == sheet_of(record).calibration
    del record["calibration"]
    assert sheet_of(record).calibration == "", "sheets that were kept before say nothing of it"


def test_gates_hold_what_they_say() -> None:
    """The figures follow their definitions on small cases worked out by hand."""
    assert standardised_difference([0, 2], [1, 3]) == pytest.approx(1.0)
    assert standardised_difference([1, 1], [1, 1]) == 0.0
    assert standardised_difference([1, 1], [2, 2]) is None
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.490, abs=0.002)
    assert high == pytest.approx(0.943, abs=0.002)
    assert gated([0, 1, 2, 3] * 10, [0, 1, 2, 3] * 10).passes
    assert not gated([0, 1, 2, 3] * 5, [0, 1, 2, 3] * 5).passes
    assert not gated([0, 1, 2, 3] * 10, [1, 2, 3, 3] * 10).passes


# Watching


def test_watching_tells_each_change_once(tmp_path: Path) -> None:
    """A look at first, then one for every change, none while nothing changes."""
    path = write(tmp_path, RUBRIC)
    looks = [0]

    def wait(_seconds: float) -> None:
        looks[0] += 1
        if looks[0] == 3:
            path.write_text(RUBRIC + "# saved\n", encoding="utf-8")

    seen: Iterator[object] = changes(lambda: files_of([path.parents[1]], None), wait)
    assert len(list(islice(seen, 2))) == 2
    assert looks[0] == 3
