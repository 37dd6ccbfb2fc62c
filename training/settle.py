"""The numbers beside the network, chosen on out-of-fold predictions: `settings.json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from scipy.optimize import minimize

from answers import Answer
from batches import MOST_TOKENS
from calibrate import ALONE, Judged, Way, fit_rule, joined, nested, table
from held_out import Held
from ruled import Ruled
from nsmtrainer.reading.model.encoding import CRITERIA, ROLES
from nsmtrainer.reading.model.levels import LevelRule
from nsmtrainer.reading.model.marker import doubts
from pointing_fit import best_evidence, best_role

OVERLAP = 128
NOISE = 0.03  # how far processors differ in the expected level: a rounding that tips, six layers deep
WANTED = 0.86  # a little over the promised 0.85, since the bar is chosen on the same marks


def confidence_rows(judged: dict[str, Judged]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per mark: what confidence rests on, the criterion's place, and whether the level was right."""
    rows, places, right = [], [], []
    for place, name in enumerate(CRITERIA):
        one = judged[name]
        for number, level in enumerate(one.levels):
            first, second, third = (float(cut) for cut in one.cutoffs[number])
            rule = LevelRule(np.zeros((3, 1)), np.zeros(3), (first, second, third))
            a, b, c = (float(chance) for chance in one.chances[number])
            rows.append(doubts(rule, (a, b, c), int(level)))
            places.append(place)
            right.append(level == one.marks[number])
    return np.array(rows), np.array(places), np.array(right, float)


def fit_confidence(rows: np.ndarray, places: np.ndarray, right: np.ndarray,
                   hold: float = 3.0) -> tuple[np.ndarray, np.ndarray]:
    """Logistic weights shared by all criteria, and a bias for each."""
    own = np.eye(len(CRITERIA))[places]
    full = np.hstack([rows, own])

    def loss(found: np.ndarray) -> tuple[float, np.ndarray]:
        score = full @ found
        chance = 1 / (1 + np.exp(-score))
        value = (np.logaddexp(0, score) - right * score).sum() + 0.5 * hold * (found**2).sum()
        return value, full.T @ (chance - right) + hold * found

    found = minimize(loss, np.zeros(full.shape[1]), jac=True, method="L-BFGS-B").x
    return found[: rows.shape[1]], found[rows.shape[1] :]


def bar_for(confidence: np.ndarray, right: np.ndarray, wanted: float = WANTED) -> float:
    """The lowest confidence from which on the marks are right often enough."""
    order = np.argsort(-confidence)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((share >= wanted) & (np.arange(len(order)) >= 30))
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.0


def judge(inputs: np.ndarray, judged: dict[str, Judged], way: Way) -> dict:  # type: ignore[type-arg]
    """One way of judging as `settings.json` holds it, rounded so that the file stays small."""
    rules = {}
    for place, name in enumerate(CRITERIA):
        one = judged[name]
        rule = fit_rule(inputs[one.rows], one.marks, place, way)
        rules[name] = {"weights": np.round(rule.weights, 5).tolist(),
                       "bias": np.round(rule.bias, 5).tolist(),
                       "cutoffs": [round(cut, 4) for cut in rule.cutoffs]}
    rows, places, right = confidence_rows(judged)
    weights, bias = fit_confidence(rows, places, right)
    chance = 1 / (1 + np.exp(-(rows @ weights + bias[places])))
    bar = round(bar_for(chance, right), 4)
    return {
        "names": list(way.names),
        "levels": rules,
        "confidence": {
            "weights": np.round(weights, 5).tolist(),
            "bias": {name: round(float(bias[place]), 5) for place, name in enumerate(CRITERIA)},
            "bar": dict.fromkeys(CRITERIA, bar),
            "noise": NOISE,
        },
    }


def settings(version: str, answers: Sequence[Answer], held: dict[str, Held], folds: np.ndarray,
             ruled: Ruled | None) -> dict:  # type: ignore[type-arg]
    """Everything that `settings.json` holds."""
    inputs = table(answers, held)
    found = {"version": version, "window": {"most": MOST_TOKENS, "overlap": OVERLAP},
             "alone": judge(inputs, nested(answers, inputs, folds), ALONE)}
    if ruled is not None:
        way = joined(ruled.names)
        inputs = table(answers, held, way, ruled.found)
        found["joined"] = judge(inputs, nested(answers, inputs, folds, way), way)
    return found | {
        "evidence": {name: asdict(best_evidence(answers, held, name)) for name in CRITERIA},
        "roles": {role: asdict(best_role(answers, held, role)) for role in ROLES},
    }
