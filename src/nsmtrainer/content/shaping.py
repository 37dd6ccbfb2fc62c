"""Fill a shape from a document, and say in plain words what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nsmtrainer.content.document import Document, MapNode, Plain, plain
from nsmtrainer.content.problems import MAX_PROBLEMS, did_you_mean, nearest
from nsmtrainer.content.shapes import FORMAT, MAX_PHRASE_WORDS, Shape
from nsmtrainer.content.whereabouts import Step, code
from nsmtrainer.text import clean_line, quote

S = TypeVar("S", bound=Shape)


ROUNDS = 8
"""How often what does not fit is taken out in the hope that the rest does."""


def fill(document: Document, shape: type[S]) -> S | None:
    """Return the document's values in a shape, and tell the document's problems.

    What does not fit is reported and taken out of the document's tree, so that what remains can be looked
    at as well and all problems of a file are found at once. A document with problems is not to be used.
    None where too little is left.
    """
    if document.root is None:
        return None
    assumed: dict[str, Plain] = {}
    for attempt in range(ROUNDS):
        try:
            return shape.model_validate({**assumed, **_values(document.root)})
        except ValidationError as error:
            details = error.errors(include_url=False)
        if attempt == 0:
            _report_all(document, shape, details)
        if document.full:
            break
        for path in sorted((path_of(detail) for detail in details), key=_depth_first):
            if len(path) == 1 and path[0] in shape.assumed:
                assumed[str(path[0])] = shape.assumed[str(path[0])]
                document.root.pruned.add(path[0])
            document.prune(path)
    return None


def _values(root: MapNode) -> dict[str, Plain]:
    values = plain(root)
    return values if isinstance(values, dict) else {}


def path_of(detail: ErrorDetails) -> tuple[Step, ...]:
    """Return where a misfit stands; pydantic marks one of a mapping's keys by a step of its own."""
    path = detail["loc"]
    return path[:-1] if path and path[-1] == "[key]" else path


def _depth_first(path: tuple[Step, ...]) -> tuple[tuple[int, str], ...]:
    """Return a key that puts later entries of a list before earlier ones, and inner places before outer."""
    return (*((-step, "") if isinstance(step, int) else (0, step) for step in path), (1, ""))


def _report_all(document: Document, shape: type[Shape], details: Sequence[ErrorDetails]) -> None:
    unknown = [path_of(detail) for detail in details if detail["type"] == "extra_forbidden"][:MAX_PROBLEMS]
    for detail in details:
        path = path_of(detail)
        beside = [str(other[-1]) for other in unknown if other[:-1] == path[:-1]]
        if detail["type"] == "missing" and nearest(str(path[-1]), beside):
            continue  # the misspelt key is told already
        _report(document, shape, detail)
        if document.full:
            return


def _report(document: Document, shape: type[Shape], detail: ErrorDetails) -> None:
    path = path_of(detail)
    if len(path) < len(detail["loc"]):
        message = f"{quote(str(path[-1]))} is not an id"
        document.report_at(path, message, "use lower-case letters, digits, `_` and `-`", key=True)
    elif detail["type"] == "extra_forbidden":
        key = str(path[-1])
        hint = did_you_mean(key, _known_keys(shape, path))
        document.report_at(path, f"unknown key {code(key)}", hint, key=True)
    elif detail["type"] == "missing":
        value = FORMAT if path == ("format",) else "..."
        document.report_at(path, f"{_name(path)} is missing", f"add `{path[-1]}: {value}`")
    else:
        message, hint = _words(detail, path)
        document.report_at(path, message, hint)


def _name(path: Sequence[Step]) -> str:
    """Return what to call the value at `path`: its key, or the entry of a list."""
    if not path:
        return "the file"
    if isinstance(path[-1], int) and len(path) > 1:
        return f"entry {path[-1] + 1} of {code(str(path[-2]))}"
    return code(str(path[-1]))


def _words(detail: ErrorDetails, path: Sequence[Step]) -> tuple[str, str]:
    """Return message and hint for a value that does not fit."""
    if path == ("format",):
        return _format_words(detail["input"])
    message, hint = misfit(detail)
    return f"{_name(path)} {message}", hint


