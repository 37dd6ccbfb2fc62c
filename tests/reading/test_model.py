"""The learned reader: the same marks on every machine, all of a long answer read, and life without it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.reading import learned
from nsmtrainer.reading.combine import join
from nsmtrainer.reading.model import CriterionView, Marker, ModelView
from nsmtrainer.reading.models import Mention, Reading
from nsmtrainer.reading.read import read
from nsmtrainer.reading.rules import RULES_VERSION, rule_findings, scan_answer
from nsmtrainer.spans import Span
from nsmtrainer.text import MAX_ANSWER
from tests.reading.build import stays
from tests.reading.golden import FILE, answers, digest_of_rules, seen

NOISE = 0.001
"""How far a score may move; integer arithmetic is the same everywhere, rounding before it is not."""

STRONG = (
    "My north star is nights stayed. A night stayed housed a guest and paid a host, so both sides got what "
    "they came for, and revenue follows it. It's a marketplace, an exchange, so I count exchanges that "
    "happened and not time on the site. Searches aren't it, people dream about Rome all winter without "
    "packing a bag. Next to it the share of nights refunded: if that goes over two per cent we stop the "
    "promotion that brought them, since somebody is buying volume with bad stays."
)


class Shaken:
    """A session of the network whose scores are off by a little, as another processor's may be."""

    def __init__(self, session: Any, seed: int) -> None:
        self._session = session
        self._chance = np.random.default_rng(seed)

    def run(self, names: Sequence[str], feed: Mapping[str, Any]) -> list[Any]:
        """Run the network and move each level score by up to `NOISE`."""
        levels, *others = self._session.run(list(names), dict(feed))
        return [levels + self._chance.uniform(-NOISE, NOISE, levels.shape).astype(np.float32), *others]


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the built-in library."""
    return load_library()


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    """Return the marks and the digest that were kept."""
    kept: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept


def _found(reading: Reading, criterion: str) -> int:
    """Return how many findings of a criterion the model has made."""
    found = [f for f in reading.findings if f.criterion == criterion and f.source.startswith("model")]
    return sum(f.present for f in found)


def model() -> Marker:
    """Return the model that ships."""
    loaded = Marker.load()
    assert loaded is not None, "the model's files are missing"
    return loaded


def test_sure_marks_are_the_same_on_every_processor(library: Library, golden: dict[str, Any]) -> None:
    """A mark called sure where it was kept is given here too, with scores moved by up to a thousandth.

    One that is not sure may differ by a level: it says so itself.
    """
    marker = model()
    assert golden["model"] == marker.version, "a new model: run python -m tests.reading.golden"
    marker._session = Shaken(marker._session, seed=7)
    tipped = []
    for name, text, lexicon in answers(library, every=3):
        for criterion, one in seen(marker, text, lexicon).criteria.items():
            level, sure = golden["marks"][name][criterion]
            if abs(one.level - level) > (0 if sure else 1):
                tipped.append((name, criterion, level, one.level))
    assert tipped == []


def test_a_mark_near_a_border_is_never_sure(library: Library) -> None:
    """Nearer to a cut-off than processors differ, no mark is called sure."""
    marker = model()
    judge = marker._settings.joined
    assert judge is not None
    assert judge.confidence.noise >= NOISE * 10
    checked = 0
    for _, text, lexicon in answers(library, every=3):
        for criterion, one in seen(marker, text, lexicon).criteria.items():
            if judge.rules[criterion].nearest(one.at_least) <= judge.confidence.noise:
                checked += 1
                assert not one.sure
    assert checked, "no exemplar lies near a border: nothing was tested"


def test_a_criterion_that_the_network_has_not_learned_is_left_to_the_rules(library: Library) -> None:
    """Somebody who adds a criterion sees it marked before there are answers to train on."""
    prompt = library.prompt("framework-meals")
    lexicon = library.lexicon(prompt, library.rubric(prompt.rubric))
    text = prompt.exemplars[-1].text
    scan = scan_answer(text, lexicon)
    whole = seen(model(), text, lexicon)
    lacking = ModelView(
        {name: one for name, one in whole.criteria.items() if name != "validation"},
        whole.mentions,
        whole.version,
    )
    joined = join(rule_findings(scan), (), scan.attempt, lacking)
    found = {f.name: f for f in joined.findings if f.criterion == "validation"}
    assert set(found) == set(FINDINGS["validation"])
    assert all(f.source.startswith("rule") for f in found.values())
    assert "validation" not in joined.sureness
    assert all(f.source.startswith("model") for f in joined.findings if f.criterion == "input_metrics")


@pytest.mark.parametrize(
    ("level", "pointed_at", "role"),
    [(2, (), "guardrail"), (1, (), "other"), (3, ((Span(0, 5), "guardrail", 0.9),), "other")],
)
def test_the_rules_say_which_measure_the_network_sees(
    level: int, pointed_at: tuple[tuple[Span, str, float], ...], role: str
) -> None:
    """Advice can name it then; a role of theirs that the network sees nowhere, or elsewhere, goes."""
    view = CriterionView("guardrail", (0.9, 0.9, 0.1), (), level, 0.8, True)
    refunds = Mention(Span(20, 27), "guardrail", "refund rate", "guardrail", 0.9, "rule")
    found = learned.learned_mentions(ModelView({"guardrail": view}, pointed_at, "1"), [refunds])
    assert [mention.role for mention in found if mention.key_name == "refund rate"] == [role]


def test_changed_rules_have_a_new_version(library: Library, golden: dict[str, Any]) -> None:
    """Marks kept in sessions name the rules' version, so rules that find other things must raise it."""
    found = digest_of_rules(library)
    assert (golden["rules"], golden["digest"]) == (RULES_VERSION, found), (
        "the rules find other things than under the version that was kept: raise RULES_VERSION, "
        "run training/ruled.py and train.py --steps settle, then python -m tests.reading.golden "
        "(where only exemplars were reworded, the last command alone)"
    )


