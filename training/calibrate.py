"""From out-of-fold scores to levels: linear rules over scores and facts, cut-offs, confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.optimize import minimize

from agreement import qwk
from answers import Answer
from held_out import Held
from nsmtrainer.reading.model.encoding import CRITERIA
from nsmtrainer.reading.model.features import NAMES, facts
from nsmtrainer.reading.model.levels import LevelRule, inputs_of, sigmoid

SCORES = len(CRITERIA) * 3
PLAIN = (0.5, 1.5, 2.5)
HITS = ("metric_hit", "vanity_hit", "guardrail_hit", "tolerated_hit")
"""Facts that are never weighed here: whoever names what is in the key would be paid for that alone."""
GRID = np.linspace(-0.35, 0.35, 15)


@dataclass(frozen=True)
class Strength:
    """How strongly the linear rules are held to the network's own score; None leaves a part out."""

    own: float = 30.0
    scores: float | None = None
    facts: float | None = None
    rules: float | None = None
    fitted: bool = False  # without it the network's scores are taken as they are
    trust: float = 0.0  # how far cut-offs may move to where QWK was best

    def penalties(self, criterion: int, names: Sequence[str]) -> np.ndarray:
        """One penalty per input; infinite where the input is left out.

        Of the rules' findings a criterion sees its own, and what they say of the attempt.
        """
        found = np.full(SCORES + len(NAMES) + len(names), np.inf)
        if self.rules is not None:
            for place, name in enumerate(names):
                if name.split(".")[0] in (CRITERIA[criterion], "attempt"):
                    found[SCORES + len(NAMES) + place] = self.rules
        if self.scores is not None:
            found[:SCORES] = self.scores
        if self.facts is not None:
            found[SCORES : SCORES + len(NAMES)] = [
                np.inf if name in HITS else self.facts for name in NAMES]
        found[criterion * 3 : criterion * 3 + 3] = self.own
        return found


@dataclass(frozen=True)
class Way:
    """One way of judging: the rules' findings that it sees, and how strongly each criterion is fitted."""

    names: tuple[str, ...]
    strengths: Mapping[str, Strength]

    def strength(self, name: str) -> Strength:
        """The strength of a criterion; plain rounding of the network's chances where none is set."""
        return self.strengths.get(name, Strength())


ALONE = Way((), {"frame_confusion": Strength(facts=100.0, fitted=True, trust=0.7)})
"""The network by itself: plain rounding, by what measurement showed, but for one criterion."""


def joined(names: Sequence[str]) -> Way:
    """Network and rules together; how strongly each part weighs was chosen by measurement, per criterion.

    Other criteria's scores are weighed where that helped, if little (README.md). On the single metric it
    gained nothing, and lent a list of equals the credit of the good answer around it.
    """
    strengths = dict.fromkeys(CRITERIA, Strength(own=10.0, rules=1.0, fitted=True, trust=0.7))
    strengths |= {
        "single_metric": Strength(own=10.0, facts=100.0, rules=1.0, fitted=True, trust=0.7),
        "game_type": Strength(own=3.0, rules=0.3, fitted=True, trust=0.35),
        "guardrail": Strength(own=30.0, scores=100.0, rules=1.0, fitted=True, trust=0.35),
        "vanity_distinction": Strength(own=30.0, scores=100.0, rules=3.0, fitted=True, trust=0.35),
        "frame_confusion": Strength(own=3.0, scores=300.0, facts=100.0, rules=0.3, fitted=True, trust=1.0),
    }
    for name in ("value_statement", "input_metrics"):  # too few answers to weigh findings by
        strengths[name] = Strength()
    return Way(tuple(names), strengths)


def table(answers: Sequence[Answer], held: dict[str, Held], way: Way = ALONE,
          found: Mapping[str, Mapping[str, float]] = MappingProxyType({})) -> np.ndarray:
    """One row of inputs per answer."""
    rows = []
    for answer in answers:
        plain = facts(answer.key_text(), answer.text)
        ruled = np.array([found[answer.id].get(name, 0.0) for name in way.names])
        rows.append(inputs_of(held[answer.id].scores, plain, ruled))
    return np.stack(rows)


def fit_rule(inputs: np.ndarray, marks: np.ndarray, criterion: int, way: Way) -> LevelRule:
    """A rule for one criterion from the rows that are marked on it."""
    strength = way.strength(CRITERIA[criterion])
    weights, bias = np.zeros((3, inputs.shape[1])), np.zeros(3)
    if strength.fitted:
        weights, bias = _fitted(inputs, marks, criterion, way)
    else:
        weights[:, criterion * 3 : criterion * 3 + 3] = np.eye(3)
    plain = LevelRule(weights, bias, PLAIN)
    if not strength.trust:
        return plain
    return LevelRule(weights, bias, best_cutoffs(at_least(plain, inputs), marks, strength.trust))


