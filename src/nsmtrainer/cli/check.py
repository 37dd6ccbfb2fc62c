"""`nsmtrainer check`: prove prompts and rubrics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.options import STDIN, AsJson, ContentDir, print_json, read_lines
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from nsmtrainer.practice.calibrated import Calibration
    from nsmtrainer.practice.check import Choice, Claim, Proof


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]",
            help="Prompt or rubric files, or folders of them; all of the library without.",
            show_default=False,
        ),
    ] = None,
    attacks: Annotated[
        int, typer.Option("--attacks", metavar="N", min=0, help="Attack cases per kind and prompt.")
    ] = 1,
    marked: Annotated[
        str | None,
        typer.Option(
            "--marked",
            metavar="MARKED.jsonl",
            help="Answers marked by people: measure the rubrics that are checked.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Check again whenever a file changes; Ctrl-C ends it.")
    ] = False,
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """Mark every exemplar against its claims, look for silent patterns, and run the attack suite.

    With marked answers a rubric is called calibrated where the program agrees with people well enough.

    Examples:
      nsmtrainer check
      nsmtrainer check my-content/prompts/bakery.yaml
      nsmtrainer check --watch my-content
      nsmtrainer check my-content/rubrics/team.yaml --marked marked.jsonl
    """
    chosen = tuple(paths or ())
    if watch:
        _refuse_to_watch(marked, as_json)
        from nsmtrainer.cli.watch import watch_and_check

        watch_and_check(chosen, content, lambda: _check_once(chosen, attacks, content, marked, False))
    elif not _check_once(chosen, attacks, content, marked, as_json):
        raise typer.Exit(int(ExitStatus.CONTENT))


def _refuse_to_watch(marked: str | None, as_json: bool) -> None:
    """Raise UsageError for what cannot be done again and again."""
    if as_json:
        raise UsageError("--watch and --json do not go together.", "Leave one of them out.")
    if marked == STDIN:
        raise UsageError(
            "Standard input can be read only once, so --watch has no use for it.",
            "Save the marked answers in a file, and name that file.",
        )


def _check_once(
    paths: tuple[Path, ...], attacks: int, content: Path | None, marked: str | None, as_json: bool
) -> bool:
    """Check and print; return whether all is proven (and calibrated, where that was asked for)."""
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.check import check_library, choose

    choice = choose(load_library(content), paths)
    proof = check_library(choice, attacks)
    measured, unusable = ([], []) if marked is None else _calibrate(choice, marked)
    if as_json:
        record = _record(proof)
        if marked is not None:
            record["calibration"] = {one.rubric: _calibration_record(one) for one in measured}
            record["unusable"] = unusable
        print_json(record)
    else:
        _print_proof(proof)
        for one in measured:
            _print_calibration(one)
    return proof.passed and not unusable and all(one.calibrated for one in measured)


def _calibrate(choice: Choice, marked: str) -> tuple[list[Calibration], list[str]]:
    """Measure the rubrics that are checked; return also which lines could not be used, each named once."""
    from nsmtrainer.cli.run import say
    from nsmtrainer.practice.batch import parse_lines
    from nsmtrainer.practice.calibrated import keep_calibration
    from nsmtrainer.practice.calibration import calibrate

    if not choice.rubrics:
        raise UsageError("No rubric is checked, so there is nothing to measure.", "Name a rubric's file.")
    lines = list(parse_lines(read_lines(marked)))
    unusable: dict[str, None] = {}  # a list of thousands would be slow to look through

    def tell(problem: str) -> None:
        if problem not in unusable:
            unusable[problem] = None
            say(f"{marked}, {problem}")

    made = [calibrate(choice.library, rubric, lines, tell=tell) for rubric in choice.rubrics]
    for one in made:
        keep_calibration(one)
    return made, list(unusable)


def _calibration_record(one: Calibration) -> dict[str, Any]:
    criteria = {
        name: {"count": m.count, "qwk": m.qwk, "interval": m.interval} for name, m in one.criteria.items()
    }
    return {"calibrated": one.calibrated, "criteria": criteria, "lacking": list(one.lacking)}


def _print_calibration(one: Calibration) -> None:
    typer.echo(f"\nRubric {one.rubric}: {one.words}.")
    for name, measured in one.criteria.items():
        qwk = "not defined" if measured.qwk is None else f"{measured.qwk:.2f}"
        if measured.interval is not None:
            qwk += f" ({measured.interval[0]:.2f} to {measured.interval[1]:.2f})"
        typer.echo(f"  {name}: QWK {qwk} on {counted(measured.count, 'answer')}")
    for name in one.lacking:
        typer.echo(f"  {name}: no marked answer")


def _record(proof: Proof) -> dict[str, Any]:
    return {
        "passed": proof.passed,
        "exact": proof.exact,
        "threshold": {
            "exact": proof.threshold.exact,
            "off_by_two": proof.threshold.off_by_two,
            "overpaid": proof.threshold.overpaid,
        },
        "claims": len(proof.claims),
        "misses": [
            {
                "where": c.where,
                "criterion": c.criterion,
                "claimed": c.claimed,
                "given": c.given,
                "missing": list(c.missing),
                "words": list(c.words),
            }
            for c in proof.claims
            if c.gap
        ],
        "silent": list(proof.silent),
        "uncovered": list(proof.uncovered),
        "attacks": proof.attacks,
        "overpaid": [{"attack": o.attack.name, "levels": dict(o.levels)} for o in proof.overpaid],
        "problems": [p.render() for p in proof.problems],
    }


def _print_proof(proof: Proof) -> None:
    from nsmtrainer.text import clean_line, clean_text

    for problem in proof.problems:
        typer.echo(clean_text(problem.render()))
    for claim in proof.claims:
        if claim.gap:
            typer.echo(clean_line(_miss(claim)))
    for line in (*proof.silent, *proof.uncovered):
        typer.echo(clean_line(line))
    for over in proof.overpaid:
        levels = ", ".join(f"{name} {level}" for name, level in over.levels.items())
        typer.echo(clean_line(f"attack {over.attack.name} earns {levels}"))
    typer.echo("")
    if proof.claims:
        typer.echo(
            f"{counted(len(proof.claims), 'claim')}: {proof.exact:.1%} exact "
            f"(bar {_share(proof.threshold.exact)}), "
            f"{proof.off_by_two} off by two or more (bar {proof.threshold.off_by_two})."
        )
    else:
        typer.echo("0 claims: no exemplar was marked.")
    if proof.attacks:
        typer.echo(
            f"{counted(proof.attacks, 'attack')}: {len(proof.overpaid)} overpaid "
            f"(bar {_share(proof.threshold.overpaid)})."
        )
    else:
        typer.echo("0 attacks: none was tried.")
    silent = counted(len(proof.silent), "name or pattern", "names or patterns")
    typer.echo(f"{silent} not found, or found wrongly.")
    typer.echo(f"{counted(len(proof.uncovered), 'gap')} in the levels that exemplars reach and miss.")
    typer.echo(_verdict(proof))


def _verdict(proof: Proof) -> str:
    if not proof.passed:
        return "Not proven."
    return "Proven." if proof.claims else "Nothing is wrong, and nothing was proved: add exemplars."


def _share(part: float) -> str:
    """Return a share as a bar is written: whole per cents without a point, others with what they need."""
    return f"{part * 100:.10g}%"


def _miss(claim: Claim) -> str:
    from nsmtrainer.text import quote

    said = f"{claim.where}: {claim.criterion} claims {claim.claimed}, is given {claim.given}"
    if claim.given < claim.claimed and claim.missing:
        said += f"; not found: {', '.join(claim.missing)}"
    if claim.words:
        said += f"; rests on {', '.join(quote(words, 40) for words in claim.words[:3])}"
    return said
