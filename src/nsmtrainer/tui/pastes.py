"""Pastes, cleaned before anything reads them: a terminal may send whatever the clipboard holds.

Textual's parser goes on looking for keys inside a paste, so that an escape character in one fires a key
and tears the text apart. And it takes a large paste letter by letter, for seconds. So what stands between
the two marks of a paste passes the one cleaner first, and of more than an answer could hold only so much
goes on that it is refused.
"""

from __future__ import annotations

from nsmtrainer.text import MAX_ANSWER, clean_text

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal sends around a paste (xterm's bracketed paste mode)."""

_OVERLAP = len(END) - 1
_MOST_KEPT = 10 * MAX_ANSWER
"""Of a longer paste the rest is not looked at: cleaning takes away a few characters only."""


class Pastes:
    """Passes on what a terminal sends, in whatever pieces it comes, with its pastes cleaned."""

    def __init__(self) -> None:
        self._before = ""
        self._held: list[str] | None = None
        self._size = 0

    def pass_on(self, sent: str) -> str:
        """Return what can be read now; a paste comes whole, when its end has come."""
        ready: list[str] = []
        while sent:
            sent = self._outside(sent, ready) if self._held is None else self._inside(sent, ready)
        return "".join(ready)

    def _outside(self, sent: str, ready: list[str]) -> str:
        """Pass everything on up to where a paste begins; return what comes after."""
        known = len(self._before)
        seen = self._before + sent
        at = seen.find(START)
        if at < 0:
            ready.append(sent)
            self._before = seen[-_OVERLAP:]
            return ""
        begin = at + len(START)
        ready.append(seen[known:begin])
        self._held, self._size, self._before = [], 0, ""
        return seen[begin:]

    def _inside(self, sent: str, ready: list[str]) -> str:
        """Hold everything up to where the paste ends, then pass it on cleaned; return what comes after."""
        seen = self._before + sent
        at = seen.find(END)
        if at < 0:
            self._hold(seen[:-_OVERLAP])
            self._before = seen[-_OVERLAP:]
            return ""
        self._hold(seen[:at])
        ready.append(self._cleaned() + END)
        self._held, self._before = None, ""
        return seen[at + len(END) :]

    def _hold(self, piece: str) -> None:
        self._size += len(piece)
        if self._held is not None and self._size <= _MOST_KEPT + len(piece):
            self._held.append(piece)

    def _cleaned(self) -> str:
        cleaned = clean_text("".join(self._held or ()))[: MAX_ANSWER + 1]
        return cleaned if self._size <= _MOST_KEPT else cleaned.ljust(MAX_ANSWER + 1)
