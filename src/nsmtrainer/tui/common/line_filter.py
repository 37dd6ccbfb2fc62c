"""The last fence before the terminal: no control character of anybody's text passes it.

Text is cleaned where it enters; this catches what a defect lets through (source: the cases on untrusted
text, which found that turning markup off does not stop control sequences).
"""

from __future__ import annotations

import re
from functools import cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_HARMFUL = (
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that steer a terminal or reorder what is read; all of them take no cell."""


@cache
def _harmful() -> re.Pattern[str]:
    """Compiled when it is first needed, which the first frame is not: all that is printable is harmless."""
    return re.compile(_HARMFUL)


class ControlFilter(LineFilter):
    """Leave control and reordering characters out of rendered lines."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line without them; segments that are control codes of the program's own stay."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        harmful = _harmful()
        return [
            segment if segment.control else Segment(harmful.sub("", segment.text), segment.style)
            for segment in segments
        ]
