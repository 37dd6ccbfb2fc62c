"""Rebuild the model: `python training/train.py`.

Fits one network per fold of authors in eight passes, keeps what each says about the authors it has not
seen, settles cut-offs and confidence on that, fits a last network on all answers but those written last, and
writes it where the program looks for it. Every step is kept and taken up again after a stop, the predictions
of a fold for good; `--fresh` forgets them all.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import torch

import export
from answers import FOLDS, HERE, Answer, fold_of, known_at, load
from augment import every_epoch
from crossval import run_fold
from fit import PASSES, RUNS, Recipe, fit
from held_out import OOF, load_all
from network import Reader
from ruled import load_ruled
from settle import settings
from twins import may_test

FILES = HERE.parent / "src" / "nsmtrainer" / "reading" / "model" / "files"
VERSION = "6.0"


def full_network(answers: list[Answer], recipe: Recipe, state: Path, name: str,
                 after: str = "") -> Reader:
    """A network fitted on every answer given, from the weights of the run `after` where one is named."""
    done = state / f"{name}-full.final.pt"
    if done.exists():
        return Reader.of(torch.load(done), recipe.dropout)
    net = fit(answers, recipe, every_epoch, note=lambda text: print(text, flush=True),
              keep=state / f"{name}-full.pt",
              start=state / f"{after}-full.final.pt" if after else None)
    torch.save(net.state_dict(), done)
    return net


def settled(answers: list[Answer], version: str) -> dict:  # type: ignore[type-arg]
    """The settings from the out-of-fold predictions that were kept."""
    held = load_all("author", RUNS[-1])
    judged_answers = [answer for answer in answers if answer.id in held and may_test(answer)]
    folds = np.array([fold_of(answer.source) for answer in judged_answers])
    return settings(version, judged_answers, held, folds, load_ruled())


def main() -> None:
    """Run all steps, or the ones asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--state", type=Path, default=HERE / "state", help="where steps are kept")
    parser.add_argument("--steps", nargs="*", default=["folds", "full", "write"],
                        choices=["folds", "full", "write", "settle"],
                        help="settle writes the settings only, from predictions that are kept")
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--fresh", action="store_true", help="forget the steps that were kept")
    parser.add_argument("--out", type=Path, default=FILES)
    wanted = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    wanted.state.mkdir(parents=True, exist_ok=True)
    if wanted.fresh:
        for name in RUNS:
            for path in [*wanted.state.glob(f"{name}-*.pt"), *OOF.glob(f"{name}-*.npz")]:
                path.unlink()
    answers = load()
    chain = list(zip(RUNS, PASSES, ("", *RUNS), strict=False))
    if "folds" in wanted.steps:
        for fold in range(len(FOLDS)):
            for number, (name, recipe, before) in enumerate(chain):
                known = known_at(number, answers)
                run_fold(name, "author", fold, known, recipe, wanted.state, after=before)
    if "full" in wanted.steps:
        for number, (name, recipe, before) in enumerate(chain):
            full_network(known_at(number, answers), recipe, wanted.state, name, after=before)
    if "settle" in wanted.steps:
        numbers = settled(answers, wanted.version)
        (wanted.out / "settings.json").write_text(export.in_lines(numbers), encoding="utf-8")
    if "write" in wanted.steps:
        known = known_at(len(PASSES) - 1, answers)
        net = full_network(known, PASSES[-1], wanted.state, RUNS[-1], after=RUNS[-2])
        export.write(net, settled(answers, wanted.version), wanted.out, answers[::20])


if __name__ == "__main__":
    main()
