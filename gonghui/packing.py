"""Packing: objects as bytes, of which only known kinds are ever made again.

A pickle can name any function of any module. What stands beside a project is nobody's word, so that whoever
unpacks says what may be in it.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Mapping
from typing import Any

PROTOCOL = 5
Names = Mapping[tuple[str, str], Any]  # what may be in a pickle, by its module and its name there


def named(parts: Iterable[Any]) -> Names:
    """Classes and functions by what a pickle calls them."""
    return {(part.__module__, part.__qualname__): part for part in parts}


def unpacked(content: bytes, known: Names) -> Any:
    """What was packed. Raises pickle.UnpicklingError where anything else is in it, or it is none."""
    try:
        return _Unpickler(io.BytesIO(content), known).load()
    except (AttributeError, EOFError, LookupError, TypeError, ValueError) as error:
        raise pickle.UnpicklingError(str(error)) from error


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: Names) -> None:
        super().__init__(file)
        self.known = known

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.known:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return self.known[module, name]
