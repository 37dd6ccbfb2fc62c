"""Sample answers beside one's own: weak, middling and strong, with what earns and what lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.content.models import Exemplar, Rubric
from nsmtrainer.spans import Span
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.marks import level_bar, superscript
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.reveal.evidence import BRACKET, FOCUSED, marked_answer
from nsmtrainer.tui.room import Room

if TYPE_CHECKING:
    from nsmtrainer.practice.score import Scored

_NAMES = {"weak": "A weak answer", "middling": "A middling answer", "strong": "A strong answer"}
_ORDER = ("weak", "middling", "strong")


class ExemplarsScreen(Page):
    """The own text on the left, an annotated exemplar on the right."""

    CSS_PATH = "exemplars.tcss"
    HELP: ClassVar[str] = (
        "Exemplars claim a level per criterion, and their notes say which words earn it and what is missing. "
        "Left and right turn the pages from weak to strong."
    )
    BINDINGS = [
        Binding("left,h", "turn(-1)", "Weaker"),
        Binding("right,l", "turn(1)", "Stronger"),
        Binding("tab", "app.focus_next", "Other side", show=False),
        Binding("escape,x,q", "app.pop_screen", "Back to the marks"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room, scored: Scored) -> None:
        super().__init__(room)
        self._scored = scored
        self._exemplars = sorted(scored.prompt.exemplars, key=lambda e: (_rank(e), sum(e.claims.values())))
        self._at = max(len(self._exemplars) - 1, 0)

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        yield TopBar(Content.assemble(line(self._scored.prompt.title), (" · exemplars", "$quiet")))
        with Horizontal():
            with VerticalScroll(id="own", classes="panel") as own:
                own.border_title = "Your answer"
                yield Static(marked_answer(self._scored.sheet, self._scored.text), markup=False)
            with VerticalScroll(id="exemplar", classes="panel"):
                yield Static(id="text", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the strongest first: it is what one came for."""
        self.query_one("#exemplar").focus()
        self._show()

    def action_turn(self, by: int) -> None:
        """Turn to another exemplar."""
        self._at = max(0, min(self._at + by, len(self._exemplars) - 1))
        self._show()

    def _show(self) -> None:
        box = self.query_one("#exemplar")
        if not self._exemplars:
            self.query_one("#text", Static).update("This prompt has no exemplars.")
            return
        exemplar = self._exemplars[self._at]
        box.border_title = _NAMES.get(exemplar.label or "", "An exemplar")
        box.border_subtitle = f"{self._at + 1} of {len(self._exemplars)}"
        self.query_one("#text", Static).update(annotated(exemplar, self._scored.rubric))
        box.scroll_home(animate=False)


def _rank(exemplar: Exemplar) -> int:
    return _ORDER.index(exemplar.label) if exemplar.label in _ORDER else 1


def annotated(exemplar: Exemplar, rubric: Rubric) -> Content:
    """Return an exemplar with numbered notes, and the levels that it claims."""
    return Content("\n\n").join(
        [part for part in (_noted(exemplar), _notes(exemplar), _claims(exemplar, rubric)) if part.plain]
    )


def _noted(exemplar: Exemplar) -> Content:
    places: list[tuple[Span, int]] = []
    for number, note in enumerate(exemplar.notes, start=1):
        at = exemplar.text.find(note.quote)
        if at >= 0:
            places.append((Span(at, at + len(note.quote)), number))
    parts: list[tuple[str, str]] = []
    cuts = sorted({0, len(exemplar.text), *(s.start for s, _ in places), *(s.end for s, _ in places)})
    for start, end in zip(cuts, [*cuts[1:], len(exemplar.text)], strict=True):
        parts += [(f"]{superscript(n)}", BRACKET) for s, n in places if s.end == start]
        parts += [("[", BRACKET) for s, _ in places if s.start == start]
        inside = any(s.start <= start < s.end for s, _ in places)
        parts.append((exemplar.text[start:end], FOCUSED if inside else ""))
    return Content.assemble(*parts)


def _notes(exemplar: Exemplar) -> Content:
    return joined(
        *(
            Content.assemble((f"{superscript(number)} ", BRACKET), plain(note.says))
            for number, note in enumerate(exemplar.notes, start=1)
        )
    )


def _claims(exemplar: Exemplar, rubric: Rubric) -> Content:
    return joined(
        *(
            Content.assemble(level_bar(exemplar.claims[c.id]), " ", line(c.title, "$quiet"))
            for c in rubric.criteria
            if c.id in exemplar.claims
        )
    )
