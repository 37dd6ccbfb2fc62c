"""The line of keys at the foot of every screen."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget

Key = tuple[Binding, bool, str]
"""A key as the footer shows it: what it does, whether it can be pressed now, and what is said of it."""

_BESIDE = 3
"""Columns of a key beside its name and its words."""


class KeyLabel(Widget):
    """A key and what it does, to be clicked too. Greyed where it cannot be pressed now."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-label--key", "key-label--says"}
    DEFAULT_CSS = """
    KeyLabel {
        width: auto;
        height: 1;
        text-wrap: nowrap;
        background: $footer-item-background;
        .key-label--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        .key-label--says {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
        &:hover { pointer: pointer; color: $footer-key-foreground; background: $block-hover-background; }
        &.-disabled { text-style: dim; }
    }
    """

    def __init__(self, key: Key, named: str) -> None:
        """`named` is how the key is called here."""
        binding, enabled, tooltip = key
        super().__init__(classes="" if enabled else "-disabled")
        self.key = binding.key
        self.description = binding.description
        self.set_reactive(Widget.shrink, False)
        self._named = named
        self._enabled = enabled
        if tooltip:
            self.tooltip = tooltip

    def render(self) -> Text:
        """Return the key's name and its words."""
        said = Text.assemble(
            (f" {self._named} ", self.get_component_rich_style("key-label--key")),
            (f"{self.description} ", self.get_component_rich_style("key-label--says")),
        )
        said.stylize_before(self.rich_style)
        return said

    def on_mouse_down(self) -> None:
        """Do what the key does."""
        if self._enabled:
            self.app.simulate_key(self.key)
        else:
            self.app.bell()


class KeyFooter(Horizontal):
    """The keys of the screen, made anew only where they are others than those that are shown.

    Textual's own footer makes all of them anew whenever the focus moves or an action may have become
    possible, which most keys cause and hardly any changes.

    In a window too narrow for all keys the last ones are left out, but never the way back and the help,
    which names every key. Textual's own would run out of the window with just these two at its end.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyFooter {
        width: 1fr;
        height: 1;
        dock: bottom;
        color: $footer-foreground;
        background: $footer-background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._known = False
        """Whether the screen has said which keys it has."""
        self._shown: list[Key] | None = None

    def on_mount(self) -> None:
        """Hear of the screen's keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Hear no more of them."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        self._known = True
        if self.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self.recompose)

    def compose(self) -> ComposeResult:
        """Show the keys of the screen as it is now."""
        self._shown = self._keys() if self._known else None
        for key in self._shown or ():
            yield KeyLabel(key, self.app.get_key_display(key[0]))

    async def recompose(self) -> None:
        """Show other keys, if there are others."""
        if self.is_attached and self._keys() != self._shown:
            await super().recompose()

    def on_resize(self) -> None:
        """Show more keys, or fewer, in another width."""
        if self._known:
            self.call_after_refresh(self.recompose)

    def _keys(self) -> list[Key]:
        """Return the keys to show: one for each action, as many as there is room for."""
        found: dict[str, Key] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show:
                found.setdefault(binding.action, (binding, enabled, tooltip))
        keys = list(found.values())
        over = sum(map(self._columns, keys)) - 1 - self.app.size.width  # the last column is empty
        for key in reversed(found.values()):
            if over > 0 and not _stays(key[0]):
                keys.remove(key)
                over -= self._columns(key)
        return keys

    def _columns(self, key: Key) -> int:
        binding, _, _ = key
        return len(self.app.get_key_display(binding)) + len(binding.description) + _BESIDE


def _stays(binding: Binding) -> bool:
    """Return whether a key is shown in any width."""
    return binding.key == "escape" or binding.action in ("app.help", "app.quit")
