"""Fitting the network and reading answers with it."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from answers import Answer
from augment import MADE_SHARE
from batches import Example, Tensors, batched, example, in_order, plan, tokenizer
from leaner import STEP, leaner
from network import Reader, Size, sizes_of


SHOWN = 400  # answers by which it is told what each head and channel of a network does


@dataclass(frozen=True)
class Recipe:
    """Everything that a run depends on besides its answers."""

    epochs: int = 5
    size: int = 8
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    frozen_layers: int = 0
    frozen_words: bool = True
    evidence_weight: float = 1.0
    role_weight: float = 1.0
    positive_weight: float = 3.0
    smooth: float = 0.04
    hesitant: float = 0.15
    dropout: float = 0.1
    average: float = 0.99
    level_weight: float = 0.5
    seed: int = 1
    made_share: float = MADE_SHARE
    heads: int = 12
    inner: int = 1536
    """How many heads and inner channels a layer has on average: where the starting weights have more, those
    of the least use are taken out (`leaner.py`)."""


@dataclass(frozen=True)
class Read:
    """What the network says about one answer, as probabilities."""

    levels: np.ndarray  # (criteria, 3)
    evidence: np.ndarray  # (answer tokens, criteria)
    roles: np.ndarray  # (answer tokens, roles)
    offsets: np.ndarray  # (answer tokens, 2)


PASSES = (
    Recipe(),
    Recipe(epochs=2, rate=8e-5, head_rate=4e-4, seed=2),
    Recipe(epochs=2, rate=6e-5, head_rate=4e-4, seed=3),
    Recipe(epochs=2, rate=8e-5, head_rate=4e-4, seed=4, heads=8, inner=1280),
    Recipe(epochs=2, rate=8e-5, head_rate=4e-4, seed=5, heads=7, inner=1088),
    Recipe(epochs=1, rate=8e-5, head_rate=4e-4, seed=6, heads=7, inner=1088),
    Recipe(epochs=2, rate=8e-5, head_rate=4e-4, seed=7, heads=7, inner=1088),
    Recipe(epochs=1, rate=8e-5, head_rate=4e-4, seed=8, heads=7, inner=1088),
)
"""One after the other, each from the weights of the one before and with more answers."""
RUNS = ("r2", "r4", "r5", "r6", "r7", "r8", "r9", "r10")
"""The names of the passes; figures and settings rest on the last."""

Augment = Callable[[list[Answer], random.Random], list[Answer]]


def groups(net: Reader, recipe: Recipe) -> list[dict]:  # type: ignore[type-arg]
    """Parameter groups: the lower a layer, the slower it moves."""
    encoder = net.encoder
    if recipe.frozen_words:
        for table in (encoder.words, encoder.places, encoder.types, encoder.norm):
            table.requires_grad_(False)
    found = []
    count = len(encoder.layers)
    for place, layer in enumerate(encoder.layers):
        if place < recipe.frozen_layers:
            layer.requires_grad_(False)
            continue
        rate = recipe.rate * recipe.layer_decay ** (count - 1 - place)
        found.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
    low = [p for t in (encoder.words, encoder.places, encoder.types, encoder.norm)
           for p in t.parameters() if p.requires_grad]
    if low:
        found.append({"params": low, "lr": recipe.rate * recipe.layer_decay**count,
                      "weight_decay": 0.0})
    heads = [p for name, p in net.named_parameters()
             if not name.startswith("encoder.") or name == "encoder.signals.weight"]
    found.append({"params": heads, "lr": recipe.head_rate, "weight_decay": 0.01})
    return found


def loss_of(net: Reader, batch: Tensors, recipe: Recipe) -> Tensor:
    """Levels, evidence and roles, each a mean of binary losses."""
    levels, evidence, roles = net(batch["ids"], batch["types"], batch["signals"], batch["facts"],
                                  batch["mask"])
    known = batch["known"]
    each = F.binary_cross_entropy_with_logits(levels, batch["steps"], reduction="none").mean(2)
    loss = (each * known).sum() / known.sum()
    # QWK punishes the square of the gap, so the expected level is drawn to the marked one.
    gap = torch.sigmoid(levels).sum(2) - batch["steps"].sum(2)
    loss = loss + recipe.level_weight * (gap.square() / 3 * known).sum() / known.sum()
    answer = batch["mask"] * batch["types"]
    weight = torch.tensor(recipe.positive_weight)
    tokens = F.binary_cross_entropy_with_logits(
        evidence, batch["evidence"], pos_weight=weight, reduction="none")
    shown = answer[:, :, None] * (known > 0)[:, None, :]
    loss = loss + recipe.evidence_weight * (tokens * shown).sum() / shown.sum()
    tokens = F.binary_cross_entropy_with_logits(
        roles, batch["roles"], pos_weight=weight, reduction="none").mean(2)
    return loss + recipe.role_weight * (tokens * answer).sum() / answer.sum()


def fit(answers: Sequence[Answer], recipe: Recipe, augment: Augment | None = None,
        note: Callable[[str], None] = print, keep: Path | None = None,
        check: Callable[[Reader, int], None] | None = None, start: Path | None = None) -> Reader:
    """Tune the encoder; the returned weights are the running average of the last steps.

    `start` holds weights to go on from; without it the base weights are taken. `keep` is where the state
    after each epoch is kept, to be taken up again.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    net = _begun(answers, recipe, start)
    optimiser = torch.optim.AdamW(groups(net, recipe), betas=(0.9, 0.98), fused=True)
    bases = [group["lr"] for group in optimiser.param_groups]
    averaged = copy.deepcopy(net).eval().requires_grad_(False)
    pairs = [(a, p) for a, p in zip(averaged.parameters(), net.parameters(), strict=True)
             if p.requires_grad]
    cut = tokenizer()
    real = list(answers)
    per_epoch = -(-int(len(real) * (1 + recipe.made_share)) // recipe.size)
    total, step, first_epoch = per_epoch * recipe.epochs, 0, 0
    if keep is not None and keep.exists():
        saved = torch.load(keep, weights_only=False)
        net.load_state_dict(saved["net"])
        averaged.load_state_dict(saved["averaged"])
        optimiser.load_state_dict(saved["optimiser"])
        rng.setstate(saved["rng"])
        torch.set_rng_state(saved["torch"])
        first_epoch, step = saved["epoch"], saved["step"]
    for epoch in range(first_epoch, recipe.epochs):
        began, sums, seen = time.time(), 0.0, 0
        shown = augment(real, rng) if augment else real
        examples = [example(cut, one, recipe.smooth, recipe.hesitant) for one in shown]
        lengths = [len(one.window.ids) for one in examples]
        net.train()
        for batch in batched(examples, plan(lengths, recipe.size, rng)):
            share = min(step / total, 1.0)
            scale = min(share / 0.1, (1 - share) / 0.9 + 0.02)
            for group, base in zip(optimiser.param_groups, bases, strict=True):
                group["lr"] = base * scale
            loss = loss_of(net, batch, recipe)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
            pull = min(recipe.average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_([a for a, _ in pairs], [p for _, p in pairs], 1 - pull)
            sums, seen = sums + float(loss.detach()), seen + 1
        note(f"epoch {epoch + 1} loss {sums / seen:.4f} seconds {time.time() - began:.0f}")
        if check:
            check(averaged, epoch + 1)
        if keep is not None:
            torch.save({"net": net.state_dict(), "averaged": averaged.state_dict(),
                        "optimiser": optimiser.state_dict(), "rng": rng.getstate(),
                        "torch": torch.get_rng_state(), "epoch": epoch + 1, "step": step}, keep)
    return averaged


def _begun(answers: Sequence[Answer], recipe: Recipe, start: Path | None) -> Reader:
    """The network as fitting finds it: with the base weights, or those that an earlier pass left."""
    if start is None:
        net = Reader(recipe.dropout)
        net.load_base()
        return net
    net = Reader.of(torch.load(start), recipe.dropout)
    wanted, sizes = Size(recipe.heads, recipe.inner), sizes_of(net.state_dict())
    if (sum(one.heads for one in sizes) <= wanted.heads * len(sizes)
            and sum(one.inner for one in sizes) <= (wanted.inner + STEP) * len(sizes)):
        return net
    shown = random.Random(recipe.seed).sample(list(answers), min(SHOWN, len(answers)))
    cut = tokenizer()
    return leaner(net, wanted, [example(cut, one) for one in shown],
                  lambda one, batch: loss_of(one, batch, recipe))


@torch.no_grad()
def read(net: Reader, answers: Sequence[Answer], size: int = 16) -> list[Read]:
    """Read answers in batches of like length; the results are in the order given."""
    net.eval()
    cut = tokenizer()
    examples: list[Example] = [example(cut, one) for one in answers]
    batches = in_order([len(one.window.ids) for one in examples], size)
    found: dict[int, Read] = {}
    for places, batch in zip(batches, batched(examples, batches), strict=True):
        outputs = net(batch["ids"], batch["types"], batch["signals"], batch["facts"],
                      batch["mask"])
        levels, evidence, roles = (torch.sigmoid(one).numpy() for one in outputs)
        for row, place in enumerate(places):
            window = examples[place].window
            stop = len(window.ids) - 1
            found[place] = Read(levels[row], evidence[row, window.first : stop],
                                roles[row, window.first : stop], window.offsets[window.first : stop])
    return [found[place] for place in range(len(answers))]
