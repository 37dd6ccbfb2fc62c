"""What is said about one criterion, and about the whole answer."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.content.models import Criterion
from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.feedback.advise import gain_of
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.practice.next_steps import next_steps
from nsmtrainer.sessions.models import PROMPTED_MOST, Attempt
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import clickable, level_label, verdict
from nsmtrainer.tui.reveal.revealed import Revealed

BLANK = Content(" ")


def headline(attempt: Attempt) -> Content:
    """Return verdict and score, and on the same line what they were given under and with."""
    said = [verdict(attempt.verdict[0], attempt.score), line(attempt.yardstick.title, "$quiet")]
    if attempt.prompted is not None:
        said.append(Content.styled(f"volunteered {attempt.volunteered.score:.0f}", "$quiet"))
    if attempt.hints_used:
        said.append(Content.styled(counted(len(attempt.hints_used), "hint"), "$quiet"))
    return Content("   ").join(said)


def not_marked(error: NsmtrainerError, kept: bool) -> Content:
    """Return why there are no marks, and what can be done: `kept` texts can be gone on with."""
    again = Content.assemble(
        "Your text is kept. ", clickable("E", "bold $star", "rewrite"), " goes on with it."
    )
    return joined(plain(error.message, "bold"), plain(error.hint), again if kept else Content(""))


def whole(revealed: Revealed) -> Content:
    """Return what would lift the answer most, why the verdict is not higher, remarks on the metric."""
    scored, feedback = revealed.scored, revealed.scored.feedback
    titles = {c.id: c.title for c in scored.rubric.criteria}
    parts: list[Content] = []
    if not scored.sheet.attempt.counts:
        parts += [plain(scored.sheet.attempt.reason, "bold $level-0"), BLANK]
    first = next(iter(next_steps(revealed.attempt)), None)
    if all(level == MAX_LEVEL for level in revealed.attempt.levels.values()):
        parts.append(Content.styled("Nothing is missing under this rubric.", "bold $level-3"))
    elif first is not None:
        heading = Content.assemble(
            ("The one thing to add", "bold $star"), (f"  +{first.gain:.0f} points", "$quiet")
        )
        parts += [
            heading,
            Content.assemble(line(f"{titles[first.criterion]}:", "bold"), " ", plain(first.step)),
        ]
    for remark in feedback.remarks:
        parts += [BLANK, plain(remark)]
    why_not_higher = revealed.attempt.verdict[1]
    if scored.sheet.attempt.counts and why_not_higher:
        parts += [BLANK, plain(why_not_higher, "$quiet")]
    if revealed.attempt.follow_ups and revealed.attempt.prompted is None:
        parts += [BLANK, Content.styled("A reply to a follow-up is begun; F goes on with it.", "$level-1")]
    parts += _guessed(revealed)
    if scored.sheet.calibration and scored.sheet.attempt.counts:
        parts += [BLANK, line(trust_sentence(scored.sheet.calibration), "$quiet")]
    return joined(*parts)


def criterion(revealed: Revealed, criterion_id: str) -> Content:
    """Return level and descriptor of a criterion, what is missing, and the next step."""
    asked = revealed.scored.rubric.criterion(criterion_id)
    if asked is None:
        return Content("")
    level = revealed.attempt.levels[criterion_id]
    parts = [
        Content.assemble(line(asked.title, "bold"), "  ", level_label(level), _guess(revealed, criterion_id)),
        plain(asked.levels[level].descriptor),
        *_prompted(revealed, criterion_id),
        *_unsure(revealed, asked),
        *_next_step(revealed, asked),
    ]
    return joined(*parts)


def _guess(revealed: Revealed, criterion_id: str) -> Content:
    guessed = revealed.attempt.predictions.get(criterion_id)
    return Content("") if guessed is None else Content.styled(f"   you guessed {guessed}", "$quiet")


def _prompted(revealed: Revealed, criterion_id: str) -> list[Content]:
    if revealed.reply(criterion_id) is None:
        return []
    volunteered = revealed.attempt.volunteered_levels[criterion_id]
    level = revealed.attempt.levels[criterion_id]
    if revealed.gain(criterion_id):
        said = f"Volunteered {volunteered}; {level} after being asked, where {PROMPTED_MOST} is the most."
    else:
        said = f"Volunteered {volunteered}; the reply to the follow-up added nothing."
    return [Content.styled(said, "$level-2")]


def _unsure(revealed: Revealed, asked: Criterion) -> list[Content]:
    mark = revealed.mark(asked.id)
    if mark.sure or mark.between is None or revealed.gain(asked.id):
        return []
    low, high = mark.between
    decided = revealed.attempt.decisions.get(asked.id)
    if decided is not None:
        return [Content.styled(f"Not sure between {low} and {high}; you decided on {decided}.", "$quiet")]
    other = high if mark.level == low else low
    heading = Content.assemble(
        ("Not sure", "bold $level-1"),
        f": {low} or {high}? Press ",
        clickable(str(low), "bold $star", f"decide({low})"),
        " or ",
        clickable(str(high), "bold $star", f"decide({high})"),
        " to decide yourself.",
    )
    return [
        BLANK,
        heading,
        Content.assemble((f"{other} would be: ", "$quiet"), plain(asked.levels[other].descriptor, "$quiet")),
    ]


def _next_step(revealed: Revealed, asked: Criterion) -> list[Content]:
    mark, level = revealed.mark(asked.id), revealed.attempt.levels[asked.id]
    if level == MAX_LEVEL:
        return [BLANK, Content.styled("Nothing to add here.", "$level-3")]
    advice = next((one for one in next_steps(revealed.attempt) if one.criterion == asked.id), None)
    # A level that a person gave may have no step of the program's: then the rubric's own advice serves.
    step = advice.step if advice else asked.levels[level + 1].advice
    if not step:
        return []
    gain = gain_of(asked.id, revealed.attempt.yardstick.as_rubric())
    heading = Content.assemble((f"To reach {level + 1}", "bold $star"), (f"  +{gain:.0f} points", "$quiet"))
    nothing = (
        []
        if mark.evidence or revealed.gain(asked.id)
        else [Content.styled("No words of your answer count for this yet.", "$quiet")]
    )
    return [BLANK, heading, plain(step), *nothing]


def _guessed(revealed: Revealed) -> list[Content]:
    given = revealed.attempt.volunteered_levels
    gaps = [guessed - given[name] for name, guessed in revealed.attempt.predictions.items() if name in given]
    if not gaps:
        return []
    lean = sum(gaps)
    how = "kinder to" if lean > 0 else "harder on"
    said = f"You guessed {sum(gap == 0 for gap in gaps)} of {len(gaps)} levels exactly"
    said += f", and were {how} yourself than the rubric." if lean else "."
    return [BLANK, Content.styled(said, "$quiet")]
