"""The words for what is looked for."""

from __future__ import annotations

from nsmtrainer.content.findings import BLOCKERS, FINDINGS
from nsmtrainer.feedback.wording import looked_for


def test_all_that_is_looked_for_has_plain_words() -> None:
    """Every finding and blocker of the built-in criteria is named in words; a coach's own by its name."""
    names = [(criterion, name) for criterion, row in FINDINGS.items() for name in row]
    names += [(criterion, name) for criterion, caps in BLOCKERS.items() for name in caps]
    assert len(names) > 40
    for criterion, name in names:
        assert looked_for(criterion, name) != name.replace("_", " "), f"{criterion}.{name}"
    assert looked_for("tone_of_voice", "says_thanks") == "says thanks"
