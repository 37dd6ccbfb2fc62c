"""A list of many rows of one line each, which are made when they are first in sight."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Row(Option):
    """An option whose text `make` gives when it is first asked for."""

    def __init__(self, make: Callable[[], Content]) -> None:
        super().__init__("")
        self._make = make
        self._made: Content | None = None

    @property
    def prompt(self) -> Content:
        """The row's text."""
        if self._made is None:
            self._made = self._make()
        return self._made


class RowList(OptionList):
    """An option list for thousands of rows.

    Textual's own list draws every option to learn how many lines it takes, which holds up the screen for
    most of a second with 10,000 people. Here a row is one line: what does not fit is cut.
    """

    def _update_lines(self) -> None:
        region = self.scrollable_content_region
        if not region:
            return
        cache = self._line_cache
        known, count = len(cache.lines), len(self.options)
        if known < count:
            new = range(known, count)
            cache.lines.extend((index, 0) for index in new)
            cache.index_to_line.update(zip(new, new, strict=True))
            cache.heights.update(dict.fromkeys(new, 1))
        size = Size(region.width - self._get_left_gutter_width(), count)
        if size != self.virtual_size:
            self.virtual_size = size
            self._scroll_update(size)
