"""`check` proves content, and fails when something is broken on purpose."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from nsmtrainer.cli.run import run
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Threshold
from nsmtrainer.practice.attacks import KINDS, attacks_on
from nsmtrainer.practice.check import Claim, Proof, check_library, choose

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A content folder of one's own with a copy of one prompt under another id."""
    (tmp_path / "prompts").mkdir()
    text = (ROOT / "prompts" / "airbnb.yaml").read_text(encoding="utf-8")
    (tmp_path / "prompts" / "homes.yaml").write_text(
        text.replace("id: airbnb", "id: homes", 1), encoding="utf-8"
    )
    return tmp_path


def proof_of(folder: Path) -> Proof:
    """Prove the content of a folder."""
    return check_library(choose(load_library(folder), [folder]), attacks_per_kind=0)


def test_the_same_prompt_is_proven_alike_wherever_it_lies(own: Path) -> None:
    """A copy of a built-in prompt gets the same marks as the original."""
    copied = {(c.criterion, c.claimed, c.given) for c in proof_of(own).claims}
    original = check_library(choose(load_library(), [ROOT / "prompts" / "airbnb.yaml"]), 0).claims
    assert copied == {(c.criterion, c.claimed, c.given) for c in original}


def test_an_exemplar_broken_on_purpose_is_named(own: Path) -> None:
    """A strong claim over an empty text is missed, by name, with the finding that is lacking."""
    path = own / "prompts" / "homes.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("exemplars:")
    broken = (
        "exemplars:\n  - label: strong\n    text: I really like this company and its people.\n"
        "    claims: {single_metric: 3, game_type: 3, guardrail: 3, vanity_distinction: 3,\n"
        "      frame_confusion: 3}\n"
    )
    path.write_text(text[:start] + broken, encoding="utf-8")
    proof = proof_of(own)
    assert not proof.passed
    assert {c.criterion for c in proof.claims if c.gap >= 2} == {
        "single_metric",
        "game_type",
        "guardrail",
        "vanity_distinction",
        "frame_confusion",
    }
    missed = next(c for c in proof.claims if c.criterion == "single_metric")
    assert missed.where == "prompt homes, exemplar 1 (strong)"
    assert missed.missing == ("proposal",)


def test_a_broken_file_is_a_problem_and_the_rest_is_proven(own: Path) -> None:
    """One broken file is reported; the others are marked all the same."""
    (own / "prompts" / "broken.yaml").write_text("id: [", encoding="utf-8")
    proof = proof_of(own)
    assert not proof.passed
    assert any("broken.yaml" in p.file for p in proof.problems)
    assert proof.claims


def test_a_pattern_that_never_fires_is_named(tmp_path: Path) -> None:
    """A coach's pattern that no exemplar makes present is silent, and said to be."""
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "mine.yaml").write_text(
        """\
format: 1
id: mine
title: Mine
extends: core
criteria:
  - id: seasons
    title: Seasons
    weight: 10
    levels:
      - descriptor: Nothing about seasons.
      - descriptor: Seasons are named.
        needs: [season_named]
        advice: Name the season.
      - descriptor: A comparison is made.
        needs: [season_compared]
        advice: Compare with last year.
      - descriptor: And argued.
        needs: [season_argued]
        advice: Say why.
    patterns:
      - {finding: season_named, any_of: [season, summer, winter]}
      - {finding: season_compared, any_of: [same month of last year, compared with last year]}
      - {finding: season_argued, any_of: [because travel is seasonal]}
exemplars:
  - prompt: airbnb
    label: middling
    text: I count nights stayed, and I read them per season, summer against summer.
    claims: {seasons: 1}
""",
        encoding="utf-8",
    )
    proof = proof_of(tmp_path)
    silent = " ".join(proof.silent)
    assert "season_compared" in silent
    assert "season_argued" in silent
    assert "season_named" not in silent
    assert [(c.criterion, c.given) for c in proof.claims] == [("seasons", 1)]


def test_a_bar_is_printed_as_it_is(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    """Two and a half per cent are not two, or nobody could follow the verdict."""
    (own / "library.yaml").write_text("format: 1\nthreshold: {exact: 0.825, overpaid: 0.025}\n", "utf-8")
    run(["check", str(own)])
    shown = capsys.readouterr().out
    assert "overpaid (bar 2.5%)" in shown
    assert "exact (bar 82.5%)" in shown


def test_the_bar_is_the_librarys_own(library: Library) -> None:
    """The built-in library states its bar, and the proof uses it."""
    proof = check_library(choose(library, [ROOT / "prompts" / "airbnb.yaml"]), attacks_per_kind=0)
    assert proof.threshold == library.threshold != Threshold(0.0, 0)


@pytest.mark.parametrize(
    ("gaps", "passed"), [([0, 0, 0, 0, 1], True), ([0, 0, 0, 1, 1], False), ([0, 0, 0, 0, 2], False)]
)
def test_a_proof_holds_the_bar(gaps: list[int], passed: bool) -> None:
    """80 % exact and none off by two passes; less does not."""
    claims = tuple(Claim("x", "guardrail", 2, 2 - gap, ()) for gap in gaps)
    assert Proof((), claims, (), (), 0, (), Threshold()).passed is passed


def test_the_suite_is_large_enough_and_repeats(library: Library) -> None:
    """At least twenty cases of each kind over at least eight prompts, the same on every run."""
    prompts = tuple(library.prompts.values())
    first = [a for p in prompts for a in attacks_on(p, library.rubric(p.rubric), prompts, 1)]
    second = [a for p in prompts for a in attacks_on(p, library.rubric(p.rubric), prompts, 1)]
    assert first == second
    assert set(Counter(a.kind for a in first)) == set(KINDS)
    assert min(Counter(a.kind for a in first).values()) >= 20
    for kind in KINDS:
        assert len({a.prompt for a in first if a.kind == kind}) >= 8


@pytest.mark.parametrize(
    "attacks", [pytest.param(0, id="without attacks"), pytest.param(1, id="whole", marks=pytest.mark.slow)]
)
def test_the_library_is_proven(attacks: int, library: Library) -> None:
    """The built-in exemplars reach the library's bar, every name is found, next to no attack is paid.

    Every day without the attacks, which take longer than all else.
    """
    proof = check_library(choose(library, ()), attacks)
    assert bool(proof.attacks) is bool(attacks)
    assert proof.problems == ()
    assert proof.silent == ()
    assert proof.uncovered == ()
    names = [o.attack.name for o in proof.overpaid]
    assert len(names) <= library.threshold.overpaid * proof.attacks, names
    assert proof.exact >= library.threshold.exact
    assert proof.off_by_two <= library.threshold.off_by_two


def test_the_content_folder_may_be_copied(tmp_path: Path) -> None:
    """Prompts and rubrics work from any folder that is laid out like the built-in one."""
    for folder in ("prompts", "rubrics"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    library = load_library(tmp_path)
    assert library.problems == ()
    assert len(library.prompts) >= 46
