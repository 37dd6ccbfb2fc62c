"""One fold with one recipe: the quick way to see whether an idea helps unseen authors."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch

from agreement import qwk
from answers import CORE, FURTHER, PUBLIC_SETS, Answer, fold_of, load
from fit import Read, Recipe, fit, read
from nsmtrainer.reading.model.encoding import CRITERIA


def counted(found: list[Read]) -> np.ndarray:
    """Levels by counting probabilities over a half."""
    return np.stack([(np.minimum.accumulate(one.levels, 1) > 0.5).sum(1) for one in found])


def scores(answers: list[Answer], levels: np.ndarray) -> dict[str, float]:
    """QWK per criterion, and the means that are aimed at."""
    found: dict[str, float] = {}
    for name in (*CORE, *FURTHER):
        rows = [n for n, a in enumerate(answers) if name in a.marks]
        if len(rows) >= 10:
            truth = np.array([answers[n].marks[name] for n in rows])
            found[name] = qwk(truth, levels[rows, CRITERIA.index(name)])
    found["core"] = float(np.mean([found[name] for name in CORE]))
    return found


def line(answers: list[Answer], levels: np.ndarray) -> str:
    """The scores of all answers and of the public ones, on one line."""
    every = scores(answers, levels)
    public = [n for n, a in enumerate(answers) if a.source in PUBLIC_SETS]
    text = " ".join(f"{name[:9]}={value:.3f}" for name, value in every.items())
    if public:
        part = scores([answers[n] for n in public], levels[public])
        text += f" | public core={part['core']:.3f}"
    return text


def main() -> None:
    """Fit on the other folds, check on this one after each epoch."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--set", nargs="*", default=[], help="recipe fields, as name=value")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sets-only", action="store_true", help="leave the extra answers out")
    parser.add_argument("--augment", action="store_true")
    wanted = parser.parse_args()
    kinds = {one.name: type(one.default) for one in fields(Recipe)}
    recipe = Recipe(**{name: (value == "True" if kinds[name] is bool else kinds[name](value))
                       for name, value in (pair.split("=") for pair in wanted.set)})
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    answers = [a for a in load() if not wanted.sets_only or a.source.startswith("set")]
    kept = [a for a in answers if fold_of(a.source) != wanted.fold]
    held = [a for a in answers if fold_of(a.source) == wanted.fold]
    print(recipe, len(kept), len(held), flush=True)

    def check(net, epoch: int) -> None:  # type: ignore[no-untyped-def]
        if epoch >= recipe.epochs - 2 or epoch == 3:
            print(f"  after {epoch}:", line(held, counted(read(net, held))), flush=True)

    augment = None
    if wanted.augment:
        from augment import every_epoch as augment
    net = fit(kept, recipe, augment, note=lambda text: print(text, flush=True), check=check)
    if wanted.out:
        torch.save(net.state_dict(), wanted.out)
    json.dump(recipe.__dict__, sys.stdout)


if __name__ == "__main__":
    main()