def test_the_end_of_a_long_answer_is_read() -> None:
    """A good answer behind 600 words of thinking aloud earns what it earns alone, give or take a level."""
    aloud = (
        "Let me think about the company first, I stayed with them twice and my sister rents out a room, she "
        "likes the visitors and hates the washing. There are many people in that building and they all have "
        "a view on it. I keep going round in circles here, bear with me. "
    )
    long = aloud * 12 + STRONG
    assert len(re.findall(r"\w+", long)) > 600
    whole, alone = read(long, stays()), read(STRONG, stays())
    for criterion in ("single_metric", "guardrail", "vanity_distinction"):
        given, wanted = (_found(reading, criterion) for reading in (whole, alone))
        assert wanted >= 2
        assert given >= wanted - 1


def test_any_length_up_to_the_limit_is_read_with_exact_places() -> None:
    """An answer as long as is allowed is read, and what is shown lies inside it."""
    text = (STRONG + " ") * (MAX_ANSWER // (len(STRONG) + 1))
    for finding in read(text, stays()).findings:
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(text)


def test_without_the_model_the_rules_read_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model switched off leaves the rules: findings of theirs only, and a reader that names no model."""
    with monkeypatch.context() as patch:
        patch.setenv(learned.SWITCH, "none")
        reading = read(STRONG, stays())
    assert reading.reader.model == ""
    assert read(STRONG, stays()).reader.model, "switched on again, it reads at once"
    assert all(not finding.source.startswith("model") for finding in reading.findings)
    assert any(finding.present for finding in reading.findings)


def test_an_answer_is_read_alike_beside_others() -> None:
    """Reading many at once gives each what it gets alone."""
    marker = model()
    key = learned.key_of(stays())
    texts = [STRONG, "Searches.", "I would count bookings, they are what pays the bills."]
    together = marker.views([(key, text) for text in texts])
    assert together == [marker.view(key, text) for text in texts]
