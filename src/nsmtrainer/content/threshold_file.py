"""A place's own threshold for `check` (`library.yaml`)."""

from __future__ import annotations

from pydantic import Field

from nsmtrainer.content.border import read_document
from nsmtrainer.content.models import Threshold
from nsmtrainer.content.parsed import Parsed
from nsmtrainer.content.shapes import Format, Shape
from nsmtrainer.content.shaping import fill


class ThresholdShape(Shape):
    """The bar that the exemplars' claims are held to."""

    exact: float = Field(
        0.80, ge=0, le=1, allow_inf_nan=False, description="The least share of claims that are met exactly."
    )
    off_by_two: int = Field(0, ge=0, description="How many claims may be missed by two levels or more.")
    overpaid: float = Field(
        0.0, ge=0, le=1, allow_inf_nan=False, description="The share of attacks that may be overpaid."
    )


class LibraryShape(Shape):
    """What holds for a place's content as a whole."""

    format: Format
    threshold: ThresholdShape | None = Field(None, description="What `check` asks for.")


def parse_threshold(raw: bytes, file: str) -> Parsed[Threshold]:
    """Return the threshold of a `library.yaml`."""
    document = read_document(raw, file)
    shape = fill(document, LibraryShape)
    if shape is None or document.problems:
        return Parsed(None, document.found())
    given = shape.threshold
    return Parsed(Threshold(given.exact, given.off_by_two, given.overpaid) if given else Threshold(), ())
