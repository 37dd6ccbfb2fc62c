"""The line of keys at the foot of every screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

Key = tuple[Binding, bool, str]
"""A key as the footer shows it: what it does, whether it can be pressed now, and what is said of it."""

_BESIDE = 3
"""Columns of a key beside its name and its words."""


class KeyFooter(Footer):
    """Textual's footer, made anew only where the keys are others than those it shows.

    Textual makes all of them anew whenever the focus moves or an action may have become possible, which most
    keys cause and hardly any changes; and it styles each key three times, as a compact one in between.

    In a window too narrow for all keys the last ones are left out, but never the way back and the help,
    which names every key. Textual's own would run out of the window with just these two at its end.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[Key] | None = None

    def compose(self) -> ComposeResult:
        """Show the keys of the screen as it is now."""
        self._shown = self._keys() if self._bindings_ready else None
        shown = {binding.action for binding, _, _ in self._shown or ()}
        for part in super().compose():
            if isinstance(part, FooterKey):
                if part.action not in shown:
                    continue
                part.set_reactive(FooterKey.compact, self.compact)
            yield part

    async def recompose(self) -> None:
        """Show other keys, if there are others."""
        if self.is_attached and self._keys() != self._shown:
            await super().recompose()

    def on_resize(self) -> None:
        """Show more keys, or fewer, in another width."""
        if self._bindings_ready:
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
