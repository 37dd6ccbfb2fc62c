"""Fit on all folds but one and keep what the network says about that one; can be resumed."""

from __future__ import annotations

import argparse
import os
from dataclasses import fields
from pathlib import Path

import torch

from answers import HERE, Answer, fold_of, load, prompt_fold_of
from augment import every_epoch
from fit import Recipe, fit, read
from held_out import OOF, save
from network import Reader
from trial import counted, line


def parse_recipe(pairs: list[str]) -> Recipe:
    """A recipe with some fields changed, each given as name=value."""
    kinds = {one.name: type(one.default) for one in fields(Recipe)}
    return Recipe(**{name: (value == "True" if kinds[name] is bool else kinds[name](value))
                     for name, value in (pair.split("=") for pair in pairs)})


def run_fold(name: str, by: str, fold: int, answers: list[Answer], recipe: Recipe,
             state: Path, plain: bool = False) -> None:
    """One fold, by author or by prompt; done at once where its predictions are already kept."""
    label = f"{name}-{by}{fold}"
    if (OOF / f"{label}.npz").exists():
        return
    held = [a for a in answers
            if fold == (fold_of(a.source) if by == "author" else prompt_fold_of(a.prompt))]
    out = {a.id for a in held}
    kept = [a for a in answers if a.id not in out]
    print(label, recipe, len(kept), len(held), flush=True)

    def check(net: Reader, epoch: int) -> None:
        if epoch >= recipe.epochs - 2:
            print(f"  after {epoch}:", line(held, counted(read(net, held))), flush=True)

    net = fit(kept, recipe, None if plain else every_epoch,
              note=lambda text: print(text, flush=True), keep=state / f"{label}.pt", check=check)
    save(OOF / f"{label}.npz", held, read(net, held))
    torch.save(net.state_dict(), state / f"{label}.final.pt")


def main() -> None:
    """Run one fold, perhaps with a changed recipe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the name that the predictions are kept under")
    parser.add_argument("fold", type=int)
    parser.add_argument("--by", choices=("author", "prompt"), default="author")
    parser.add_argument("--set", nargs="*", default=[], help="recipe fields, as name=value")
    parser.add_argument("--plain", action="store_true", help="without augmentation")
    parser.add_argument("--state", type=Path, default=HERE / "state")
    wanted = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    wanted.state.mkdir(parents=True, exist_ok=True)
    run_fold(wanted.name, wanted.by, wanted.fold, load(), parse_recipe(wanted.set), wanted.state,
             wanted.plain)


if __name__ == "__main__":
    main()