def _fitted(inputs: np.ndarray, marks: np.ndarray, criterion: int,
            way: Way) -> tuple[np.ndarray, np.ndarray]:
    """Linear weights per threshold, by logistic regression held to the network's own scores."""
    penalties = way.strength(CRITERIA[criterion]).penalties(criterion, way.names)
    used = np.flatnonzero(np.isfinite(penalties))
    middle, spread = inputs.mean(0), inputs.std(0) + 1e-3
    middle[:SCORES], spread[:SCORES] = 0.0, 3.0
    ruled = SCORES + len(NAMES)
    middle[ruled:], spread[ruled:] = 0.0, 1.0
    rows = ((inputs - middle) / spread)[:, used]
    weights, bias = np.zeros((3, inputs.shape[1])), np.zeros(3)
    for step in range(3):
        start = (used == criterion * 3 + step) * 3.0  # the network's own score as it is
        found = _logistic(rows, (marks > step).astype(float), start, penalties[used])
        weights[step, used] = found[:-1] / spread[used]
        bias[step] = found[-1] - weights[step] @ middle
    return weights, bias


def _logistic(rows: np.ndarray, truth: np.ndarray, start: np.ndarray,
              penalty: np.ndarray) -> np.ndarray:
    """Logistic regression held to `start` rather than to zero."""

    def loss(found: np.ndarray) -> tuple[float, np.ndarray]:
        score = rows @ found[:-1] + found[-1]
        chance = sigmoid(score)
        away = found[:-1] - start
        value = (np.logaddexp(0, score) - truth * score).sum() + 0.5 * (penalty * away**2).sum()
        return value, np.append(rows.T @ (chance - truth) + penalty * away, (chance - truth).sum())

    return minimize(loss, np.append(start, 0.0), jac=True, method="L-BFGS-B").x


def at_least(rule: LevelRule, inputs: np.ndarray) -> np.ndarray:
    """P(level >= 1, 2, 3) for every row."""
    return np.minimum.accumulate(sigmoid(inputs @ rule.weights.T + rule.bias), axis=1)


def levels_of(chances: np.ndarray, cutoffs: Sequence[float]) -> np.ndarray:
    """The expected levels, rounded at the cut-offs."""
    return np.searchsorted(np.asarray(cutoffs), chances.sum(1), side="left")


def best_cutoffs(chances: np.ndarray, marks: np.ndarray,
                 trust: float) -> tuple[float, float, float]:
    """Cut-offs of the best QWK, pulled back towards plain rounding, since few marks settle them."""
    found = list(PLAIN)
    for _ in range(3):
        for step in range(3):
            values = []
            for move in GRID:
                tried = [*found[:step], PLAIN[step] + float(move), *found[step + 1 :]]
                values.append(qwk(marks, levels_of(chances, tried)))
            smooth = np.convolve(np.pad(values, 2, mode="edge"), np.ones(5) / 5, mode="valid")
            found[step] = PLAIN[step] + float(GRID[int(np.argmax(smooth))])
    first, second, third = (p + trust * (cut - p) for p, cut in zip(PLAIN, found, strict=True))
    return first, second, third


@dataclass(frozen=True)
class Judged:
    """Nested out-of-fold results for one criterion: rows into the answers, chances, levels."""

    rows: np.ndarray
    marks: np.ndarray
    chances: np.ndarray
    levels: np.ndarray
    cutoffs: np.ndarray


def nested(answers: Sequence[Answer], inputs: np.ndarray, folds: np.ndarray,
           way: Way = ALONE) -> dict[str, Judged]:
    """Each fold's levels by rules fitted on the other folds' out-of-fold scores."""
    found = {}
    for place, name in enumerate(CRITERIA):
        rows = np.array([n for n, a in enumerate(answers) if name in a.marks])
        marks = np.array([answers[n].marks[name] for n in rows])
        chances, levels = np.zeros((len(rows), 3)), np.zeros(len(rows), int)
        cuts = np.zeros((len(rows), 3))
        for fold in np.unique(folds[rows]):
            out = folds[rows] == fold
            rule = fit_rule(inputs[rows[~out]], marks[~out], place, way)
            chances[out] = at_least(rule, inputs[rows[out]])
            levels[out] = levels_of(chances[out], rule.cutoffs)
            cuts[out] = rule.cutoffs
        found[name] = Judged(rows, marks, chances, levels, cuts)
    return found