def misfit(detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value, as the rest of a sentence that begins with its name, and a hint."""
    given = detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    shown = quote(given) if isinstance(given, str) else _sort(given)
    message, hint = _SAY.get(detail["type"], ("cannot be {shown}", ""))
    choices = _choices(context)
    if isinstance(given, str) and nearest(given.lower(), choices):
        hint = did_you_mean(given.lower(), choices)
    filled = {**context, "shown": shown, "choices": ", ".join(choices)}
    return message.format(**filled), hint.format(**filled)


def _format_words(given: object) -> tuple[str, str]:
    if isinstance(given, str) and given.isdecimal() and int(given[:9]) > FORMAT:
        return (
            f"the file is written in format {given[:9]}, later than this version knows",
            "update nsmtrainer",
        )
    return f"`format` must be {FORMAT}", f"write `format: {FORMAT}`"


def _sort(given: object) -> str:
    if isinstance(given, list):
        return "a list"
    if isinstance(given, int | float):  # of JSON; in YAML all values are text
        return clean_line(str(given).lower(), 20)
    return "nothing" if given is None else "a set of keys"


def _choices(context: Mapping[str, Any]) -> list[str]:
    return [part.strip("'") for part in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]


_WHOLE = ("must be a whole number, not {shown}", "")
_NUMBER = ("must be a number, not {shown}", "")
_YES_NO = ("must be yes or no, not {shown}", "")
_EMPTY = ("is empty", "write something or leave the key out")
_KEYS = ("must be a set of `key: value` lines, not {shown}", "")

_NAMES = ("must be a set of names and values, not {shown}", "")
_MOMENT = ("must be a date and time, not {shown}", "")

_SAY: dict[str, tuple[str, str]] = {
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "greater_than": ("must be more than {gt:g}, not {shown}", ""),
    "greater_than_equal": ("must be at least {ge:g}, not {shown}", ""),
    "less_than_equal": ("must be at most {le:g}, not {shown}", ""),
    "literal_error": ("cannot be {shown}", "choose one of {choices}"),
    "string_type": ("must be a text, not {shown}", "put it in quotes if it holds `: ` or brackets"),
    "list_type": ("must be a list, not {shown}", "write `[one, another]`, or one `- ` line each"),
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dataclass_type": _NAMES,
    "missing": ("is missing", ""),
    "year": ("must lie between {first} and {last}", ""),
    "timezone_aware": ("needs a time zone", ""),
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "datetime_object_invalid": _MOMENT,
    "string_pattern_mismatch": (
        "must be an id, not {shown}",
        "use lower-case letters, digits and hyphens, 60 at most",
    ),
    "string_too_short": _EMPTY,
    "empty": _EMPTY,
    "string_too_long": ("is longer than {max_length:,} characters", "shorten it"),
    "too_short": ("has {actual_length} entries and needs at least {min_length}", ""),
    "too_long": ("has more than the {max_length} entries that it may have", ""),
    "long_phrase": (
        f"has more than {MAX_PHRASE_WORDS} words",
        "a phrase is a few words; use `near` to join two",
    ),
}
"""What to say for each sort of misfit that pydantic knows: message and hint."""


def _known_keys(shape: type[Shape], path: Sequence[Step]) -> list[str]:
    """Return the keys that may stand where the last step of `path` does."""
    here: Any = shape
    for step in path[:-1]:
        here = _inside(here, step)
    if not _is_shape(here):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _inside(annotation: Any, step: Step) -> Any:
    """Return the annotation one step further down, seeing through unions with None."""
    if _is_shape(annotation):
        fields = {field.alias or name: field.annotation for name, field in annotation.model_fields.items()}
        return _bare(fields.get(str(step)))
    if get_origin(annotation) in (list, dict):
        return _bare(get_args(annotation)[-1])
    return None


def _bare(annotation: Any) -> Any:
    choices = [choice for choice in get_args(annotation) if choice is not type(None)]
    return choices[0] if type(None) in get_args(annotation) and choices else annotation


def _is_shape(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Shape)
