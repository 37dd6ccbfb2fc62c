"""The YAML border: one pass over a file's events that lets plain content through and nothing else.

YAML can do more than content needs, and what it can do beyond is where files go wrong: aliases that
multiply, tags that name types, keys that silently win over others, `NO` that becomes false. So anchors,
aliases, tags, merge keys, duplicate keys, second documents and excess are refused, and every scalar stays
the text that was typed. No type of YAML's own is ever made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from nsmtrainer.content.document import Document, ListNode, MapNode, Node, TextNode
from nsmtrainer.content.problems import clause, whole_file
from nsmtrainer.content.syntax import syntax_words
from nsmtrainer.errors import ContentError
from nsmtrainer.text import clean_line, decode_utf8, quote

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000

_PARSER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader  # the same events, 20 times faster

_NOT_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # YAML 1.2, production 1
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def read_document(raw: bytes, file: str) -> Document:
    """Return a file's tree and what is wrong with it; `file` is the name that its problems carry.

    Never raises for what the bytes hold. Without a root the file could not be read any further.
    """
    document = Document(clean_line(file), "")
    if len(raw) > MAX_BYTES:
        document.problems.append(
            whole_file(file, f"larger than {MAX_BYTES // 1_000_000} MB", "split it into several files")
        )
        return document
    try:
        document.text = decode_utf8(raw, "the file")
    except ContentError as error:
        document.problems.append(whole_file(file, clause(error.message), clause(error.hint)))
        return document
    if _check_characters(document):
        document.root = _Border(document).root()
    return document


def _check_characters(document: Document) -> bool:
    for found in _NOT_YAML.finditer(document.text):
        if document.full:
            break
        code = f"U+{ord(found.group()):04X}"
        document.report(
            found.start(), f"an invisible control character ({code})", "delete it or retype the line"
        )
    return not document.problems


class _RefusedError(Exception):
    """What follows need not be read: the file is refused as a whole."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; `key` is the mapping's key that waits for its value."""

    node: ListNode | MapNode
    key: TextNode | None = None


class _Border:
    """Builds the tree of one document from events, refusing what content does not need."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[_Open] = []
        self.top: Node | None = None
        self.nodes = 0
        self.documents = 0

    def root(self) -> MapNode | None:
        """Return the file's mapping, None where the file is refused as a whole."""
        try:
            for event in self._events():
                self._take(event)
        except _RefusedError:
            return None
        if self.top is None or (isinstance(self.top, TextNode) and self.top.empty):
            self.document.report(0, "the file is empty", "start with `format: 1` and an `id`")
            return None
        if not isinstance(self.top, MapNode):
            self.document.report(self.top.at, "the file is not a set of `key: value` lines")
            return None
        return self.top

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.document.text, Loader=_PARSER)
        except yaml.MarkedYAMLError as error:
            self.document.report(*syntax_words(error, self.document.text))
            raise _RefusedError from None
        except yaml.YAMLError as error:
            self.document.report(0, f"this is not YAML: {clean_line(str(error), 120)}")
            raise _RefusedError from None

    def _report(self, at: int, message: str, hint: str = "") -> None:
        self.document.report(at, message, hint)
        if self.document.full:
            raise _RefusedError

    def _stop(self, event: yaml.Event, message: str, hint: str) -> None:
        self.document.report(_at(event), message, hint)
        raise _RefusedError

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._count(event)
            self._add(self._text(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(event)
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self.open.pop().node)
        elif isinstance(event, yaml.AliasEvent):
            name = clean_line(event.anchor or "", 30)
            self._report(_at(event), f"aliases (`*{name}`) are not used here", "write out what it stands for")
            self._add(_refused(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(event, "a second document starts here", "a file holds one: remove the `---`")

    def _count(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(event, f"the file has more than {MAX_NODES:,} entries", "split it into several files")
        if event.anchor is not None:
            name = clean_line(event.anchor, 30)
            self._report(_at(event), f"anchors (`&{name}`) are not used here", "write it out wherever needed")
        if event.tag is not None:
            name = clean_line(event.tag.replace("tag:yaml.org,2002:", "!!"), 30)
            self._report(
                _at(event), f"tags (`{name}`) are not used here", "leave it out: all values are text"
            )

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._stop(event, f"lists and keys lie more than {MAX_DEPTH} deep", "no kind of file needs that")
        at = _at(event)
        self.open.append(_Open(MapNode(at) if isinstance(event, yaml.MappingStartEvent) else ListNode(at)))

    def _text(self, event: yaml.ScalarEvent) -> TextNode:
        value = event.value
        control = None if value.isprintable() else _CONTROL.search(value)
        if control:
            code = f"U+{ord(control.group()):04X}"
            self._report(_at(event), f"this text holds the control character {code}", "remove its `\\` code")
            return _refused(event)
        at, end = _at(event), _at(event, end=True)
        return TextNode(at, end, value, not value and at == end)

    def _add(self, node: Node) -> None:
        if not self.open:
            self.top = node
            return
        parent = self.open[-1]
        if isinstance(parent.node, ListNode):
            parent.node.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node)
        else:
            self._put(parent.node, parent.key, node)
            parent.key = None

    def _key(self, node: Node) -> TextNode:
        if isinstance(node, TextNode):
            return node
        self._report(node.at, "a key must be a word, not a list or mapping")
        return TextNode(node.at, node.at, "", refused=True)

    def _put(self, parent: MapNode, key: TextNode, value: Node) -> None:
        name = key.value
        if key.refused:
            return
        if name == "<<":
            self._report(key.at, "merge keys (`<<`) are not used here", "write the keys out")
        elif name in parent.entries:
            first, _ = self.document.place(parent.keys[name])
            self._report(
                key.at, f"the key {quote(name)} is given twice", f"the first is in line {first}; keep one"
            )
        else:
            parent.entries[name] = value
            parent.keys[name] = key.at


def _refused(event: yaml.Event) -> TextNode:
    return TextNode(_at(event), _at(event, end=True), "", refused=True)


def _at(event: yaml.Event, *, end: bool = False) -> int:
    mark = event.end_mark if end else event.start_mark
    return mark.index if mark else 0


def peek(raw: bytes, key: str) -> str:
    """Return the text of one top-level key without reading more of the file than that; "" without it."""
    depth, name = 0, ""
    try:
        for event in yaml.parse(raw.decode("utf-8-sig"), Loader=_PARSER):
            if depth == 1 and isinstance(event, yaml.ScalarEvent):
                if name == key:
                    return str(event.value)
                name = "" if name else event.value
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                name = "" if depth == 1 else name
            if depth > MAX_DEPTH:
                break
    except (UnicodeError, yaml.YAMLError):
        pass
    return ""
