"""Put an exemplar into a rubric's file without touching anything else that its author wrote."""

from __future__ import annotations

import re

from nsmtrainer.content.border import read_document
from nsmtrainer.content.document import ListNode, MapNode, TextNode
from nsmtrainer.content.models import Exemplar
from nsmtrainer.content.writing import exemplar_values, yaml_text
from nsmtrainer.errors import ContentError

KEY = "exemplars"


def with_exemplar(text: str, exemplar: Exemplar, note: str = "") -> str:
    """Return a rubric file's text with one more exemplar at the end of its list.

    `note` becomes a comment above it. Raises ContentError where the file cannot be read, or its list is
    written in brackets.
    """
    document = read_document(text.encode(), "the rubric")
    root = document.root
    if root is None:
        raise ContentError("The rubric's file cannot be read.", "Mend it first: nsmtrainer check FILE")
    if not text.endswith("\n"):
        text += "\n"
    found = root.entries.get(KEY)
    if found is None:
        return f"{text}{KEY}:\n{_item(exemplar, note, 2)}"
    if isinstance(found, TextNode) and found.empty:
        end = text.index("\n", root.keys[KEY]) + 1
        return text[:end] + _item(exemplar, note, 2) + text[end:]
    if not isinstance(found, ListNode):
        raise ContentError(f"`{KEY}` of this rubric is no list.", "Mend it first: nsmtrainer check FILE")
    if not found.items:
        return _in_place_of_brackets(text, found.at, _item(exemplar, note, 2))
    start = text.rfind("\n", 0, found.at) + 1
    if text[found.at : found.at + 1] == "[" or not re.fullmatch(r" *", text[start : found.at]):
        raise ContentError(
            f"`{KEY}` of this rubric is written in brackets.", "Write it with one `- ` line per exemplar."
        )
    end = _end_of_list(text, root, found)
    return text[:end] + _item(exemplar, note, found.at - start) + text[end:]


def _in_place_of_brackets(text: str, at: int, item: str) -> str:
    closing = text.index("]", at) + 1
    rest_of_line = text.index("\n", closing) + 1
    return text[:at].rstrip(" ") + text[closing:rest_of_line] + item + text[rest_of_line:]


def _end_of_list(text: str, root: MapNode, found: ListNode) -> int:
    """Return where the list's last line ends: before the next key, and comments that belong to it."""
    later = [at for at in root.keys.values() if at > found.at]
    end = text.rfind("\n", 0, min(later)) + 1 if later else len(text)
    lines = text[:end].splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        end -= len(lines.pop())
    return end


def _item(exemplar: Exemplar, note: str, indent: int) -> str:
    written = yaml_text({"item": [exemplar_values(exemplar)]}).partition("\n")[2]
    lines = [f"# {note}", *written.splitlines()] if note else written.splitlines()
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)
