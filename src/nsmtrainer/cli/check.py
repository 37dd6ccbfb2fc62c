"""`nsmtrainer check`: prove prompts and rubrics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.options import AsJson, ContentDir
from nsmtrainer.errors import ExitStatus

if TYPE_CHECKING:
    from nsmtrainer.practice.check import Claim, Proof


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
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """Mark every exemplar against its claims, look for silent patterns, and run the attack suite.

    Examples:
      nsmtrainer check
      nsmtrainer check my-content/prompts/bakery.yaml
    """
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.check import check_library, choose

    proof = check_library(choose(load_library(content), tuple(paths or ())), attacks)
    if as_json:
        typer.echo(json.dumps(_record(proof), ensure_ascii=False, indent=2))
    else:
        _print_proof(proof)
    if not proof.passed:
        raise typer.Exit(int(ExitStatus.CONTENT))


def _record(proof: Proof) -> dict[str, Any]:
    return {
        "passed": proof.passed,
        "exact": proof.exact,
        "threshold": {"exact": proof.threshold.exact, "off_by_two": proof.threshold.off_by_two},
        "claims": len(proof.claims),
        "misses": [
            {
                "where": c.where,
                "criterion": c.criterion,
                "claimed": c.claimed,
                "given": c.given,
                "missing": list(c.missing),
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
    typer.echo(
        f"{len(proof.claims)} claims: {proof.exact:.1%} exact (bar {proof.threshold.exact:.0%}), "
        f"{proof.off_by_two} off by two or more (bar {proof.threshold.off_by_two})."
    )
    typer.echo(f"{proof.attacks} attacks: {len(proof.overpaid)} overpaid.")
    typer.echo(f"{len(proof.silent)} names or patterns never found.")
    typer.echo("Proven." if proof.passed else "Not proven.")


def _miss(claim: Claim) -> str:
    said = f"{claim.where}: {claim.criterion} claims {claim.claimed}, is given {claim.given}"
    if claim.given < claim.claimed and claim.missing:
        said += f"; not found: {', '.join(claim.missing)}"
    return said
