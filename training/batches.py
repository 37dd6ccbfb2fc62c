"""Answers turned into labelled tensors, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from answers import PUBLIC, Answer
from network import base_folder
from nsmtrainer.reading.model.encoding import CRITERIA, ROLES, Window, encode
from nsmtrainer.reading.model.features import facts

MOST_TOKENS = 384
PUBLIC_WEIGHT = 2.0  # what users will write looks like the public answers, and they are few
PAD_STEP = 8


@dataclass(frozen=True)
class Example:
    """An encoded answer with its targets; `known` masks what nobody marked."""

    window: Window
    steps: np.ndarray  # (criteria, 3) soft targets of level >= 1, 2, 3
    known: np.ndarray  # (criteria,)
    evidence: np.ndarray  # (tokens, criteria)
    roles: np.ndarray  # (tokens, roles)
    facts: np.ndarray  # plain facts about the text


def tokenizer() -> Tokenizer:
    """The base model's tokenizer, never cutting or padding by itself."""
    found = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def example(cut: Tokenizer, answer: Answer, smooth: float = 0.04, hesitant: float = 0.15) -> Example:
    """Encode one answer; a mark that the marker hesitated over has softer targets."""
    window = encode(cut, answer.key_text(), answer.text, MOST_TOKENS, MOST_TOKENS // 2)[0]
    steps = np.zeros((len(CRITERIA), 3), np.float32)
    known = np.zeros(len(CRITERIA), np.float32)
    for place, name in enumerate(CRITERIA):
        if name in answer.marks:
            known[place] = PUBLIC_WEIGHT if answer.source in PUBLIC else 1.0
            soft = hesitant if name in answer.unsure else smooth
            steps[place] = _steps(answer.marks[name], soft)
    evidence = np.zeros((len(window.ids), len(CRITERIA)), np.float32)
    for name, quotes in answer.evidence.items():
        for quote in quotes:
            _paint(evidence, CRITERIA.index(name), window, answer.text, quote)
    roles = np.zeros((len(window.ids), len(ROLES)), np.float32)
    for quote, role in answer.metrics:
        _paint(roles, ROLES.index(role), window, answer.text, quote)
    plain = facts(answer.key_text(), answer.text).astype(np.float32)
    return Example(window, steps, known, evidence, roles, plain)


def _steps(level: int, soft: float) -> np.ndarray:
    """Cumulative targets, softened at the two thresholds next to the level only."""
    target = np.array([float(level >= k) for k in (1, 2, 3)], np.float32)
    if level >= 1:
        target[level - 1] -= soft
    if level <= 2:
        target[level] += soft
    return target


def _paint(labels: np.ndarray, column: int, window: Window, text: str, quote: str) -> None:
    start = text.find(quote)
    if start < 0 or not quote:
        return
    end = start + len(quote)
    begins, ends = window.offsets[:, 0], window.offsets[:, 1]
    labels[(begins < end) & (ends > start) & (ends > begins), column] = 1.0


def plan(lengths: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
    """Batches of like length in a random order."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    chunk = size * 24
    batches = []
    for start in range(0, len(order), chunk):
        near = sorted(order[start : start + chunk], key=lambda place: lengths[place])
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    rng.shuffle(batches)
    return batches


def in_order(lengths: Sequence[int], size: int) -> list[list[int]]:
    """Batches of like length for reading, where the order does not matter."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place])
    return [order[at : at + size] for at in range(0, len(order), size)]


Tensors = dict[str, torch.Tensor]


def collate(examples: Sequence[Example]) -> Tensors:
    """Pad a batch to its longest answer."""
    length = max(len(one.window.ids) for one in examples)
    length += -length % PAD_STEP

    def padded(rows: list[np.ndarray], dtype: torch.dtype) -> torch.Tensor:
        shape = (len(rows), length, *rows[0].shape[1:])
        full = np.zeros(shape, rows[0].dtype)
        for place, row in enumerate(rows):
            full[place, : len(row)] = row
        return torch.from_numpy(full).to(dtype)

    return {
        "ids": padded([one.window.ids for one in examples], torch.long),
        "types": padded([one.window.types for one in examples], torch.long),
        "signals": padded([one.window.signals for one in examples], torch.float32),
        "mask": padded([np.ones(len(one.window.ids), np.float32) for one in examples],
                       torch.float32),
        "evidence": padded([one.evidence for one in examples], torch.float32),
        "roles": padded([one.roles for one in examples], torch.float32),
        "steps": torch.from_numpy(np.stack([one.steps for one in examples])),
        "facts": torch.from_numpy(np.stack([one.facts for one in examples])),
        "known": torch.from_numpy(np.stack([one.known for one in examples])),
    }


def batched(examples: Sequence[Example], batches: Sequence[Sequence[int]]) -> Iterator[Tensors]:
    """The batches one after another."""
    for places in batches:
        yield collate([examples[place] for place in places])
