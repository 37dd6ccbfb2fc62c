"""What a candidate is told: their own words, the smallest step, the property that a metric fails."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from nsmtrainer.content.findings import BLOCKERS, CORE_CRITERIA, FINDINGS
from nsmtrainer.content.library import load_library
from nsmtrainer.content.models import Exemplar, KeyGuardrail, KeyMetric, Prompt
from nsmtrainer.feedback.advise import advise
from nsmtrainer.feedback.models import Feedback
from nsmtrainer.feedback.steps import with_steps
from nsmtrainer.feedback.wording import metric_properties, step_wording
from nsmtrainer.marking.mark import mark
from nsmtrainer.reading.models import Attempt, Finding, Mention, ReaderVersion, Reading
from nsmtrainer.spans import Span

CORE = load_library().rubric("core")

TEXT = "My number is daily active users, with refund rate beside it."
STAR = Span(13, 31)
GUARD = Span(38, 49)
PROMPT = Prompt(
    id="shop",
    title="A shop",
    product="the shop",
    question="Which metric?",
    kind="choose",
    games=(),
    metrics=(KeyMetric("orders kept", why="An order kept is one that helped."),),
    rubric="core",
    vanity=(KeyMetric("DAU", ("daily active users",), "Looking is free."),),
    guardrails=(KeyGuardrail("return rate", "Orders pushed on people."),),
    cadence="People buy shoes twice a year.",
    follow_ups=MappingProxyType({"guardrail": ("How would you cheat it?",), "game_type": ("Which game?",)}),
    exemplars=(
        Exemplar("bad", MappingProxyType({"single_metric": 0}), label="weak"),
        Exemplar("good", MappingProxyType({"single_metric": 3}), label="strong"),
    ),
)


def feedback(
    levels: dict[str, int],
    mentions: tuple[Mention, ...] = (),
    text: str = TEXT,
    blockers: tuple[str, ...] = (),
) -> Feedback:
    """Return the feedback on an answer that reaches the given levels, with these blockers in it."""
    found = [
        Finding(c, name, k < levels.get(c, 0), 0.9, (), "rule:test", "because")
        for c in CORE_CRITERIA
        for k, name in enumerate(FINDINGS[c])
    ]
    found += [
        Finding(c, n, n in blockers, 0.9, (), "rule:test", "because") for c in BLOCKERS for n in BLOCKERS[c]
    ]
    reading = Reading(text, (), (), mentions, tuple(found), Attempt("attempt"), ReaderVersion("1"))
    return advise(with_steps(mark(reading, PROMPT, CORE), PROMPT, text), PROMPT, CORE, text)


def star(group: str, name: str) -> Mention:
    """Return the proposed metric as a mention of that group of the key."""
    return Mention(STAR, "north_star", name, group, 0.9, "rule:test")  # type: ignore[arg-type]


def test_a_named_guardrail_is_quoted_back() -> None:
    """The advice speaks of the candidate's own guardrail and says what it would become."""
    mention = Mention(GUARD, "guardrail", "", "general", 0.9, "rule:test")
    step = feedback(dict.fromkeys(CORE_CRITERIA, 2), (mention,)).advice["guardrail"].step
    assert '"refund rate"' in step
    assert "becomes a 3" in step


def test_without_own_words_the_key_helps() -> None:
    """Where nothing was named, the advice names one from the prompt's key."""
    assert "return rate" in feedback({"single_metric": 2, "guardrail": 1}).advice["guardrail"].step


def test_the_metric_comes_first_when_nothing_is_proposed() -> None:
    """A single metric at 0 caps the verdict, so it is the one change."""
    first = feedback({}).first
    assert first is not None
    assert first.criterion == "single_metric"


def test_a_perfect_answer_gets_no_advice() -> None:
    """Nothing is invented where nothing is missing."""
    got = feedback(dict.fromkeys(CORE_CRITERIA, 3))
    assert got.first is None
    assert got.advice == {}
    assert got.follow_ups == ()


def test_a_weak_metric_is_told_which_property_it_fails_and_the_rhythm() -> None:
    """Daily actives of a shop: the key's reason, the rhythm property, and the prompt's cadence."""
    remarks = " ".join(feedback({"single_metric": 1}, (star("vanity", "DAU"),)).remarks)
    assert "Looking is free." in remarks
    assert "rhythm" in remarks
    assert "twice a year" in remarks


def test_an_abbreviation_is_not_found_inside_another_word() -> None:
    """Arrivals are no ARR: the remark on revenue would be about something that was not said."""
    mention = Mention(Span(13, 29), "north_star", "", "own", 0.9, "rule:test")
    for words, told in (("on-time arrivals", False), ("ARR of the shops", True)):
        remarks = feedback({"single_metric": 1}, (mention,), f"My number is {words}.").remarks
        assert any("before revenue" in remark for remark in remarks) is told


def test_of_a_list_no_single_metric_is_spoken_of() -> None:
    """Three equals are to be made one: what one of them fails, or is in the key, is beside the point."""
    got = feedback({"single_metric": 1}, (star("vanity", "DAU"),), blockers=("equals_list",))
    assert got.remarks == ()
    assert got.first is not None
    assert got.first.step.startswith("Choose one of the listed metrics")


def test_a_metric_outside_the_key_is_named_as_such() -> None:
    """A metric of the candidate's own is not punished; what to check is said."""
    remarks = " ".join(feedback({"single_metric": 3}, (star("own", ""),)).remarks)
    assert "not in this prompt's key" in remarks


def test_at_most_two_follow_ups_on_what_was_thin() -> None:
    """Only criteria below 2 with a question of their own are asked about."""
    asked = feedback({"guardrail": 1, "game_type": 2, "single_metric": 3}).follow_ups
    assert [f.criterion for f in asked] == ["guardrail"]


def test_weak_and_strong_exemplars_stand_beside_the_answer() -> None:
    """Both ends are shown, by their labels."""
    got = feedback({})
    assert got.weak is not None
    assert got.strong is not None
    assert (got.weak.text, got.strong.text) == ("bad", "good")


@pytest.mark.parametrize("criterion", CORE_CRITERIA)
def test_every_core_finding_has_wording(criterion: str) -> None:
    """No core step falls back to silence."""
    for finding in FINDINGS[criterion]:
        assert step_wording(criterion, finding, "", named=False)


def test_braces_in_an_answer_are_text() -> None:
    """Words of the candidate are inserted, never interpreted."""
    text = "My number is {quote} {0} users now, with refund rate beside it."
    mention = Mention(Span(13, 31), "north_star", "", "own", 0.9, "rule:test")
    assert "{quote} {0}" in feedback({"single_metric": 2}, (mention,), text).advice["single_metric"].step


def test_properties_carry_a_reason() -> None:
    """Each property says how a metric fails it."""
    assert all(p.fails and p.phrases for p in metric_properties())
