"""The line of keys at the foot of every screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

Key = tuple[Binding, bool, str]
"""A key as the footer shows it: what it does, whether it can be pressed now, and what is said of it."""


class KeyFooter(Footer):
    """Textual's footer, made anew only where the keys are others than those it shows.

    Textual makes all of them anew whenever the focus moves or an action may have become possible, which most
    keys cause and hardly any changes; and it styles each key three times, as a compact one in between.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[Key] | None = None

    def compose(self) -> ComposeResult:
        """Show the keys of the screen as it is now."""
        self._shown = self._keys() if self._bindings_ready else None
        for part in super().compose():
            if isinstance(part, FooterKey):
                part.set_reactive(FooterKey.compact, self.compact)
            yield part

    async def recompose(self) -> None:
        """Show other keys, if there are others."""
        if self.is_attached and self._keys() != self._shown:
            await super().recompose()

    def _keys(self) -> list[Key]:
        """Return the keys that the screen would have shown."""
        return [
            (binding, enabled, tooltip)
            for _, binding, enabled, tooltip in self.screen.active_bindings.values()
            if binding.show
        ]
