"""The marks of an answer before a coach: the program's beside the coach's own, or hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.counts import counted
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.marking.wording import LEVEL_NAMES
from nsmtrainer.text import clean_line
from nsmtrainer.tui.common.content import hanging, joined, line, plain
from nsmtrainer.tui.common.marks import level_bar, level_head, level_label, verdict

if TYPE_CHECKING:
    from nsmtrainer.content.models import Criterion, Prompt
    from nsmtrainer.practice.desk import OnDesk
    from nsmtrainer.sessions.coach_models import Judgement

BLANK = Content(" ")
OVERALL = "overall"
"""Id of the first row, which stands for the whole answer."""

_NOTHING = "···"


@dataclass(frozen=True, slots=True)
class View:
    """An answer as a coach sees it; `hidden` is whether the program's marks are kept from sight."""

    one: OnDesk
    coach: str
    hidden: bool

    @property
    def own(self) -> dict[str, Judgement]:
        """The coach's own judgements by criterion."""
        return self.one.given_by(self.coach)

    def machine(self, criterion: str) -> int:
        """Return the program's level, follow-ups counted."""
        return self.one.whole.entry.facts.levels[criterion]

    def asks(self, criterion: str) -> str:
        """Return why the candidate asks for another look at a mark, "" where that is not so."""
        return next((r.why for r in self.one.requests if r.criterion == criterion), "")


def criteria_of(view: View) -> list[Criterion]:
    """Return the criteria that the answer has marks on, in the rubric's order."""
    return [c for c in view.one.scored.rubric.criteria if c.id in view.one.whole.sheet.marks]


def row(view: View, number: int, criterion: Criterion) -> Content:
    """Return a criterion's number, the program's level, the coach's own, and what waits for the coach."""
    own = view.own.get(criterion.id)
    mark = view.one.whole.sheet.marks[criterion.id]
    machine = Content.styled(_NOTHING, "$quiet") if view.hidden else level_bar(view.machine(criterion.id))
    parts = [Content.styled(f"{number:>2}", "$quiet"), machine]
    parts.append(level_bar(own.level) if own else Content.styled("   ", "$quiet"))
    parts.append(line(criterion.title, limit=18))
    if view.asks(criterion.id):
        parts.append(Content.styled("asks", "bold $star"))
    elif not mark.sure and not view.hidden and own is None:
        parts.append(Content.styled("?", "bold $level-1"))
    return Content(" ").join(parts)


def overall_row() -> Content:
    """Return the row of the whole answer."""
    return Content.assemble((" ★ ", "$star"), ("The whole", "bold"), ("  program, you", "$quiet"))


def overall(view: View) -> Content:
    """Return how the answer came about, what is asked about it, and how it counts."""
    one = view.one
    entry, facts = one.whole.entry, one.whole.entry.facts
    who = "" if view.hidden else f"{one.name}, "
    minutes, seconds = divmod(int(one.whole.seconds), 60)
    parts = [
        Content.assemble(line(f"{who}attempt {entry.attempt}", "bold"), (f"  answer {one.number}", "$quiet")),
        line(f"{counted(facts.words, 'word')} in {minutes}:{seconds:02d} min", "$quiet"),
    ]
    if view.hidden:
        left = len(one.left_to(view.coach))
        parts += [
            BLANK,
            Content.assemble(
                ("The program's marks are hidden. ", "bold $star"),
                f"{counted(left, 'criterion is', 'criteria are')} left: move to one and press 0 to 3. "
                "V shows the marks before.",
            ),
        ]
    else:
        parts.append(verdict(one.decided.verdict, one.decided.score))
        parts += _changed(view)
        if one.whole.sheet.calibration:
            parts.append(line(trust_sentence(one.whole.sheet.calibration), "$quiet"))
    for request in one.requests:
        title = _title(view, request.criterion)
        parts += [BLANK, Content.assemble((f"Asks about {title}: ", "bold $star"), plain(request.why))]
    if facts.differing and not view.hidden:
        said = ", ".join(_title(view, name) for name in facts.differing)
        parts += [BLANK, line(f"The candidate's own program gave other marks on: {said}.", "$quiet")]
    return joined(*parts)


def _changed(view: View) -> list[Content]:
    one = view.one
    if not one.decided.overridden:
        return []
    facts = one.whole.entry.facts
    said = ", ".join(_title(view, name) for name in one.decided.overridden)
    return [
        line(f"The program gave {facts.score:.0f} of 100. Coaches decided differently on: {said}.", "$quiet")
    ]


def question(prompt: Prompt) -> Content:
    """Return what was asked, and what the key takes for a good north star."""
    metrics = ", ".join(one.name for one in prompt.metrics)
    return joined(
        line(prompt.title, "bold $star"),
        BLANK,
        plain(prompt.question, "bold"),
        plain(prompt.context),
        BLANK,
        line(f"The key accepts: {metrics}.", "$quiet"),
    )


def _title(view: View, criterion: str) -> str:
    found = view.one.scored.rubric.criterion(criterion)
    return clean_line(found.title if found else criterion)


def criterion_says(view: View, criterion: Criterion, width: int) -> Content:
    """Return what each level takes, what the program gave, what coaches gave, in so many cells."""
    own = view.own.get(criterion.id)
    parts = [_machine(view, criterion), *_missing(view, criterion)]
    if view.asks(criterion.id):
        parts.append(Content.assemble(("The candidate asks: ", "bold $star"), plain(view.asks(criterion.id))))
    parts += [_judged(one) for one in view.one.judgements if _in_sight(view, one, criterion.id)]
    parts.append(BLANK)
    for number, level in enumerate(criterion.levels):
        sign = "▸ " if own is not None and own.level == number else "  "
        lead = Content.assemble((sign, "bold $star"), level_head(number))
        parts.append(hanging(lead, plain(level.descriptor), width))
    return joined(*parts)


def _in_sight(view: View, one: Judgement, criterion: str) -> bool:
    """Return whether a judgement is shown: while marking blind, only one's own are."""
    return one.criterion == criterion and (not view.hidden or one.coach == view.coach)


def _machine(view: View, criterion: Criterion) -> Content:
    title = line(criterion.title, "bold")
    if view.hidden:
        return Content.assemble(title, ("  the program's mark is hidden", "$quiet"))
    mark = view.one.whole.sheet.marks[criterion.id]
    level = view.machine(criterion.id)
    said = [title, Content("  the program: "), level_label(level)]
    if mark.sure or mark.between is None:
        said.append(Content.styled(f", {mark.confidence:.0%} sure of exactly this", "$quiet"))
    else:
        said.append(Content.styled(f", not sure: {mark.between[0]} or {mark.between[1]}", "bold $level-1"))
    if level != mark.level:
        said.append(Content.styled(f" (volunteered {mark.level})", "$quiet"))
    return Content("").join(said)


def _missing(view: View, criterion: Criterion) -> list[Content]:
    mark = view.one.whole.sheet.marks[criterion.id]
    if view.hidden or not mark.missing:
        return []
    names = ", ".join(one.finding.replace("_", " ") for one in mark.missing)
    return [line(f"Not found: {names}", "$quiet")]


def _judged(one: Judgement) -> Content:
    how = ", not seeing the program's" if one.blind else ""
    undone = ", taken back" if one.undone_at else ""
    said = Content.assemble(
        line(one.coach, "bold", limit=30),
        f": {one.level} {LEVEL_NAMES[one.level]}",
        (f"{how}{undone}", "$quiet"),
    )
    if not one.comment:
        return said
    return Content.assemble(said, "  ", plain(one.comment, "italic"))
