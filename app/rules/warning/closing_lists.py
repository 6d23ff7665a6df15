"""The words that signal a shop in trouble and the contexts in which they do not, read from their file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.base.resources import resource_toml

_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class ClosingLists:
    """Compiled: the words by how they are shown, and the contexts by name."""

    words: re.Pattern[str]
    signs: re.Pattern[str]
    closing: frozenset[str]
    absconding: frozenset[str]
    contexts: Mapping[str, re.Pattern[str]]


@cache
def shipped_lists() -> ClosingLists:
    """The lists that ship with the product (`resources/warning/closing.toml`)."""
    data = resource_toml("warning", "closing.toml")
    parts = data["parts"]

    def whole(pattern: str) -> str:
        return _PART.sub(lambda found: parts[found[1]], pattern)

    def named(table: Mapping[str, str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{word}>{whole(pattern)})" for word, pattern in table.items()))

    return ClosingLists(
        named({**data["absconding"], **data["closing"]}),
        named(data["signs"]),
        frozenset(data["closing"]),
        frozenset(data["absconding"]),
        {name: re.compile(whole(pattern)) for name, pattern in data["contexts"].items()},
    )
