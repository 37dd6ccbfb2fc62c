"""Puts off parts of other libraries that these import at their start and we never use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def put_off(*modules: str) -> Iterator[None]:
    """Give imports within the block stand-ins for modules; each is imported when something of it is used.

    spaCy imports its own command line, and with it clients for the network; Typer imports a reader of
    Markdown. Neither is used here, and together they take longer than what is. A module that is loaded
    already stays as it is, and after the block all can be imported as ever. A package comes before its
    modules.
    """
    placed = {name: _StandIn(name) for name in modules if name not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name, stand_in in placed.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


class _StandIn(ModuleType):
    """A module whose every name is a class that makes, or calls, the real thing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        module = self.__name__

        def real(_: type, *args: Any, **named: Any) -> Any:
            return getattr(import_module(module), name)(*args, **named)

        return type(name, (), {"__new__": real, "__module__": module})
