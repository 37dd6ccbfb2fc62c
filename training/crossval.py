"""Fit on all folds but one and keep what the network says about that one; can be resumed."""

from __future__ import annotations

import argparse
import os
from dataclasses import fields, replace
from pathlib import Path

import torch

from answers import HERE, Answer, fold_of, known_at, load, prompt_fold_of
from augment import every_epoch
from fit import PASSES, Recipe, fit, read
from held_out import OOF, save
from network import Reader
from trial import counted, line


def parse_recipe(pairs: list[str], base: Recipe) -> Recipe:
    """A recipe with some fields changed, each given as name=value."""
    kinds = {one.name: type(one.default) for one in fields(Recipe)}
    return replace(base, **{name: (value == "True" if kinds[name] is bool else kinds[name](value))
                            for name, value in (pair.split("=") for pair in pairs)})


def run_fold(name: str, by: str, fold: int, answers: list[Answer], recipe: Recipe,
             state: Path, plain: bool = False, after: str = "") -> None:
    """One fold, by author or by prompt; done at once where its predictions are kept, or only read where it
    has been fitted.

    `after` names the run whose weights for the same fold this one goes on from.
    """
    label = f"{name}-{by}{fold}"
    if (OOF / f"{label}.npz").exists():
        return
    held = [a for a in answers if fold_of(a.source) >= 0
            and fold == (fold_of(a.source) if by == "author" else prompt_fold_of(a.prompt))]
    unseen = {a.prompt for a in held} if by == "prompt" else set()
    out = {a.id for a in held}
    kept = [a for a in answers if a.id not in out and a.prompt not in unseen]
    print(label, recipe, len(kept), len(held), flush=True)

    def check(net: Reader, epoch: int) -> None:
        if epoch >= recipe.epochs - 2:
            print(f"  after {epoch}:", line(held, counted(read(net, held))), flush=True)

    done = state / f"{label}.final.pt"
    if done.exists():
        net = Reader.of(torch.load(done), recipe.dropout)
    else:
        net = fit(kept, recipe, None if plain else every_epoch,
                  note=lambda text: print(text, flush=True), keep=state / f"{label}.pt", check=check,
                  start=state / f"{after}-{by}{fold}.final.pt" if after else None)
        torch.save(net.state_dict(), done)
    save(OOF / f"{label}.npz", held, read(net, held))


def main() -> None:
    """Run one fold, perhaps with a changed recipe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the name that the predictions are kept under")
    parser.add_argument("fold", type=int)
    parser.add_argument("--by", choices=("author", "prompt"), default="author")
    parser.add_argument("--set", nargs="*", default=[], help="recipe fields, as name=value")
    parser.add_argument("--after", default="", help="the run whose weights to go on from")
    parser.add_argument("--pass", type=int, default=1, choices=range(1, len(PASSES) + 1), dest="number",
                        help="whose recipe and answers to take")
    parser.add_argument("--plain", action="store_true", help="without augmentation")
    parser.add_argument("--state", type=Path, default=HERE / "state")
    wanted = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    wanted.state.mkdir(parents=True, exist_ok=True)
    recipe = parse_recipe(wanted.set, PASSES[wanted.number - 1])
    answers = known_at(wanted.number - 1, load())
    run_fold(wanted.name, wanted.by, wanted.fold, answers, recipe, wanted.state, wanted.plain, wanted.after)


if __name__ == "__main__":
    main()
