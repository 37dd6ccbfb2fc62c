"""The learned reader: a small network that finds levels, evidence and metric roles in an answer.

Importing this package loads nothing heavy; `Marker.load` does. It knows nothing of the other rooms
but `nsmtrainer.spans`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nsmtrainer.reading.model.key_text import KeyText
from nsmtrainer.reading.model.views import CriterionView, ModelView

if TYPE_CHECKING:
    from nsmtrainer.reading.model.marker import Marker

__all__ = ["CriterionView", "KeyText", "Marker", "ModelView"]


def __getattr__(name: str) -> Any:
    """Import the marker, and with it ONNX Runtime, only where it is used."""
    if name == "Marker":
        from nsmtrainer.reading.model.marker import Marker  # noqa: PLC0415 - it is slow

        return Marker
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
